"""The page of the change of zoning, the asking for it, and the same as JSON and CSV."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, jsonify, make_response, redirect, render_template, url_for

from service.analysis.blueprint import blueprint
from service.analysis.spread.panel import rules  # noqa: F401  (registers the permission)
from service.analysis.spread.panel.conclusions import groups, is_apart, is_clustered
from service.analysis.spread.panel.operations import ask
from service.analysis.spread.panel.page import panel_page, share_of
from service.analysis.spread.panel.queries import panel_of, panel_stamp
from service.analysis.spread.panel.schemas import PanelQuery
from service.analysis.spread.panel.words import group_name
from service.i18n import gettext as _
from service.web.context import db_session, municipality, public_db
from service.web.parse import parse_form, parse_query
from service.web.routing import read, write
from service.web.spreadsheet import table_text


@blueprint.get("/analysis/spread/divisions")
@read("public")
def show_divisions() -> str:
    """Which conclusions of a share hold in every division, or how far the counting has come."""
    return render_template("analysis/spread/divisions.html", **panel_page(share_of(parse_query(PanelQuery).measure)))


@blueprint.post("/analysis/spread/divisions")
@write("zonings.count")
def count_divisions() -> Any:
    """Have a share counted in every division."""
    indicator, home = share_of(parse_form(PanelQuery).measure), municipality().id
    if not ask(db_session(), home, indicator.key, panel_stamp(public_db(), home)):
        flash(_("It is being counted already, or is counted from the newest figures."), "info")
    return redirect(url_for("analysis.show_divisions", measure=indicator.key), 303)


@blueprint.get("/api/analysis/spread/divisions")
@read("public")
def divisions_as_json() -> Response:
    """Every division's figures; `result` is null until they are counted."""
    indicator, home = share_of(parse_query(PanelQuery).measure), municipality().id
    panel = panel_of(public_db(), home, indicator.key)
    if panel is None:
        return jsonify({"measure": indicator.key, "state": "not_asked", "result": None})
    is_current = panel.result is not None and panel.result_stamp == panel_stamp(public_db(), home)
    state = {"measure": panel.measure, "state": panel.state, "done": panel.done, "total": panel.total}
    return jsonify({**state, "is_current": is_current, "counted_at": panel.ready_at, "result": panel.result})


@blueprint.get("/analysis/spread/divisions.csv")
@read("public")
def divisions_csv() -> Response:
    """One division a row."""
    indicator = share_of(parse_query(PanelQuery).measure)
    panel = panel_of(public_db(), municipality().id, indicator.key)
    result = panel.result if panel is not None else None
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


def _which(trial: dict[str, Any]) -> str:
    if trial["origin"] is not None:
        across, up = trial["origin"]
        return f"{across + 1}.{up + 1}"
    return "" if trial["seed"] is None else str(trial["seed"])
