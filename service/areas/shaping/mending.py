"""Mending an outline that cannot be used as it came, and saying what was done and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shapely.geometry.base import BaseGeometry

from geo.crs import METRIC
from geo.errors import GeometryProblem, MetresAsDegrees, SwappedAxes
from geo.geometry import check_sound, geometry_from_geojson, oriented, repaired
from service.i18n import N_
from service.i18n import gettext as _
from service.web.geometry_words import lonlat_of
from service.web.places import place_in_words

Lonlat = tuple[float, float]
#: What `geo.topology.repaired` and the readers here did, as a person would say it.
CHANGE_WORDS = {
    "axes_swapped": N_("Latitude and longitude had changed places; they were put right."),
    "metres_read": N_("The coordinates were metres; they were turned into degrees."),
    "untangled": N_("The outline crossed itself %(where)s; it was cut open there."),
    "overlap_merged": N_("Parts that covered the same ground %(where)s were joined."),
    "slivers_dropped": N_("Spikes without any width were left out."),
    "split": N_("It is now in several parts."),
}


@dataclass(frozen=True)
class Mended:
    """A sound shape, what was done to it in words, and the places (WGS 84) where it was wrong."""

    shape: BaseGeometry
    said: tuple[str, ...]
    marks: tuple[Lonlat, ...]


def mended(geometry: Any) -> Mended:
    """The nearest sound outline to a GeoJSON polygon that may be tangled, swapped or in metres.

    A sound one comes back as it is, with nothing said.

    Raises GeometryProblem for what cannot be mended: too few corners, no size, too far away, too much of it.
    """
    changes: list[str] = []
    try:
        shape = geometry_from_geojson(geometry, sound=False)
    except SwappedAxes:
        changes.append("axes_swapped")
        shape = geometry_from_geojson(_each(geometry, lambda x, y: (y, x)), sound=False)
    except MetresAsDegrees:
        changes.append("metres_read")
        shape = geometry_from_geojson(_each(geometry, _from_metres), sound=False)
    marks: list[Lonlat] = []
    try:
        check_sound(shape)
    except GeometryProblem as error:
        where = lonlat_of(error)
        repair = repaired(shape)
        if not repair.changes:
            raise
        changes += repair.changes
        shape = repair.geometry
        if where is not None:
            marks.append(where)
    check_sound(shape)
    return Mended(oriented(shape), _sentences(changes, marks), tuple(marks))


def _sentences(changes: list[str], marks: list[Lonlat]) -> tuple[str, ...]:
    where = place_in_words(marks[0]) if marks else ""
    return tuple(_(CHANGE_WORDS[change], where=where).replace("  ", " ") for change in changes)


def _from_metres(x: float, y: float) -> Lonlat:
    # Northing first is how Finnish registers write it; easting is the smaller number in every zone used here.
    return METRIC.to_lonlat(min(x, y), max(x, y))


def _each(geometry: Any, move: Any) -> dict[str, Any]:
    """The geometry with each position moved; it has been read once, so that its nesting is known to be sound."""

    def walked(value: Any) -> Any:
        if value and isinstance(value[0], int | float):
            return list(move(value[0], value[1]))
        return [walked(one) for one in value]

    return {"type": geometry["type"], "coordinates": walked(geometry["coordinates"])}
