"""The workbench's numbers for programs and for its own script."""

from __future__ import annotations

from flask import Response, jsonify, make_response

from layers.indicators.own import indicators_of
from service.analysis.blueprint import blueprint
from service.analysis.workbench.api import bench_json
from service.analysis.workbench.asking import asked, carried_out, must_be_carried_out
from service.analysis.workbench.view import live_values, weighings
from service.web.context import municipality, public_db
from service.web.routing import read
from service.web.spreadsheet import table_text


@blueprint.get("/analysis/workbench/live")
@read("public")
def live_bench() -> Response:
    """Only what a script changes at once while a weight is moved."""
    _query, plan = asked()
    view, problem = carried_out(plan)
    if view is None:
        return jsonify({"problem": problem})
    return jsonify(live_values(view, weighings(plan, indicators_of(public_db(), municipality().id), view.bench)))


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
