"""What comes in about pins: filters of the map and the list, and what a person sends."""

from __future__ import annotations

import datetime as dt
import math
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, FiniteFloat, model_validator

from service.i18n import gettext as _
from service.participation.pins.outline import Outline, outline_from_text, outline_to_text
from service.web.plain_text import PlainLine, PlainText

TEXT_MAX = 4000
TITLE_MAX = 120
API_LIMIT = 500

State = Literal["received", "considered", "accepted", "partly", "declined", "in_progress", "done", "closed_not_done"]
Sort = Literal["newest", "supported"]
Precision = Literal["exact", "about_100_m", "area"]
Tie = Literal["permanent", "seasonal", "work", "study", "owner", "visitor", "unknown"]
Method = Literal["tap", "crosshair", "gps", "search", "list", "coordinates"]
Bbox = tuple[float, float, float, float]


def _bbox(value: object) -> object:
    """west,south,east,north in degrees; refuses what is no window, in a sentence."""
    if not isinstance(value, str):
        return value
    wrong = ValueError(_("Give the window as west,south,east,north in degrees."))
    parts = value.split(",")
    if len(parts) != 4:
        raise wrong
    try:
        west, south, east, north = (float(part) for part in parts)
    except ValueError:
        raise wrong from None
    if not all(map(math.isfinite, (west, south, east, north))) or not -90 <= south <= north <= 90:
        raise wrong
    if not (-180 <= west <= 180 and -180 <= east <= 180):
        raise wrong
    return west, south, east, north


class Query(BaseModel):
    """A query string: unknown names are refused, empty values (a form's unset fields) are absent."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, values: Any) -> Any:
        return {k: v for k, v in values.items() if v != ""} if isinstance(values, dict) else values


class PinFilters(Query):
    """The filters that the map, the list and the API share."""

    theme: Annotated[PlainLine, Field(max_length=60)] | None = None
    state: State | None = None
    area: Annotated[PlainLine, Field(max_length=120)] | None = None
    campaign: Annotated[PlainLine, Field(max_length=80)] | None = None
    kind: Annotated[PlainLine, Field(max_length=40)] | None = None
    q: Annotated[PlainLine, Field(max_length=100)] | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    bbox: Annotated[Bbox, BeforeValidator(_bbox)] | None = None
    outline: Annotated[Outline, BeforeValidator(outline_from_text)] | None = None
    sort: Sort = "newest"
    after: Annotated[PlainLine, Field(max_length=200)] | None = None

    def named_values(self) -> dict[str, str]:
        """The filters in use by name, for addresses and for the form; paging is not a filter."""
        values = {k: v for k, v in self.model_dump().items() if v is not None and k not in ("after", "limit")}
        if self.bbox:
            values["bbox"] = ",".join(f"{number:g}" for number in self.bbox)
        if self.outline:
            values["outline"] = outline_to_text(self.outline)
        if self.sort == "newest":
            values.pop("sort")
        return {name: str(value) for name, value in values.items()}

    @property
    def on_map(self) -> dict[str, str]:
        """The filters that narrow the map down too: all but the order."""
        return {name: value for name, value in self.named_values().items() if name != "sort"}


class ApiPinQuery(PinFilters):
    """The filters, and how many features at most."""

    limit: int = Field(default=100, ge=1, le=API_LIMIT)


Degrees = Annotated[float, Field(strict=True)]


class PointQuery(Query):
    """A WGS 84 point in the address."""

    lon: FiniteFloat = Field(ge=-180, le=180)
    lat: FiniteFloat = Field(ge=-90, le=90)


class SimilarQuery(PointQuery):
    """A place, and perhaps a theme, to look for similar ideas around."""

    theme: Annotated[PlainLine, Field(max_length=60)] | None = None


class PlaceQuery(Query):
    """Some letters of a place's name."""

    q: Annotated[PlainLine, Field(min_length=1, max_length=100)]
    limit: int = Field(default=8, ge=1, le=20)


class PinText(BaseModel):
    """What the author says, and may correct later."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[PlainText, Field(min_length=3, max_length=TEXT_MAX)]
    title: Annotated[PlainLine, Field(max_length=TITLE_MAX)] = ""
    confirm_contact: bool = False


class Submission(PinText):
    """A pin as it is sent, by whichever way.

    One of `lonlat`, `shape` (a GeoJSON LineString or Polygon, WGS 84), `area` (a slug), `place` (a named place's id)
    says where; none of them is the whole municipality, or the whole area of a campaign that has one.
    """

    theme: Annotated[PlainLine, Field(min_length=1, max_length=60)]
    campaign: Annotated[PlainLine, Field(max_length=80)] | None = None  # none: the one that is always there
    kind: Annotated[PlainLine, Field(max_length=40)] | None = None  # one of the campaign's; none: its first
    is_solution: bool | None = None  # none: as the campaign asks, a wish where it asks for both
    lonlat: tuple[Degrees, Degrees] | None = None
    shape: dict[str, Any] | None = None
    area: Annotated[PlainLine, Field(max_length=120)] | None = None
    place: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    precision: Precision = "exact"
    method: Method | None = None
    accuracy_m: Annotated[FiniteFloat, Field(ge=0, le=100_000)] | None = None
    zoom: Annotated[FiniteFloat, Field(ge=0, le=30)] | None = None
    tie: Tie = "unknown"
    website: Annotated[PlainLine, Field(max_length=500)] = ""  # the trap: people never see it
    opened: Annotated[PlainLine, Field(max_length=200)] = ""  # signed by the server when the page was made
