"""The commands: from the shape so far and what is asked, to the next shape and a sentence of what happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import shapely
import shapely.geometry
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from geo import editing
from geo.errors import EmptyGeometry, GeometryTypeUnsupported, TooManyRings, TooManyVertices
from geo.geometry import LIMITS, check_sound, geometry_from_geojson, geometry_to_geojson
from service.areas.drawing.coordinates import geometry_from_text
from service.areas.facts.words import size_text
from service.areas.outlines import outline_of
from service.areas.shaping.mending import Lonlat, mended
from service.areas.shaping.places import cell_box, place_of
from service.areas.shaping.schemas import ShapeRequest
from service.errors import FieldError, InvalidInput
from service.i18n import N_, format_number
from service.i18n import gettext as _

#: The names of two sides when the line runs anyhow.
SIDE_WORDS = {
    "north": N_("The northern side"),
    "south": N_("The southern side"),
    "east": N_("The eastern side"),
    "west": N_("The western side"),
}
#: A new area around a place; larger ones are better chosen from areas that exist.
DEFAULT_RADIUS_M = 500.0


@dataclass(frozen=True)
class Ground:
    """Where the commands are carried out: what may be read, whose areas, and the municipality's ground."""

    connection: Connection
    municipality_id: int
    surface: BaseGeometry


@dataclass(frozen=True)
class Side:
    """One side of a split, and how it is called."""

    label: str
    shape: BaseGeometry


@dataclass(frozen=True)
class Outcome:
    """The next shape, what happened in sentences, where something was mended, and the sides of a split."""

    shape: BaseGeometry
    said: tuple[str, ...]
    marks: tuple[Lonlat, ...] = ()
    sides: tuple[Side, ...] = ()


def carried_out(ground: Ground, asked: ShapeRequest) -> Outcome:
    """Carry out a command; nothing is kept.

    Raises
    ------
    GeometryProblem
        for a shape that cannot be used, and when nothing, or too much, would come of it.
    InvalidInput
        naming the field that is missing or wrong.
    """
    outcome = _settled(_COMMANDS[asked.operation](ground, asked))
    for shape in (outcome.shape, *(side.shape for side in outcome.sides)):
        check_limits(shape)
    return outcome


def _settled(outcome: Outcome) -> Outcome:
    """The outcome with shapes that stay sound when they come back from a browser, rounded to a centimetre."""
    sides = tuple(Side(side.label, _lasting(side.shape)) for side in outcome.sides)
    return replace(outcome, shape=_lasting(outcome.shape), sides=sides)


def _lasting(shape: BaseGeometry) -> BaseGeometry:
    rounded = shapely.geometry.shape(geometry_to_geojson(shape))
    return shape if rounded.is_valid else editing.moved_apart(shape)


def check_limits(shape: BaseGeometry) -> None:
    """Refuse what could not be saved afterwards.

    Raises TooManyVertices or TooManyRings.
    """
    if shapely.get_num_coordinates(shape) > LIMITS.vertices:
        raise TooManyVertices("geometry")
    if sum(1 + len(part.interiors) for part in shapely.get_parts(shape)) > LIMITS.rings:
        raise TooManyRings("geometry")


def _subject(ground: Ground, asked: ShapeRequest) -> BaseGeometry:
    return outline_of(
        ground.connection,
        ground.municipality_id,
        geometry=asked.geometry,
        coordinates=asked.coordinates,
        areas=asked.areas,
    )


def _subject_if_any(ground: Ground, asked: ShapeRequest) -> list[BaseGeometry]:
    try:
        return [_subject(ground, asked)]
    except EmptyGeometry:
        return []


def _other(ground: Ground, asked: ShapeRequest) -> BaseGeometry:
    if not asked.other:
        raise _missing("other", _("Choose an area first."))
    return outline_of(ground.connection, ground.municipality_id, areas=asked.other)


def _add(ground: Ground, asked: ShapeRequest) -> Outcome:
    other = _other(ground, asked)
    before = _subject_if_any(ground, asked)
    return _changed(before, editing.joined([*before, other]))


def _cut(ground: Ground, asked: ShapeRequest) -> Outcome:
    before = _subject(ground, asked)
    return _changed([before], editing.cut_away(before, _other(ground, asked)))


def _inside(ground: Ground, asked: ShapeRequest) -> Outcome:
    before = _subject(ground, asked)
    return _changed([before], editing.kept_inside(before, _other(ground, asked)))


def _municipality(ground: Ground, asked: ShapeRequest) -> Outcome:
    before = _subject(ground, asked)
    return _changed([before], editing.kept_inside(before, ground.surface))


def _grow(ground: Ground, asked: ShapeRequest) -> Outcome:
    if not asked.distance_m:
        raise _missing("distance_m", _("Say how many metres. A minus sign makes the area smaller."))
    before = _subject(ground, asked)
    return _changed([before], editing.grown(before, asked.distance_m))


def _simplify(ground: Ground, asked: ShapeRequest) -> Outcome:
    if asked.tolerance_m is None or asked.tolerance_m <= 0:
        raise _missing("tolerance_m", _("Say by how many metres the border may move."))
    before = _subject(ground, asked)
    after = editing.simplified(before, asked.tolerance_m)
    count = format_number(editing.corner_count(before)), format_number(editing.corner_count(after))
    return Outcome(after, (_("Corners before: %(before)s, now: %(after)s.", before=count[0], after=count[1]),))


def _split(ground: Ground, asked: ShapeRequest) -> Outcome:
    before = _subject(ground, asked)
    if asked.bearing is not None:
        through = _through(ground, asked)
        line = editing.straight_cut(before, asked.bearing, through)
    elif asked.line is not None:
        line = geometry_from_geojson(asked.line)
        if not isinstance(line, LineString):
            raise GeometryTypeUnsupported("type", line.geom_type)
    else:
        raise _missing("bearing", _("Draw the line, or say which side is kept."))
    first, second = editing.sides_of(before, line)
    labels = _side_labels(first, second, asked.bearing)
    sides = tuple(
        Side(f"{_(label)}, {size_text(shape.area)}", shape)
        for label, shape in zip(labels, (first, second), strict=True)
    )
    return Outcome(first, _sizes([before], first), sides=sides)


def _through(ground: Ground, asked: ShapeRequest) -> tuple[float, float] | None:
    if asked.place is None and not asked.place_name:
        return None
    place = place_of(ground.connection, ground.municipality_id, asked.place, asked.place_name)
    return place.x, place.y


def _side_labels(first: BaseGeometry, second: BaseGeometry, bearing: str | None) -> tuple[str, str]:
    opposite = {"north": "south", "south": "north", "east": "west", "west": "east"}
    if bearing is None:
        dx, dy = first.centroid.x - second.centroid.x, first.centroid.y - second.centroid.y
        along_north, along_east = ("north" if dy > 0 else "south"), ("east" if dx > 0 else "west")
        bearing = along_north if abs(dy) >= abs(dx) else along_east
    return SIDE_WORDS[bearing], SIDE_WORDS[opposite[bearing]]


def _around(ground: Ground, asked: ShapeRequest) -> Outcome:
    place = place_of(ground.connection, ground.municipality_id, asked.place, asked.place_name)
    radius = asked.distance_m if asked.distance_m is not None else DEFAULT_RADIUS_M
    if radius <= 0:
        raise _missing("distance_m", _("Say how many metres around the place."))
    before = _subject_if_any(ground, asked)
    return _changed(before, editing.joined([*before, editing.around((place.x, place.y), radius)]))


def _cells(ground: Ground, asked: ShapeRequest) -> Outcome:
    if not asked.cells:
        raise _missing("cells", _("Choose at least one square."))
    before = _subject_if_any(ground, asked)
    return _changed(before, editing.joined([*before, *(cell_box(key) for key in asked.cells)]))


def _mend(ground: Ground, asked: ShapeRequest) -> Outcome:  # noqa: ARG001
    geometry = asked.geometry
    if geometry is None and asked.coordinates.strip():
        geometry = geometry_from_text(asked.coordinates)
    if geometry is None:
        raise EmptyGeometry
    found = mended(geometry)
    if found.shape.geom_type not in ("Polygon", "MultiPolygon"):
        raise GeometryTypeUnsupported("type", found.shape.geom_type)
    return Outcome(found.shape, found.said, found.marks)


def _changed(before: list[BaseGeometry], after: BaseGeometry) -> Outcome:
    check_sound(after)
    return Outcome(after, _sizes(before, after))


def _sizes(before: list[BaseGeometry], after: BaseGeometry) -> tuple[str, ...]:
    if not before:
        return ()
    old, new = size_text(before[0].area), size_text(after.area)
    if old == new:
        return (_("The size stayed the same: %(size)s.", size=new),)
    return (_("Size before: %(before)s, now: %(after)s.", before=old, after=new),)


def _missing(where: str, sentence: str) -> InvalidInput:
    return InvalidInput(sentence, [FieldError(where, sentence)])


_COMMANDS: dict[str, Callable[[Ground, ShapeRequest], Outcome]] = {
    "add": _add,
    "cut": _cut,
    "inside": _inside,
    "municipality": _municipality,
    "grow": _grow,
    "simplify": _simplify,
    "split": _split,
    "around": _around,
    "cells": _cells,
    "mend": _mend,
}
