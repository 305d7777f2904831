"""The pages of the sum index: all areas, one area, and how it is computed."""

from __future__ import annotations

from typing import Any

from flask import render_template

from geo.stats.index import LEAST_WEIGHT
from layers.indicators.columns import paavo_columns
from service.analysis.blueprint import blueprint
from service.analysis.charts import relative_strips
from service.analysis.disparity import CLASSES, FLOORS, Choices, Disparity, disparity, method_card
from service.analysis.errors import NoStatistics, NoSuchUnit
from service.analysis.maps import extent, index_features, units_layer
from service.analysis.rows import area_rows
from service.analysis.schemas import IndexQuery
from service.analysis.shapes import unit_shapes
from service.analysis.words import class_legend, explanation, map_classes, rank_words, state_words, token_of
from service.i18n import format_number, language
from service.i18n import gettext as _
from service.web.context import municipality, public_db
from service.web.map_config import map_config
from service.web.parse import parse_query
from service.web.routing import read


@blueprint.get("/analysis")
@read("public")
def show_index() -> str:
    """All areas: a map and a table of the same numbers."""
    query = parse_query(IndexQuery)
    result = index_of(query.choices())
    rows = area_rows(result)
    home, shapes = municipality(), unit_shapes(public_db(), municipality().id)
    legend = class_legend(result)
    layer = units_layer(_("Sum index"), index_features(rows, shapes), map_classes(legend))
    return render_template(
        "analysis/index.html",
        **page_words(query),
        result=result,
        rows=rows,
        legend=[(token_of(number), label) for number, label in legend],
        map_config=map_config(home, [layer], show=extent(shapes)),
    )


@blueprint.get("/analysis/areas/<code>")
@read("public")
def show_area_index(code: str) -> str:
    """One area: every number with what it is made of."""
    query = parse_query(IndexQuery)
    result = index_of(query.choices())
    rows = area_rows(result)
    row = next((one for one in rows if one.code == code), None)
    if row is None:
        raise NoSuchUnit(_("The statistics have no area with the code %(code)s.", code=code))
    shapes = unit_shapes(public_db(), municipality().id)
    layer = units_layer(_("Sum index"), index_features(rows, shapes), map_classes(class_legend(result)))
    shown = shapes[row.area_id].geometry if row.area_id in shapes else None
    words = page_words(query)
    return render_template(
        "analysis/area.html",
        **words,
        result=result,
        row=row,
        strips=relative_strips(rows, row, words["query"], municipality().name(language())) if row.is_ranked else None,
        sources=sorted({info.source for info in result.frame.variables.values()}),
        map_config=map_config(municipality(), [layer], show=shown),
    )


@blueprint.get("/analysis/method")
@read("public")
def show_method() -> str:
    """How the numbers are made, from the same configuration that makes them."""
    query = parse_query(IndexQuery)
    result = index_of(query.choices())
    return render_template(
        "analysis/method.html",
        **page_words(query),
        result=result,
        card=method_card(result),
        columns={column.key: column.names for column in paavo_columns()},
        least_weight=LEAST_WEIGHT,
        classes=CLASSES,
    )


def index_of(choices: Choices) -> Disparity:
    """The index of the request's municipality.

    Raises NoStatistics when it has none.
    """
    try:
        return disparity(public_db(), municipality().id, choices)
    except LookupError:
        raise NoStatistics(_("There are no statistics by area here yet.")) from None


def page_words(query: IndexQuery) -> dict[str, Any]:
    """What every page of the index needs: the choices, their words, and the query that carries them."""
    return {
        "choices": query.choices(),
        "query": {"floor": query.floor, "smoothing": query.smoothing},
        "floors": [(str(floor), _("at least %(count)s", count=format_number(floor))) for floor in FLOORS],
        "smoothings": [("eb", _("smoothed")), ("none", _("as they are"))],
        "state_words": state_words,
        "rank_words": rank_words,
        "explanation": explanation,
    }
