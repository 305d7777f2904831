"""What comes in when staff make or change a walk."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from service.i18n import TIME_ZONE
from service.i18n import gettext as _
from service.web.plain_text import PlainLine, PlainText

Light = Literal["light", "dusk", "dark"]
MOST_STOPS = 20


def _day(value: object) -> object:
    """A day as a browser's field sends it or as people here write it (3.12.2026); empty is absent."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    parts = text.split(".")
    if len(parts) == 3 and all(part.strip().isdecimal() for part in parts):
        day, month, year = (int(part) for part in parts)
        text = f"{year:04d}-{month:02d}-{day:02d}"
    return text or None


def _clock(value: object) -> object:
    """A time as 17:30 or 17.30; empty is absent."""
    return value.strip().replace(".", ":") or None if isinstance(value, str) else value


Day = Annotated[dt.date | None, BeforeValidator(_day)]
Clock = Annotated[dt.time | None, BeforeValidator(_clock)]

Headcount = Annotated[Annotated[int, Field(ge=0, le=5000)] | None, BeforeValidator(lambda text: text or None)]


class WalkForm(BaseModel):
    """The form of a walk. Stops come as two lists of the same length: names and places."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[PlainLine, Field(min_length=3, max_length=120)]
    theme: Annotated[PlainLine, Field(max_length=60)] = ""
    summary: Annotated[PlainText, Field(max_length=2000)] = ""
    invitation: Annotated[PlainText, Field(max_length=2000)] = ""
    meeting_place: Annotated[PlainLine, Field(max_length=200)] = ""
    organiser: Annotated[PlainLine, Field(max_length=120)] = ""
    day: Day = Field(None, validate_default=True)
    time: Clock = Field(None, validate_default=True)
    light: Light = "light"
    second_day: Day = None
    second_time: Clock = None
    second_light: Light = "dark"
    participant_count: Headcount = None
    follows: Annotated[PlainLine, Field(max_length=80)] = ""
    route: Annotated[str, Field(max_length=300_000)] = ""
    stop_name: list[Annotated[PlainLine, Field(max_length=100)]] = Field(default_factory=list, max_length=MOST_STOPS)
    stop_place: list[Annotated[PlainLine, Field(max_length=120)]] = Field(default_factory=list, max_length=MOST_STOPS)

    @field_validator("day", "time")
    @classmethod
    def _is_there(cls, value: Any) -> Any:
        if value is None:
            raise ValueError(_("This is needed."))
        return value

    def stops(self) -> list[tuple[str, str]]:
        """Name and place of each row in which anything was written."""
        return [pair for pair in zip(self.stop_name, self.stop_place, strict=False) if any(pair)]

    def starts_at(self) -> dt.datetime:
        """When the walk begins."""
        assert self.day is not None and self.time is not None  # noqa: S101 (the validator has seen to it)
        return dt.datetime.combine(self.day, self.time, TIME_ZONE)

    def second_starts_at(self) -> dt.datetime | None:
        """When the same route is walked in another light; None when that is not planned."""
        if self.second_day is None:
            return None
        return dt.datetime.combine(self.second_day, self.second_time or self.time or dt.time(18), TIME_ZONE)


class StateForm(BaseModel):
    """A step of a walk: opened, ended, called off, or planned again."""

    model_config = ConfigDict(extra="forbid")

    state: Literal["planned", "open", "ended", "cancelled"]
