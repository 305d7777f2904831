"""The pages of the workbench: the whole, its results alone for scripts, areas side by side, and one area."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, make_response, render_template
from shapely.geometry.base import BaseGeometry

from layers.indicators.own import indicators_of
from service.analysis.blueprint import blueprint
from service.analysis.errors import NoStatistics, NoSuchUnit
from service.analysis.maps import extent
from service.analysis.shapes import UnitShape, unit_shapes
from service.analysis.words import token_of
from service.analysis.workbench import words
from service.analysis.workbench.api import bench_card, bench_json
from service.analysis.workbench.candidates import NoSuchOutline, NoUrbanZones
from service.analysis.workbench.charts import index_strip, rank_intervals, scatter
from service.analysis.workbench.outlines import drawn_areas
from service.analysis.workbench.plan import FLOORS, MOST_WEIGHT, Plan
from service.analysis.workbench.result import NothingWeighed, Workbench, workbench
from service.analysis.workbench.runs import RANK_DOUBT
from service.analysis.workbench.schema import MOST_COMPARED, BenchQuery, bench_query
from service.analysis.workbench.scoring import Score, scored
from service.analysis.workbench.view import BenchView, bench_layer, bench_legend, live_values, view_of, weighings
from service.i18n import format_number
from service.i18n import gettext as _
from service.web.context import municipality, public_db
from service.web.map_config import map_config
from service.web.parse import parse_query
from service.web.routing import read
from service.web.spreadsheet import table_text


@blueprint.get("/analysis/workbench")
@read("public")
def show_workbench() -> str:
    """The whole workbench: choices, map, table and charts. Works by plain links and forms; scripts make it live."""
    query, plan = asked()
    home, connection = municipality(), public_db()
    view, problem = _carried_out(plan)
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
    view, problem = _carried_out(plan)
    if view is None:
        return render_template("analysis/workbench/nothing.html", problem=problem)
    groups = weighings(plan, indicators_of(public_db(), municipality().id), view.bench)
    return render_template(
        "analysis/workbench/results.html",
        **form_words(query, plan),
        **result_words(query, view),
        live=live_values(view, groups),
    )


@blueprint.get("/analysis/workbench/live")
@read("public")
def live_bench() -> Response:
    """Only what a script changes at once while a weight is moved."""
    _query, plan = asked()
    view, problem = _carried_out(plan)
    if view is None:
        return jsonify({"problem": problem})
    return jsonify(live_values(view, weighings(plan, indicators_of(public_db(), municipality().id), view.bench)))


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


@blueprint.get("/api/analysis/workbench")
@read("public")
def bench_as_json() -> Response:
    """The same numbers for machines, with the method card."""
    _query, plan = asked()
    return jsonify(bench_json(must_be_carried_out(plan)))


@blueprint.get("/analysis/workbench.csv")
@read("public")
def bench_as_csv() -> Response:
    """The table as a file: estimate, interval and whether the rank is reliable."""
    _query, plan = asked()
    view = must_be_carried_out(plan)
    heading = ["code", "name_fi", "state", "index", "rank", "rank_low", "rank_high", "p_top", "reliable", "residents"]
    keys = [f"{key}.{part}" for key in view.bench.composite.keys for part in ("value", "points")]
    rows = [
        [
            row.code,
            row.names.get("fi", ""),
            row.state.value,
            row.index if row.is_ranked else None,
            row.place,
            row.interval.low if row.interval else None,
            row.interval.high if row.interval else None,
            row.interval.p_top if row.interval else None,
            (not row.interval.is_wide) if row.interval else None,
            row.residents,
            *(number for part in row.parts for number in (part.value, part.points)),
        ]
        for row in view.rows
    ]
    answer = make_response(table_text([*heading, *keys], rows))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="workbench.csv"'
    return answer


def asked() -> tuple[BenchQuery, Plan]:
    """The choices in the address. Raises UnknownParameter."""
    query = parse_query(bench_query(indicators_of(public_db(), municipality().id)))
    return query, query.plan()


def bench_of(plan: Plan) -> Workbench:
    """A plan carried out for the request's municipality.

    Raises NoStatistics, and the LookupErrors of `workbench` that a reader's choice leads to.
    """
    try:
        return workbench(public_db(), municipality().id, plan)
    except (NoUrbanZones, NoSuchOutline, NothingWeighed):
        raise
    except LookupError:
        raise NoStatistics(_("There are no statistics by area here yet.")) from None


def must_be_carried_out(plan: Plan) -> BenchView:
    """The results of a plan. Raises NoStatistics with a sentence when it has none."""
    view, problem = _carried_out(plan)
    if view is None:
        raise NoStatistics(problem)
    return view


def _carried_out(plan: Plan) -> tuple[BenchView | None, str]:
    try:
        return view_of(public_db(), municipality().id, bench_of(plan)), ""
    except NoUrbanZones:
        return None, _("The municipality has no layer of urban zones yet. Choose the candidates in another way.")
    except NoSuchOutline:
        return None, _("There is no such area. It may have been taken down.")
    except NothingWeighed:
        return None, _("No indicator has a weight. Give at least one indicator a weight above 0.")


def _opening(view: BenchView | None, shapes: dict[int, UnitShape]) -> BaseGeometry | None:
    """The ranked areas fill the map's first view."""
    ranked = {row.area_id for row in view.rows if row.is_ranked} if view is not None else set()
    return extent({key: shape for key, shape in shapes.items() if key in ranked} or shapes)


def form_words(query: BenchQuery, plan: Plan) -> dict[str, Any]:
    """What the form needs, and every link back to the same choices."""
    link = plan.query()
    return {
        "asked": query,
        "plan": plan,
        "link": link,
        "presets": words.presets(),
        "aggregations": words.aggregations(),
        "smoothings": words.smoothings(),
        "tops": words.tops(),
        "floors": [(str(floor), _("at least %(count)s", count=format_number(floor))) for floor in FLOORS],
        "most_weight": MOST_WEIGHT,
        "words": words,
    }


def result_words(query: BenchQuery, view: BenchView) -> dict[str, Any]:
    """What the results need."""
    keys = view.bench.composite.keys
    x = query.x if query.x in keys else (keys[0] if keys else "")
    return {
        "view": view,
        "bench": view.bench,
        "rows": view.rows,
        "run": view.run,
        "run_kind": RANK_DOUBT,
        "wishes": view.bench.plan.plain(),
        "legend": [(token_of(number), label) for number, label in bench_legend(view.bench)],
        "notes": words.notes_in_words(view.bench),
        "card": bench_card(view),
        "strip": index_strip(view.rows, view.base),
        "intervals": rank_intervals(view.rows),
        "scatter": scatter(view.bench, view.rows, x),
        "x": x,
        "score": _score(query, view),
    }


def _score(query: BenchQuery, view: BenchView) -> Score | None:
    if not query.score:
        return None
    try:
        return scored(public_db(), municipality().id, view.bench, query.score)
    except NoSuchOutline:
        return None
