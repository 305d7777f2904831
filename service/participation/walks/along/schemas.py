"""What comes in from those who walk along: by a form, by a script, or hours later from a phone's outbox."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from service.i18n import gettext as _
from service.participation.pins.form import Coordinate
from service.web.plain_text import PlainLine, PlainText

Role = Literal[
    "resident", "seasonal", "pupil", "parent", "older", "wheels", "staff", "police", "association", "business", "other"
]
Severity = Literal["fine", "minor", "serious", "danger"]
TEXT_MAX, WISH_MAX = 2000, 600
_AT = re.compile(r"^(stop|segment):(\d{1,3})$")
Optional5 = Annotated[Annotated[int, Field(ge=1, le=5)] | None, BeforeValidator(lambda text: text or None)]


class Sent(BaseModel):
    """What everything that a walker sends has in common.

    `id` was made on the device, before there was a network, and tells a repeat from a new thing. `walker` is the
    walker's secret where a form carries it; a script sends it in a header.
    """

    model_config = ConfigDict(extra="forbid")

    id: uuid.UUID
    observed_at: AwareDatetime | None = None
    walker: Annotated[str, Field(max_length=100)] = ""


class JoiningForm(BaseModel):
    """Who joins a walk: the group's code, and as whom."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[PlainLine, Field(max_length=40)]
    roles: list[Role] = Field(default_factory=list, max_length=11, validate_default=True)

    @field_validator("roles")
    @classmethod
    def _are_some(cls, roles: list[Role]) -> list[Role]:
        if not roles:
            raise ValueError(_("Choose at least one."))
        return sorted(set(roles))


class ObservationSent(Sent):
    """Something noted: at a stop ("stop:2"), on the leg after a stop ("segment:2"), or at a place of its own
    ("pin", "gps") in degrees."""

    text: Annotated[PlainText, Field(min_length=3, max_length=TEXT_MAX)]
    wish: Annotated[PlainText, Field(max_length=WISH_MAX)] = ""
    severity: Severity
    at: Annotated[str, Field(max_length=20)]
    lat: Coordinate = None
    lon: Coordinate = None
    confirm_contact: bool = False

    @model_validator(mode="after")
    def _has_place(self) -> ObservationSent:
        if self.at in ("pin", "gps"):
            if self.lat is None or self.lon is None:
                raise ValueError(_("Give both the latitude and the longitude."))
        elif not _AT.match(self.at):
            raise ValueError(_("Choose where it is."))
        return self

    @property
    def place(self) -> tuple[str, int]:
        """How the place is given, and the number of the stop or leg; 0 for a place of its own."""
        found = _AT.match(self.at)
        return (found[1], int(found[2])) if found else (self.at, 0)


class NoteForm(ObservationSent):
    """The plain form of an observation: the words beside its photos too, which are read with the files."""

    photo_alt_1: str = ""
    photo_alt_2: str = ""
    photo_alt_3: str = ""


class PassageSent(Sent):
    """A leg that was walked; `nothing`: and there was nothing to report."""

    segment: Annotated[int, Field(ge=1, le=999)]
    nothing: bool = False


class CheckSent(Sent):
    """What became of an observation (by its number) of the walk that this one comes back to."""

    observation: Annotated[int, Field(ge=1, le=99_999)]
    outcome: Literal["repaired", "still", "worse"]


class ExperienceSent(Sent):
    """How the walk was, 1 to 5; what is not answered is absent."""

    heard: Optional5 = None
    safe: Optional5 = None
    ease: Optional5 = None
    worth: Optional5 = None
    text: Annotated[PlainText, Field(max_length=TEXT_MAX)] = ""

    @model_validator(mode="after")
    def _says_something(self) -> ExperienceSent:
        if not self.text and all(one is None for one in (self.heard, self.safe, self.ease, self.worth)):
            raise ValueError(_("Answer at least one question."))
        return self


def clamped(given: dt.datetime | None, earliest: dt.datetime, now: dt.datetime) -> dt.datetime:
    """When something was noted by the device's clock, held between joining and now: clocks of phones may be wrong."""
    return now if given is None else min(max(given, earliest), now)
