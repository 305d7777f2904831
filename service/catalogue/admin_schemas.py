"""What the forms of the catalogue's keepers hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from geo.crs import METRIC
from service.i18n import gettext as _
from service.web.plain_text import PlainLine, PlainText, clean_line

LANGUAGES = ("fi", "sv", "en")
#: Fields about a column of the features: column-0, column-0-shown, column-0-fi ...
BESIDE = "column-"
LONGEST_NAME = 120
LONGEST_ADDRESS = 500


def _none_for_empty(value: Any) -> Any:
    return value.strip() or None if isinstance(value, str) else value


Name = Annotated[PlainLine, Field(max_length=LONGEST_NAME)]
Description = Annotated[PlainText, Field(max_length=1000)]
Address = Annotated[PlainLine, Field(max_length=LONGEST_ADDRESS)]
Day = Annotated[dt.date | None, BeforeValidator(_none_for_empty)]
Zoom = Annotated[
    Annotated[int, Field(ge=0, le=METRIC.matrix.max_zoom)] | None, BeforeValidator(_none_for_empty)
]  # fmt: skip
Colour = Literal["", "moss", "lake", "rowan", "plum", "teal", "amber", "rose", "slate"]


class EntryForm(BaseModel):
    """A layer's entry as typed. `seen` is the moment of the entry that the form was filled from."""

    model_config = ConfigDict(extra="forbid")

    seen: dt.datetime
    name_fi: Annotated[PlainLine, Field(min_length=1, max_length=LONGEST_NAME)]
    name_sv: Name = ""
    name_en: Name = ""
    description_fi: Description = ""
    description_sv: Description = ""
    description_en: Description = ""
    source: Annotated[PlainLine, Field(min_length=1, max_length=200)]
    source_url: Address = ""
    licence: Annotated[PlainLine, Field(max_length=200)] = ""
    licence_url: Address = ""
    attribution: Annotated[PlainLine, Field(max_length=300)] = ""
    valid_from: Day = None
    valid_to: Day = None
    min_zoom: Zoom = None
    max_zoom: Zoom = None
    visibility: Literal["", "public", "officials", "administrators"] = ""
    colour: Colour = ""
    on_at_start: Literal["", "yes"] = ""
    protected: Literal["", "yes"] = ""

    @field_validator("source_url", "licence_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if value and (" " in value or not value.startswith(("https://", "http://"))):
            raise ValueError(_("Write the whole address, beginning with https://."))
        return value

    @field_validator("valid_to")
    @classmethod
    def _ends_after(cls, value: dt.date | None, info: ValidationInfo) -> dt.date | None:
        first = info.data.get("valid_from")
        if value and first and value < first:
            raise ValueError(_("The last day is before the first."))
        return value

    @field_validator("max_zoom")
    @classmethod
    def _is_closer(cls, value: int | None, info: ValidationInfo) -> int | None:
        least = info.data.get("min_zoom")
        if value is not None and least is not None and value < least:
            raise ValueError(_("The closest scale is farther than the farthest one."))
        return value

    def texts(self, part: str) -> dict[str, str]:
        """The names (`name`) or descriptions (`description`) by language, only those given."""
        given = {language: getattr(self, f"{part}_{language}") for language in LANGUAGES}
        return {language: text for language, text in given.items() if text}


class SeenForm(BaseModel):
    """A step that is taken with one button."""

    model_config = ConfigDict(extra="forbid")


class MoveForm(BaseModel):
    """One place up or down in the order."""

    model_config = ConfigDict(extra="forbid")

    direction: Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the features: whether it is shown, and what it is called by language (may be empty)."""

    column: str
    is_shown: bool
    names: dict[str, str]


def typed_columns(form: Mapping[str, str], known: Sequence[str]) -> list[ColumnRow]:
    """The known columns with what the form says of each, in their order; those it does not name are not shown."""
    sent = {form[f"{BESIDE}{at}"]: f"{BESIDE}{at}" for at in range(len(known)) if f"{BESIDE}{at}" in form}
    rows = []
    for column in known:
        prefix = sent.get(column, "")
        names = {one: str(clean_line(form.get(f"{prefix}-{one}", "")))[:LONGEST_NAME] for one in LANGUAGES}
        is_shown = bool(prefix) and form.get(f"{prefix}-shown") == "yes"
        rows.append(ColumnRow(column, is_shown, {one: text for one, text in names.items() if text and prefix}))
    return rows
