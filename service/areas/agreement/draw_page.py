"""Filling the page on which one draws in a call."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import Response, make_response, render_template, request

from boundaries.queries import areas_by_name
from geo.geometry import geometry_to_geojson
from service.areas.agreement.models import AreaDrawing
from service.areas.agreement.pictures import drawing_map
from service.areas.agreement.queries import CallRow, shape_of
from service.areas.kinds import BUILDING_KINDS, kinds_label
from service.errors import FieldError
from service.i18n import language, named
from service.web.context import municipality, public_db

Group = tuple[str, list[tuple[str, str]]]


@dataclass
class DrawPage:
    """What the page is filled with: what was typed, what is wrong, figures so far, and the asker's own drawing."""

    call: CallRow
    typed: dict[str, Any]
    drawing: AreaDrawing | None = None
    errors: list[FieldError] = field(default_factory=list)
    facts: dict[str, Any] | None = None
    outline: dict[str, Any] | None = None
    status: int = 200


def typed_in_form() -> dict[str, Any]:
    """What the form held, as it came, to be shown again."""
    names = ("geometry", "coordinates", "tie", "called", "why")
    typed: dict[str, Any] = {name: request.form.get(name, "") for name in names}
    typed["areas"] = request.form.getlist("areas")
    typed["is_open"] = bool(request.form.get("is_open"))
    return typed


def typed_of(drawing: AreaDrawing | None) -> dict[str, Any]:
    """What is in the form at first: the asker's own drawing, or nothing."""
    if drawing is None:
        return {"areas": [], "tie": "unknown"}
    return {
        "areas": [],
        "tie": drawing.tie,
        "called": drawing.called,
        "why": drawing.why,
        "is_open": drawing.is_open,
    }


def render_draw_page(page: DrawPage) -> Response:
    """The page on which one draws."""
    shape = shape_of(page.drawing) if page.drawing is not None else None
    outline = page.outline
    if outline is None and shape is not None and not page.errors:
        outline = geometry_to_geojson(shape)
    html = render_template(
        "areas/agreement/draw.html",
        call=page.call,
        drawing=page.drawing,
        typed=page.typed,
        errors=page.errors,
        error_of={error.where: error.message for error in page.errors},
        facts=page.facts,
        outline=outline,
        choices=_choices(),
        map_config=drawing_map(municipality(), page.call, shape),
        key=request.args.get("key", ""),
    )
    response = make_response(html, page.status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _choices() -> list[Group]:
    """Areas that a drawing can be put together from, by kind."""
    groups = []
    for kind in BUILDING_KINDS:
        found = areas_by_name(public_db(), municipality().id, kind=kind, language=language())
        if found:
            rows = [(one.slug, f"{named(one.names)} ({one.code})" if one.code else named(one.names)) for one in found]
            groups.append((kinds_label(kind), rows))
    return groups
