"""What comes in about areas."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.areas.shaping.fields import MOST_AREAS, Drawn

SLUG_MAX = 80
#: So many corners are shown as fields of the form.
MOST_CORNER_FIELDS = 300
Kind = Literal["resident", "district", "board", "panel", "table", "programme"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class AreaList(_Strict):
    """Filters of the list page."""

    kind: Literal["", "postal", "district", "board", "panel", "table", "programme", "resident"] = ""
    q: str = Field("", max_length=100)
    sort: Literal["name", "size", "residents", "homes"] = "name"
    page: int = Field(1, ge=1, le=10_000)


class AreaWindow(_Strict):
    """Filters of the API's list."""

    bbox: str = Field("", max_length=120)
    kind: list[str] = Field(default_factory=list, max_length=8)
    limit: int = Field(200, ge=1, le=500)


class NewAreaQuery(_Strict):
    """What the drawing page may start from: slugs of areas, or a name to begin with."""

    start: list[str] = Field(default_factory=list, alias="from", max_length=MOST_AREAS)
    name: str = Field("", max_length=120)


class FactsRequest(_Strict):
    """A shape to tell the facts of: drawn, pasted as text, or made of areas. `outline` asks for its boundary."""

    geometry: dict[str, Any] | None = None
    coordinates: str = Field("", max_length=400_000)
    areas: list[str] = Field(default_factory=list, max_length=MOST_AREAS)
    outline: bool = False


class AreaContent(_Strict):
    """A saved area in the API."""

    name: str = Field(min_length=2, max_length=120)
    description: str = Field("", max_length=4000)
    kind: Kind = "resident"
    geometry: dict[str, Any] | None = None
    areas: list[str] = Field(default_factory=list, max_length=MOST_AREAS)


class AreaChange(_Strict):
    """A change of a saved area in the API; what is absent stays as it is."""

    name: str | None = Field(None, min_length=2, max_length=120)
    description: str | None = Field(None, max_length=4000)
    geometry: dict[str, Any] | None = None
    reason: str = Field("", max_length=500)


class AreaForm(_Strict):
    """The drawing page's form. With scripts `geometry` holds what was drawn, as GeoJSON text."""

    name: str = Field(min_length=2, max_length=120)
    description: str = Field("", max_length=4000)
    kind: Kind = "resident"
    geometry: Drawn = None
    coordinates: str = Field("", max_length=400_000)
    areas: list[str] = Field(default_factory=list, max_length=MOST_AREAS)
    reason: str = Field("", max_length=500)
    version: str = Field("", max_length=80)
    onto: str = Field("", max_length=80)  # the newest mark, when the draft goes on top of somebody else's change
    action: str = Field("save", max_length=40)
    website: str = Field("", max_length=200)
    # What the file part of the form holds besides; only its own buttons send it to where it is read.
    upload: str = ""
    upload_action: str = ""
    upload_crs: str = ""
    upload_layer: str = ""
    upload_swapped: str = ""
    upload_kept: str = ""
    upload_pick: list[str] = Field(default_factory=list)
    # What commands are told (service/areas/shaping); a form that is saved carries them along unread.
    before: Drawn = None
    other: list[str] = Field(default_factory=list, max_length=MOST_AREAS)
    cells: list[str] = Field(default_factory=list, max_length=MOST_AREAS)
    distance_m: str = Field("", max_length=20)
    radius_m: str = Field("", max_length=20)
    tolerance_m: str = Field("", max_length=20)
    bearing: str = Field("", max_length=20)
    place_name: str = Field("", max_length=100)
    near_name: str = Field("", max_length=100)
    corner: list[str] = Field(default_factory=list, max_length=MOST_CORNER_FIELDS)
    corner_ring: list[str] = Field(default_factory=list, max_length=MOST_CORNER_FIELDS)


class ShapeForm(AreaForm):
    """The same form before it has a name: enough to show the figures."""

    name: str = Field("", max_length=120)


class Reason(_Strict):
    """Why a moderator hid or showed something, for the log."""

    reason: str = Field(min_length=3, max_length=500)
