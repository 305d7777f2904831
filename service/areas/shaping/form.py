"""The commands as buttons of the drawing form: each press sends the form and shows it again with the next shape."""

from __future__ import annotations

import json
from typing import Any

from geo.errors import EmptyGeometry
from geo.geometry import geometry_to_geojson
from service.areas.drawing.coordinates import geometry_from_text
from service.areas.outlines import outline_of
from service.areas.schemas import AreaForm, ShapeForm
from service.areas.shaping.corners import geometry_from_corners, is_same, reordered
from service.areas.shaping.places import Cell, cells_near, place_of
from service.areas.shaping.schemas import ShapeRequest
from service.areas.shaping.steps import Ground, Outcome, carried_out
from service.web.parse import validated

#: Values of the form's buttons that are commands of the API under the same name.
COMMANDS = frozenset({"add", "cut", "inside", "municipality", "grow", "simplify", "split", "around", "cells", "mend"})
CORNER = "corner-"


def is_command(action: str) -> bool:
    """Whether a button changes the shape, rather than saving or showing it."""
    return action in COMMANDS or action in ("use", "back", "corners") or action.startswith(CORNER)


def drawn_in(form: AreaForm) -> dict[str, Any] | None:
    """The drawing that the form holds: its corners when somebody changed them by hand, else its geometry.

    Raises NotGeometry or RingTooShort for corners that cannot be read.
    """
    if form.corner and not is_same(form.geometry, form.corner_ring, form.corner):
        return geometry_from_corners(form.corner_ring, form.corner)
    return form.geometry


def outcome_of(ground: Ground, form: ShapeForm) -> Outcome:
    """What the pressed button makes of the form's shape.

    Raises GeometryProblem or InvalidInput, as `carried_out`.
    """
    action = form.action
    if action in COMMANDS:
        return carried_out(ground, _request(form))
    if action == "back":
        return _plain(ground, form.before, ())
    if action == "corners":
        return _plain(ground, drawn_in(form), ())
    if action.startswith(CORNER):
        deed, _colon, at = action.removeprefix(CORNER).partition(":")
        rings, texts = reordered(form.corner_ring, form.corner, deed, int(at) if at.isdecimal() else -1)
        return _plain(ground, geometry_from_corners(rings, texts), ())
    geometry = geometry_from_text(form.coordinates) if form.coordinates.strip() else drawn_in(form)
    return _plain(ground, geometry, form.areas)


def cells_of(ground: Ground, form: ShapeForm) -> list[Cell]:
    """The squares near the place that the form names.

    Raises InvalidInput when no one place goes by that name.
    """
    place = place_of(ground.connection, ground.municipality_id, None, form.near_name)
    return cells_near(ground.connection, ground.municipality_id, place, ground.surface)


def before_of(ground: Ground, form: ShapeForm) -> str:
    """The shape before the button was pressed, as GeoJSON text for taking the step back; empty when none was sound."""
    try:
        shape = outline_of(ground.connection, ground.municipality_id, geometry=drawn_in(form), areas=form.areas)
    except (EmptyGeometry, ValueError):
        return ""
    return json.dumps(geometry_to_geojson(shape))


def _plain(ground: Ground, geometry: dict[str, Any] | None, areas: Any) -> Outcome:
    shape = outline_of(ground.connection, ground.municipality_id, geometry=geometry, areas=list(areas))
    return Outcome(shape, ())


def _request(form: ShapeForm) -> ShapeRequest:
    """The form's fields as the API would be told them, so that both ways share their rules and sentences."""
    distance = form.radius_m if form.action == "around" else form.distance_m
    return validated(
        ShapeRequest,
        {
            "operation": form.action,
            "geometry": drawn_in(form),
            "coordinates": form.coordinates,
            "areas": form.areas,
            "other": [slug for slug in form.other if slug],
            "cells": form.cells,
            "distance_m": distance,
            "tolerance_m": form.tolerance_m,
            "bearing": form.bearing or None,
            "place_name": form.place_name if form.action == "around" else "",
        },
    )
