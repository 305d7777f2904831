"""The page of ideas by area: four maps of heat, silent areas, and one table of all numbers, with the switch there."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from flask import render_template, url_for
from shapely.geometry.base import BaseGeometry

from service.analysis.blueprint import blueprint
from service.analysis.maps import extent, pin_features, units_layer
from service.analysis.pins import AreaPins, pin_rows
from service.analysis.schemas import PinsQuery
from service.analysis.shapes import UnitShape, unit_shapes
from service.analysis.surfaces.choices import LEAST_SIGMA_M, MOST_SIGMA_M, SIGMA_STEP_M
from service.analysis.surfaces.classes import legend_of, step_from, steps_of
from service.analysis.surfaces.layers import contour_layer, heat_layer, silent_layer
from service.analysis.surfaces.looking import Look, quick_surfaces
from service.analysis.surfaces.queries import made_for
from service.analysis.surfaces.routes import kind_of, look_of
from service.analysis.surfaces.words import nothing_words, sentences, significance, title_of
from service.analysis.words import map_classes, token_of
from service.i18n import gettext as _
from service.i18n import named
from service.participation.campaigns.queries import campaigns_of
from service.participation.pins.queries import themes
from service.web.context import municipality, public_db
from service.web.map_config import map_config
from service.web.parse import parse_query
from service.web.routing import read

#: Silent areas are drawn in the darkest colour, the others in the lightest; the unsure have no class.
SILENCE_CLASSES = {"silent": 1, "heard": 5}


@blueprint.get("/analysis/pins")
@read("public")
def show_pins_analysis() -> str:
    """Ideas by area. The raw count is never shown alone: the switch is always there and the table holds everything."""
    query = parse_query(PinsQuery)
    look = look_of(query)
    rows = pin_rows(look.analysis)
    shapes = unit_shapes(public_db(), municipality().id)
    return render_template(
        "analysis/pins.html",
        query=query,
        look=look,
        result=look.analysis,
        rows=rows,
        maps=[(key, label, page_address(query, map=key)) for key, label in map_names()],
        sigmas={"least": LEAST_SIGMA_M, "most": MOST_SIGMA_M, "step": SIGMA_STEP_M},
        heaps=heap_rows(look, rows),
        silence_words=silence_words,
        **choices_offered(),
        **(silent_map(rows, shapes) if query.map == "silent" else surface_map(query, look, rows, shapes)),
    )


def map_names() -> list[tuple[str, str]]:
    """The maps in the order of the switch."""
    return [
        ("raw", _("As they are")),
        ("rate", _("Per 1,000")),
        ("adjusted", _("By who takes part")),
        ("risk", _("Against residents")),
        ("silent", _("Silent areas")),
    ]


def page_address(query: PinsQuery, **changed: str) -> str:
    """The page with the same choices, some of them changed."""
    return url_for("analysis.show_pins_analysis", **query.carried(**changed))  # type: ignore[arg-type]


def silence_words(state: str) -> str:
    """Whether an area is heard, in a word or two."""
    return {
        "silent": _("silent"),
        "heard": _("heard"),
        "unsure": _("too few people to tell"),
        "no_residents": _("no residents"),
    }.get(state, _("not known"))


def choices_offered() -> dict[str, list[tuple[str, str]]]:
    """Themes and campaigns to choose from."""
    connection, home = public_db(), municipality()
    return {
        "themes": [("", _("All themes")), *((one.key, one.label) for one in themes(connection, home.id))],
        "campaigns": [("", _("All campaigns")), *((one.slug, one.name) for one in campaigns_of(connection, home.id))],
    }


def heap_rows(look: Look, rows: list[AreaPins]) -> list[tuple[int, str]]:
    """How many ideas lie on each heap, and in which area it stands."""
    by_id = {row.area_id: named(row.names) for row in rows}
    return [(heap.ideas, by_id.get(heap.area_id or 0, "")) for heap in look.analysis.ideas.heaps()]


def surface_map(query: PinsQuery, look: Look, rows: list[AreaPins], shapes: dict[int, UnitShape]) -> dict[str, Any]:
    """The map of a surface, its legend and what was done."""
    kind = kind_of(query)
    surfaces = quick_surfaces(look)
    fine = made_for(public_db(), municipality().id, look.stamp)
    steps = [step_from(one) for one in fine.facts["steps"][kind]] if fine.is_ready else steps_of(kind, surfaces)
    layers = [heat_layer(query, title_of(kind)), silent_layer(rows, shapes)]
    if kind == "risk" and fine.is_ready:
        layers.append(contour_layer(query))
    return {
        "made": fine,
        "legend_title": title_of(kind),
        "legend": legend_of(kind, steps),
        "sentences": [*sentences(kind, look, surfaces, fine), *significance(kind, fine)],
        "nothing": "" if steps else nothing_words(kind, look),
        "map_config": map_config(municipality(), layers, show=where_ideas_are(look) or extent(shapes)),
    }


def where_ideas_are(look: Look) -> BaseGeometry | None:
    """The box that holds most of the ideas on the map, so that it opens where there is something to see."""
    if not len(look.places.points):
        return None
    corners = np.quantile(look.places.points, (0.05, 0.95), axis=0).ravel()
    box: BaseGeometry = shapely.box(*corners).buffer(3 * look.choices.sigma_m, join_style="mitre")
    return box


def silent_map(rows: list[AreaPins], shapes: dict[int, UnitShape]) -> dict[str, Any]:
    """The map of silent areas and its legend."""
    classes = {row.code: SILENCE_CLASSES.get(row.silence, 0) for row in rows}
    words = [(1, _("silent")), (5, _("heard"))]
    layer = units_layer(_("Silent areas"), pin_features(rows, shapes, classes, {}), map_classes(words))
    return {
        "made": None,
        "legend_title": _("Silent areas"),
        "legend": [(token_of(number), label) for number, label in words]
        + [("suppressed", _("too few people to tell"))],
        "sentences": [
            _(
                "Silent: clearly fewer ideas than its people would send at the municipality's rate. Even the upper"
                " end of the 95%% range is below it."
            )
        ],
        "nothing": "",
        "map_config": map_config(municipality(), [layer], show=extent(shapes)),
    }
