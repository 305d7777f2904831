"""What comes in about an area's traits, its body, and the table of seats."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from service.i18n import gettext as _

MOST_NAMES = 20
LONGEST_NAME = 120


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @field_validator("term_from", "term_to", "seats", "body_kind", mode="before", check_fields=False)
    @classmethod
    def _empty_is_none(cls, value: Any) -> Any:
        return None if isinstance(value, str) and not value.strip() else value


class TraitsForm(_Strict):
    """An area's names, kind, place in the hierarchy, set and body; an empty body kind means that it has none."""

    name_fi: str = Field(min_length=2, max_length=LONGEST_NAME)
    name_sv: str = Field("", max_length=LONGEST_NAME)
    name_en: str = Field("", max_length=LONGEST_NAME)
    other_names: str = Field("", max_length=4000)
    description: str = Field("", max_length=4000)
    kind: Literal["district", "board", "panel", "table", "programme"]
    parent: str = Field("", max_length=80)
    set: str = Field("", max_length=80)
    body_kind: Literal["board", "panel", "table"] | None = None
    body_name_fi: str = Field("", max_length=LONGEST_NAME)
    body_name_sv: str = Field("", max_length=LONGEST_NAME)
    term_from: dt.date | None = None
    term_to: dt.date | None = None
    contact: str = Field("", max_length=1000)
    seats: int | None = Field(None, ge=1, le=99)
    reason: str = Field("", max_length=500)
    version: str = Field("", max_length=80)
    onto: str = Field("", max_length=80)
    action: Literal["save"] = "save"

    @field_validator("other_names")
    @classmethod
    def _not_too_many(cls, value: str) -> str:
        lines = [line for line in value.splitlines() if line.strip()]
        if len(lines) > MOST_NAMES:
            raise ValueError(_("Give at most twenty other names."))
        return value

    @field_validator("term_to")
    @classmethod
    def _after_the_beginning(cls, value: dt.date | None, info: Any) -> dt.date | None:
        begins = info.data.get("term_from")
        if value is not None and begins is not None and value < begins:
            raise ValueError(_("The term ends before it begins."))
        return value

    @field_validator("body_name_fi")
    @classmethod
    def _body_has_a_name(cls, value: str, info: Any) -> str:
        if info.data.get("body_kind") and not value:
            raise ValueError(_("Name the board, panel or table."))
        return value

    @property
    def names(self) -> dict[str, str]:
        """The area's names that were given, by language."""
        return _given({"fi": self.name_fi, "sv": self.name_sv, "en": self.name_en})

    @property
    def body_names(self) -> dict[str, str]:
        """The body's names that were given, by language."""
        return _given({"fi": self.body_name_fi, "sv": self.body_name_sv})

    @property
    def others(self) -> list[dict[str, str]]:
        """The residents' own names, each with who says so (may be empty)."""
        parts = (line.partition("|") for line in self.other_names.splitlines() if line.strip())
        return [{"name": name.strip(), "said_by": who.strip()} for name, _bar, who in parts if name.strip()]


class SeatsForm(_Strict):
    """The table of seats: a limit and a number on each line, the last line without a limit."""

    table: str = Field("", max_length=1000)
    reason: str = Field(min_length=3, max_length=500)


def _given(names: dict[str, str]) -> dict[str, str]:
    return {language: name for language, name in names.items() if name}
