"""What comes in about a theme's owner and steps."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from service.i18n import gettext as _
from service.web.plain_text import PlainLine, PlainText

LONGEST_TEXT = 300
LONGEST_REASON = 600
LANGUAGES = ("fi", "sv", "en")


def _month(value: Any) -> Any:
    """The first day of a month written as 2027-05."""
    if not isinstance(value, str):
        return value
    try:
        return dt.date.fromisoformat(f"{value.strip()}-01")
    except ValueError:
        raise ValueError(_("Choose a month.")) from None


def _none_if_empty(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


Month = Annotated[dt.date, BeforeValidator(_month)]
StepText = Annotated[PlainLine, Field(max_length=LONGEST_TEXT)]
Reason = Annotated[PlainText, Field(max_length=LONGEST_REASON)]


class OwnerForm(BaseModel):
    """Who answers for a theme; without a person nobody does."""

    model_config = ConfigDict(extra="forbid")

    person: Annotated[uuid.UUID | None, BeforeValidator(_none_if_empty)] = None
    unit: Annotated[int | None, BeforeValidator(_none_if_empty)] = None


class StepForm(BaseModel):
    """A step: its month and its text in at least one language."""

    model_config = ConfigDict(extra="forbid")

    month: Month
    text_fi: StepText = ""
    text_sv: StepText = ""
    text_en: StepText = ""

    @property
    def texts(self) -> dict[str, str]:
        """The texts that were given, by language."""
        return given(self, "text")


class StepChangeForm(StepForm):
    """A change of a step. `seen` is the number of the change that stood newest when the form was opened."""

    state: Literal["planned", "done", "dropped"]
    reason_fi: Reason = ""
    reason_sv: Reason = ""
    reason_en: Reason = ""
    seen: int

    @property
    def reasons(self) -> dict[str, str]:
        """The reasons that were given, by language."""
        return given(self, "reason")


def given(form: BaseModel, what: str) -> dict[str, str]:
    """What was written in a field of each language, without empty ones."""
    return {code: text for code in LANGUAGES if (text := getattr(form, f"{what}_{code}"))}
