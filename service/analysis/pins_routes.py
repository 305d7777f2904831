"""The page of ideas by area: raw, per 1,000 people, and silent areas, in one table and three maps."""

from __future__ import annotations

from typing import Any

import numpy as np
from flask import render_template

from geo.stats.ranking import class_limits
from service.analysis.blueprint import blueprint
from service.analysis.errors import NoStatistics
from service.analysis.maps import LAYER, extent, pin_features, units_layer
from service.analysis.pins import AreaPins, pin_analysis, pin_rows
from service.analysis.schemas import PinsQuery
from service.analysis.shapes import unit_shapes
from service.analysis.words import map_classes, token_of
from service.i18n import format_number
from service.i18n import gettext as _
from service.web.context import municipality, public_db
from service.web.map_config import map_config
from service.web.parse import parse_query
from service.web.routing import read

#: Silent areas are drawn in the darkest colour, the others in the lightest; the unsure have no class.
SILENCE_CLASSES = {"silent": 1, "heard": 5}


@blueprint.get("/analysis/pins")
@read("public")
def show_pins_analysis() -> str:
    """Ideas by area. The raw count is never shown alone: the table always holds all three."""
    query = parse_query(PinsQuery)
    home, connection = municipality(), public_db()
    try:
        result = pin_analysis(connection, home.id, query.base)
    except LookupError:
        raise NoStatistics(_("There are no statistics by area here yet.")) from None
    rows = pin_rows(result)
    shapes = unit_shapes(connection, home.id)
    layer, legend = _map_of(query, rows, shapes)
    return render_template(
        "analysis/pins.html",
        query=query.model_dump(),
        result=result,
        rows=rows,
        legend=legend,
        silence_words=silence_words,
        map_config=map_config(home, layer, show=extent(shapes)),
    )


def silence_words(state: str) -> str:
    """Whether an area is heard, in a word or two."""
    return {
        "silent": _("silent"),
        "heard": _("heard"),
        "unsure": _("too few people to tell"),
        "no_residents": _("no residents"),
    }.get(state, _("not known"))


def _map_of(
    query: PinsQuery, rows: list[AreaPins], shapes: dict[int, Any]
) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    if query.map == "rate":
        classes = {row.code: row.class_number for row in rows}
        labels = {row.code: format_number(row.smoothed, 1) for row in rows if row.smoothed is not None}
        smoothed = [row.smoothed if row.smoothed is not None else float("nan") for row in rows]
        classes_in_order = np.array([row.class_number for row in rows])
        limits = class_limits(smoothed, classes_in_order)
        words = [(number, f"{format_number(low, 1)}–{format_number(high, 1)}") for number, low, high in limits]
        layer = units_layer(_("Ideas per 1,000"), pin_features(rows, shapes, classes, labels), map_classes(words))
        return [layer], [(token_of(number), label) for number, label in words]
    if query.map == "silent":
        classes = {row.code: SILENCE_CLASSES.get(row.silence, 0) for row in rows}
        words = [(1, _("silent")), (5, _("heard"))]
        layer = units_layer(_("Silent areas"), pin_features(rows, shapes, classes, {}), map_classes(words))
        return [layer], [(token_of(number), label) for number, label in words]
    labels = {row.code: format_number(row.pins) for row in rows}
    outlines = units_layer("", pin_features(rows, shapes, {}, labels), [])
    outlines.update(style="areas", key=LAYER, colour="map-border", opacity=0.6)
    heat = {
        "key": "heat",
        "kind": "heat",
        "style": "heat",
        "label": _("Ideas as they are"),
        "url": f"/api/analysis/heat?sigma={query.sigma}",
        "radius": 2 * query.sigma_m,
    }
    return [heat, outlines], [(f"heat-{step}", label) for step, label in ((1, _("few")), (3, ""), (5, _("many")))]
