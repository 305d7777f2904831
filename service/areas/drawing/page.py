"""Filling the drawing page: what was typed, what is wrong, the figures so far, and areas to choose from."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from flask import Response, make_response, render_template, request

from boundaries.models import Area
from boundaries.queries import areas_by_name, areas_by_slugs
from service.areas.history.conflict import Conflict
from service.areas.kinds import BUILDING_KINDS, kind_label, kinds_label
from service.areas.map_config import area_map_config
from service.areas.rules import OFFICIAL_KINDS, is_kind_open_to
from service.areas.shaping.corners import Corner, corners_of
from service.areas.shaping.places import Cell
from service.errors import FieldError
from service.i18n import language, named
from service.web.context import actor, municipality, public_db

#: Fields of the form that come back as they were typed.
TYPED = (
    "name",
    "description",
    "kind",
    "coordinates",
    "reason",
    "distance_m",
    "radius_m",
    "tolerance_m",
    "bearing",
    "place_name",
    "near_name",
)


@dataclass
class Page:
    """What the drawing page is filled with: what was typed, what is wrong, and the figures so far."""

    typed: dict[str, Any]
    errors: list[FieldError] = field(default_factory=list)
    facts: dict[str, Any] | None = None
    outline: dict[str, Any] | None = None
    around: str = ""
    said: tuple[str, ...] = ()
    can_mend: bool = False
    corners: list[Corner] | None = None
    cells: tuple[Cell, ...] = ()
    area: Area | None = None
    tag: str = ""
    status: int = 200
    conflict: Conflict | None = None
    upload: dict[str, Any] | None = None  # what a file held, or what must be chosen (service/areas/upload)


def typed_in_form() -> dict[str, Any]:
    """What the form held, as it came, to be shown again."""
    typed: dict[str, Any] = {name: request.form.get(name, "") for name in (*TYPED, "geometry", "before")}
    for name in ("areas", "other", "cells"):
        typed[name] = request.form.getlist(name)
    return typed


def render_page(page: Page) -> Response:
    """The drawing page."""
    home = municipality()
    kinds = [kind for kind in ("resident", *OFFICIAL_KINDS) if is_kind_open_to(actor(), kind)]
    shape = None
    if page.area is not None:
        shape = areas_by_slugs(public_db(), home.id, [page.area.slug]).get(page.area.slug)
    drawn = _shown(page)
    html = render_template(
        "areas/draw.html",
        page_state=page,
        typed=page.typed,
        errors=page.errors,
        error_of={error.where: error.message for error in page.errors},
        facts=page.facts,
        outline=page.outline,
        area=page.area,
        kinds=[(kind, kind_label(kind)) for kind in kinds],
        choices=_choices(home.id),
        corners=page.corners or corners_of(drawn),
        geometry_text=page.typed.get("geometry") or (json.dumps(drawn) if drawn is not None else ""),
        conflict=page.conflict,
        map_config=area_map_config(
            home, mode="draw", shape=shape, feature=page.conflict.theirs if page.conflict else None
        ),
    )
    return make_response(html, page.status)


def _shown(page: Page) -> dict[str, Any] | None:
    """The shape that the form holds as a drawing of its own, for the table of its corners.

    Areas that were only chosen have none: written out as corners they would no longer be exactly themselves.
    """
    if not page.typed.get("geometry"):
        return page.outline if page.area is not None else None
    try:
        found = json.loads(page.typed["geometry"])
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _choices(municipality_id: int) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Areas that a new one can be put together from, by kind."""
    groups = []
    for kind in BUILDING_KINDS:
        found = areas_by_name(public_db(), municipality_id, kind=kind, language=language())
        if found:
            rows = [(one.slug, _choice_label(named(one.names), one.code)) for one in found]
            groups.append((kind, kinds_label(kind), rows))
    return groups


def _choice_label(name: str, code: str | None) -> str:
    return f"{name} ({code})" if code else name
