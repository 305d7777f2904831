"""What comes in about statements."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, FiniteFloat

from service.notices.addresses import EmailAddress
from service.web.plain_text import PlainLine, PlainText

LONGEST = 20_000
About = Literal["whole", "part", "paragraph", "effect", "place", "area"]


def absent(value: object) -> object:
    """An empty field of a form is nothing."""
    return None if isinstance(value, str) and not value.strip() else value


def _number(value: object) -> object:
    """A number as it is written here, with a comma or a point."""
    value = absent(value)
    return value.strip().replace(",", ".") if isinstance(value, str) else value


Degrees = Annotated[FiniteFloat | None, BeforeValidator(_number)]


class StatementForm(BaseModel):
    """A statement as its form sends it; which fields matter follows from `about`.

    `version` is the proposal's version that was read. `is_name_public` says whether the name is shown to everybody;
    `email` is where the response is sent. `website` is a trap that people never see.
    """

    model_config = ConfigDict(extra="forbid")

    about: About = "whole"
    part: Annotated[PlainLine, Field(max_length=120)] = ""
    paragraph: Annotated[int | None, BeforeValidator(absent)] = None
    effect: Annotated[PlainLine, Field(max_length=40)] = ""
    lon: Degrees = None
    lat: Degrees = None
    shape: Annotated[str, Field(max_length=200_000)] = ""
    version: Annotated[int | None, BeforeValidator(absent)] = None
    title: Annotated[PlainLine, Field(max_length=120)] = ""
    text: Annotated[PlainText, Field(max_length=LONGEST)] = ""
    author_name: Annotated[PlainLine, Field(max_length=100)] = ""
    is_name_public: bool = False
    on_behalf: Annotated[PlainLine, Field(max_length=120)] = ""
    email: Annotated[EmailAddress | None, BeforeValidator(absent)] = None
    confirm_contact: bool = False
    website: Annotated[PlainLine, Field(max_length=500)] = ""
    opened: Annotated[PlainLine, Field(max_length=200)] = ""


class StatementBody(BaseModel):
    """The same from a program, as JSON: a drawn area is a GeoJSON geometry in WGS 84."""

    model_config = ConfigDict(extra="forbid")

    about: About = "whole"
    part: Annotated[PlainLine, Field(max_length=120)] = ""
    paragraph: int | None = None
    effect: Annotated[PlainLine, Field(max_length=40)] = ""
    lon: FiniteFloat | None = None
    lat: FiniteFloat | None = None
    geometry: dict[str, Any] | None = None
    version: int | None = None
    title: Annotated[PlainLine, Field(max_length=120)] = ""
    text: Annotated[PlainText, Field(max_length=LONGEST)]
    author_name: Annotated[PlainLine, Field(max_length=100)] = ""
    is_name_public: bool = False
    on_behalf: Annotated[PlainLine, Field(max_length=120)] = ""
    email: EmailAddress | None = None
    confirm_contact: bool = False

    def as_form(self) -> StatementForm:
        """What the form would send of it."""
        shape = json.dumps(self.geometry) if self.geometry is not None else ""
        return StatementForm.model_construct(**{**self.model_dump(exclude={"geometry"}), "shape": shape})


def as_day(value: object) -> object:
    """A day as browsers send it, or as people write it: 5.3.2027."""
    text = absent(value)
    if isinstance(text, str) and text.count(".") == 2:
        try:
            return dt.datetime.strptime(text.strip(), "%d.%m.%Y").date()
        except ValueError:
            return text
    return text


class EntryForm(StatementForm):
    """A statement that an official writes down: the day on which it came, and why a late one is taken in."""

    received_on: Annotated[dt.date, BeforeValidator(as_day)]
    late_reason: Annotated[PlainText, Field(max_length=500)] = ""


class ResponseForm(BaseModel):
    """The official response to a whole statement; `seen` is the version that the form was opened with."""

    model_config = ConfigDict(extra="forbid")

    lead: Annotated[PlainText, Field(max_length=LONGEST)] = ""
    outcome: Literal["changed", "partly", "not_changed", "noted"]
    change_note: Annotated[PlainText, Field(max_length=1000)] = ""
    seen: int = 0


class ListQuery(BaseModel):
    """What the public list shows."""

    model_config = ConfigDict(extra="forbid")

    about: Annotated[About | None, BeforeValidator(absent)] = None
    state: Annotated[Literal["received", "in_hand", "answered"] | None, BeforeValidator(absent)] = None
    paragraph: Annotated[Annotated[int, Field(ge=1, le=100_000)] | None, BeforeValidator(absent)] = None
    effect: Annotated[Annotated[PlainLine, Field(max_length=40)] | None, BeforeValidator(absent)] = None
    page: Annotated[int, Field(ge=1, le=1000)] = 1
