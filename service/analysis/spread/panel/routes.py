"""The page of the change of zoning, and the same as JSON and CSV."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, make_response, render_template

from layers.indicators.catalogue import Indicator
from service.analysis.blueprint import blueprint
from service.analysis.spread.panel import tasks  # noqa: F401  (registers the run)
from service.analysis.spread.panel.conclusions import groups, is_apart, is_clustered
from service.analysis.spread.panel.page import panel_page
from service.analysis.spread.panel.queries import divisions_run, share_of
from service.analysis.spread.panel.schemas import PanelQuery
from service.analysis.spread.panel.words import group_name
from service.i18n import gettext as _
from service.web.context import municipality, public_db
from service.web.parse import parse_query
from service.web.routing import read
from service.web.spreadsheet import table_text


@blueprint.get("/analysis/spread/divisions")
@read("public")
def show_divisions() -> str:
    """Which conclusions of a share hold in every division, or how far the counting has come."""
    return render_template("analysis/spread/divisions.html", **panel_page(_asked()))


@blueprint.get("/api/analysis/spread/divisions")
@read("public")
def divisions_as_json() -> Response:
    """Every division's figures; `result` is null until they are counted."""
    key = _asked().key
    run = divisions_run(public_db(), municipality().id, key)
    if run is None:
        return jsonify({"measure": key, "state": "not_asked", "progress": 0, "result": None})
    return jsonify({"measure": key, "state": run.state, "progress": run.progress, "result": run.result})


@blueprint.get("/analysis/spread/divisions.csv")
@read("public")
def divisions_csv() -> Response:
    """One division a row."""
    run = divisions_run(public_db(), municipality().id, _asked().key)
    result = run.result if run is not None else None
    heading = (
        _("Division into areas"), _("Origin or draw"), _("Areas"), _("Part of people"), "D", _("D by chance alone"),
        _("More than chance"), "H", _("Moran's I"), "p", _("Significant clustering"),
        *(f"{_('At the top')}: {one['code']}" for one in (result["tops"] if result else ())),
    )  # fmt: skip
    rows = [
        (
            group_name(group), _which(one), one["zones"], one["covered"], one["d"], one["by_chance"], is_apart(one),
            one["h"], one["i"], one["p_i"], is_clustered(one), *one["tops"],
        )
        for group in (groups(result) if result else ())
        for one in group.trials
    ]  # fmt: skip
    response = make_response(table_text(heading, rows))
    response.content_type = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="divisions.csv"'
    return response


def _asked() -> Indicator:
    """The share that the address names; raises NoSuchMeasure."""
    return share_of(public_db(), municipality().id, parse_query(PanelQuery).measure)


def _which(trial: dict[str, Any]) -> str:
    if trial["origin"] is not None:
        across, up = trial["origin"]
        return f"{across + 1}.{up + 1}"
    return "" if trial["seed"] is None else str(trial["seed"])
