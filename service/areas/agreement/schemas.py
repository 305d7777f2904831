"""What comes in about calls and drawings."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from service.areas.agreement.rules import HALF, LONGEST_OPEN
from service.areas.schemas import MOST_AREAS
from service.areas.shaping.fields import Drawn
from service.i18n import gettext as _
from service.web.plain_text import PlainLine, PlainText

Tie = Literal["permanent", "seasonal", "work", "study", "owner", "visitor", "unknown"]
#: A level as whole per cents: what a slider gives.
Level = Annotated[int, Field(ge=10, le=100)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class CallForm(_Strict):
    """A new call. `area` is where the map opens: an area that exists; without it, the municipality's first view."""

    name: PlainLine = Field(min_length=2, max_length=80)
    reason: PlainText = Field(min_length=3, max_length=500)
    area: str = Field("", max_length=80)
    opens_on: dt.date
    closes_on: dt.date
    core: int = Field(75, ge=51, le=100)
    fringe: int = Field(25, ge=5, le=50)
    website: str = Field("", max_length=200)

    @model_validator(mode="after")
    def _days_in_order(self) -> CallForm:
        if self.closes_on < self.opens_on:
            raise ValueError(_("The last day is before the first one."))
        if self.closes_on - self.opens_on > LONGEST_OPEN:
            raise ValueError(_("A call can be open for a year at most."))
        return self


class DrawingForm(_Strict):
    """A drawing in a call. With scripts `geometry` holds what was drawn, as GeoJSON text."""

    geometry: Drawn = None
    areas: list[str] = Field(default_factory=list, max_length=MOST_AREAS)
    coordinates: str = Field("", max_length=400_000)
    tie: Tie = "unknown"
    called: PlainLine = Field("", max_length=80)
    why: PlainText = Field("", max_length=500)
    is_open: bool = False
    action: Literal["save", "preview"] = "save"
    website: str = Field("", max_length=200)


class CallView(_Strict):
    """Whose drawings a call's page shows: everybody's, or those of one tie."""

    tie: Literal["", "permanent", "seasonal", "work", "study", "owner", "visitor", "unknown"] = ""


class LevelQuery(_Strict):
    """The level (per cent) at which a boundary is looked at."""

    level: Level = int(HALF * 100)


class PublishForm(_Strict):
    """The area to be made of a call. `names` by language stand in fields of their own."""

    level: Level
    name_fi: PlainLine = Field("", max_length=120)
    name_sv: PlainLine = Field("", max_length=120)
    name_en: PlainLine = Field("", max_length=120)
    kind: Literal["district", "board", "panel", "programme"] = "district"
    reason: PlainLine = Field("", max_length=500)
    hash: str = Field("", max_length=64)

    @property
    def names(self) -> dict[str, str]:
        """The names that were given, by language."""
        given = {"fi": self.name_fi, "sv": self.name_sv, "en": self.name_en}
        return {code: name for code, name in given.items() if name}


class CallStateForm(_Strict):
    """What a moderator does to a call, and why."""

    state: Literal["published", "hidden"]
    reason: PlainLine = Field(min_length=3, max_length=300)


class DrawingStateForm(_Strict):
    """What a moderator does to a drawing, and why."""

    deed: Literal["hide", "show"]
    reason: PlainLine = Field(min_length=3, max_length=300)
