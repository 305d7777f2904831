"""What comes in when staff write down what was told elsewhere."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from service.participation.pins.form import PinForm
from service.participation.pins.schemas import Query
from service.web.plain_text import PlainLine

NAME_MAX = 120


class EntryForm(PinForm):
    """The fields of an idea, and where it was told: a source that is there, or a new one."""

    source: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    source_kind: Literal["event", "paper", "phone"] = "event"
    source_name: Annotated[PlainLine, Field(max_length=NAME_MAX)] = ""
    source_date: dt.date | None = None
    said_language: Annotated[str, Field(pattern="^[a-z]{2}$")] = "fi"
    is_on_map: bool = False

    @field_validator("source", "source_date", "is_on_map", mode="before")
    @classmethod
    def _unset(cls, value: Any, info: Any) -> Any:
        if value == "":
            return False if info.field_name == "is_on_map" else None
        return value

    def as_pin_form(self) -> PinForm:
        """The fields that a resident's own form has."""
        return PinForm.model_construct(**{name: getattr(self, name) for name in PinForm.model_fields})


class EntryQuery(Query):
    """What the form keeps from one entry to the next."""

    source: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    theme: Annotated[PlainLine, Field(max_length=60)] | None = None
    where: Literal["list", "name", "whole", "coordinates"] | None = None
    said_language: Annotated[str, Field(pattern="^[a-z]{2}$")] | None = None
