"""The pages of the workbench: the whole, its results alone for scripts, areas side by side, and one area."""

from __future__ import annotations

from flask import render_template
from shapely.geometry.base import BaseGeometry

from layers.indicators.own import indicators_of
from service.analysis.blueprint import blueprint
from service.analysis.errors import NoSuchUnit
from service.analysis.maps import extent
from service.analysis.shapes import UnitShape, unit_shapes
from service.analysis.workbench.asking import asked, carried_out, form_words, must_be_carried_out, result_words
from service.analysis.workbench.outlines import drawn_areas
from service.analysis.workbench.schema import MOST_COMPARED
from service.analysis.workbench.view import BenchView, bench_layer, live_values, weighings
from service.i18n import gettext as _
from service.web.context import municipality, public_db
from service.web.map_config import map_config
from service.web.routing import read


@blueprint.get("/analysis/workbench")
@read("public")
def show_workbench() -> str:
    """The whole workbench: choices, map, table and charts. Works by plain links and forms; scripts make it live."""
    query, plan = asked()
    home, connection = municipality(), public_db()
    view, problem = carried_out(plan)
    indicators = indicators_of(connection, home.id)
    shapes = unit_shapes(connection, home.id)
    layers = [bench_layer(view, shapes)] if view is not None else []
    return render_template(
        "analysis/workbench/page.html",
        **form_words(query, plan),
        groups=weighings(plan, indicators, view.bench if view is not None else None),
        areas=drawn_areas(connection, home.id),
        problem=problem,
        map_config=map_config(home, layers, show=_opening(view, shapes)),
        **(result_words(query, view) if view is not None else {"view": None}),
    )


@blueprint.get("/analysis/workbench/results")
@read("public")
def show_bench_results() -> str:
    """The table and charts alone, with what a script changes elsewhere on the page."""
    query, plan = asked()
    view, problem = carried_out(plan)
    if view is None:
        return render_template("analysis/workbench/nothing.html", problem=problem)
    groups = weighings(plan, indicators_of(public_db(), municipality().id), view.bench)
    return render_template(
        "analysis/workbench/results.html",
        **form_words(query, plan),
        **result_words(query, view),
        live=live_values(view, groups),
    )


@blueprint.get("/analysis/workbench/compare")
@read("public")
def compare_areas() -> str:
    """Up to four areas side by side, number by number."""
    query, plan = asked()
    view = must_be_carried_out(plan)
    known = {row.code: row for row in view.rows}
    unknown = [code for code in query.area if code not in known]
    if unknown:
        raise NoSuchUnit(_("The statistics have no area with the code %(code)s.", code=unknown[0]))
    codes = list(dict.fromkeys(query.area))
    return render_template(
        "analysis/workbench/compare.html",
        **form_words(query, plan),
        **result_words(query, view),
        chosen=[known[code] for code in codes[:MOST_COMPARED]],
        left_out=max(0, len(codes) - MOST_COMPARED),
        most=MOST_COMPARED,
    )


@blueprint.get("/analysis/workbench/areas/<code>")
@read("public")
def show_bench_area(code: str) -> str:
    """One area: every number, what it is made of and where it comes from."""
    query, plan = asked()
    view = must_be_carried_out(plan)
    row = next((one for one in view.rows if one.code == code), None)
    if row is None:
        raise NoSuchUnit(_("The statistics have no area with the code %(code)s.", code=code))
    return render_template(
        "analysis/workbench/area.html", **form_words(query, plan), **result_words(query, view), row=row
    )


def _opening(view: BenchView | None, shapes: dict[int, UnitShape]) -> BaseGeometry | None:
    """The ranked areas fill the map's first view."""
    ranked = {row.area_id for row in view.rows if row.is_ranked} if view is not None else set()
    return extent({key: shape for key, shape in shapes.items() if key in ranked} or shapes)
