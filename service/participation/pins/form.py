"""The form that works without a map and without scripts: its fields, and what they come to."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, FiniteFloat
from sqlalchemy import Connection

from geo.corners import pairs_from_lines
from service.errors import FieldError
from service.i18n import gettext as _
from service.participation.photos.schemas import Alt
from service.participation.pins.errors import PlaceAmbiguous, PlaceNotFound
from service.participation.pins.places import FoundPlace, found_places
from service.participation.pins.schemas import TEXT_MAX, TITLE_MAX, Precision, Submission, Tie
from service.web.parse import validated
from service.web.plain_text import PlainLine, PlainText


def _decimal(value: object) -> object:
    """A number as people here type it: 62,89 as well as 62.89; an empty field is absent."""
    if isinstance(value, str):
        return value.strip().replace(",", ".").replace("−", "-") or None
    return value


#: What says where the place is, and what belongs to photos.
NOT_SENT = {
    "where", "place", "place_name", "send_as", "lat", "lon", "shape_kind", "shape_text", "photo_alt_1", "photo_alt_2",
    "photo_alt_3",
}  # fmt: skip

#: Five hundred corners, each on a line of its own.
SHAPE_TEXT_MAX = 30_000
Coordinate = Annotated[FiniteFloat | None, BeforeValidator(_decimal)]


class PinForm(BaseModel):
    """The fields of /pins/new. `where` says which of the ways to name a place was used."""

    model_config = ConfigDict(extra="forbid")

    campaign: Annotated[PlainLine, Field(max_length=80)] = ""
    kind: Annotated[PlainLine, Field(max_length=40)] = ""
    asked: Literal["", "wish", "solution"] = ""
    theme: Annotated[PlainLine, Field(min_length=1, max_length=60)]
    text: Annotated[PlainText, Field(min_length=3, max_length=TEXT_MAX)]
    title: Annotated[PlainLine, Field(max_length=TITLE_MAX)] = ""
    where: Literal["list", "name", "whole", "coordinates", "shape"]
    place: Annotated[PlainLine, Field(max_length=140)] = ""  # "area:<slug>" or "place:<id>"
    place_name: Annotated[PlainLine, Field(max_length=100)] = ""
    send_as: Literal["", "whole"] = ""  # the button that is offered when the place is outside
    lat: Coordinate = None
    lon: Coordinate = None
    shape_kind: Literal["line", "area"] = "line"
    shape_text: Annotated[PlainText, Field(max_length=SHAPE_TEXT_MAX)] = ""
    precision: Precision = "exact"
    tie: Tie = "unknown"
    confirm_contact: bool = False
    website: Annotated[PlainLine, Field(max_length=500)] = ""
    opened: Annotated[PlainLine, Field(max_length=200)] = ""
    photo_alt_1: Alt = ""  # the files themselves are read by `photos.sending`
    photo_alt_2: Alt = ""
    photo_alt_3: Alt = ""


def submission_from_form(connection: Connection, municipality_id: int, form: PinForm) -> Submission:
    """What the form says, as any other way of sending would say it.

    Raises PlaceNotFound or PlaceAmbiguous when the name typed is not one place, InvalidInput for the rest.
    """
    asked = {
        "campaign": form.campaign or None,
        "kind": form.kind or None,
        "is_solution": form.asked == "solution" if form.asked else None,
    }
    common = form.model_dump(exclude=NOT_SENT | {"campaign", "kind", "asked"})
    return validated(Submission, {**common, **asked, **_where(connection, municipality_id, form)})


def _where(connection: Connection, municipality_id: int, form: PinForm) -> dict[str, Any]:
    if form.where == "whole" or form.send_as == "whole":
        return {}
    if form.where == "coordinates":
        if form.lon is None or form.lat is None:
            raise PlaceNotFound(*_said("lat", _("Give both the latitude and the longitude.")))
        return {"lonlat": (form.lon, form.lat), "method": "coordinates"}
    if form.where == "shape":
        return {"shape": _drawn(form), "method": "coordinates"}
    if form.where == "list":
        return _chosen(form.place)
    return _named(connection, municipality_id, form.place_name)


def _drawn(form: PinForm) -> dict[str, Any]:
    if not form.shape_text:
        raise PlaceNotFound(*_said("shape_text", _("Write the coordinates of the corners, one corner on each line.")))
    corners = [list(pair) for pair in pairs_from_lines(form.shape_text)]
    if form.shape_kind == "line":
        return {"type": "LineString", "coordinates": corners}
    return {"type": "Polygon", "coordinates": [corners]}


def _chosen(value: str) -> dict[str, Any]:
    kind, _colon, key = value.partition(":")
    if kind == "area" and key:
        return {"area": key, "method": "list"}
    if kind == "place" and key.isdecimal() and len(key) < 10:
        return {"place": int(key), "method": "list"}
    raise PlaceNotFound(*_said("place", _("Choose a place from the list.")))


def _named(connection: Connection, municipality_id: int, name: str) -> dict[str, Any]:
    if not name:
        raise PlaceNotFound(*_said("place_name", _("Write the name of the place.")))
    found = found_places(connection, municipality_id, name, limit=8)
    exact = [one for one in found if one.is_exact]
    if len(exact) == 1 or len(found) == 1:
        one = (exact or found)[0]
        return {"area": one.slug} if one.slug else {"place": one.id, "method": "search"}
    if not found:
        sentence = _("No place is called “%(name)s”. Try another name, or choose from the list.", name=name)
        raise PlaceNotFound(*_said("place_name", sentence))
    raise PlaceAmbiguous(*_said("place", _ambiguous(name, found)))


def _ambiguous(name: str, found: list[FoundPlace]) -> str:
    names = ", ".join(one.name for one in found[:5])
    return _("Several places fit “%(name)s”: %(places)s. Choose one from the list.", name=name, places=names)


def _said(where: str, sentence: str) -> tuple[str, list[FieldError]]:
    return sentence, [FieldError(where, sentence)]
