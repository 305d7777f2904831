"""The page that compares who takes part with who lives here, and the same for machines."""

from __future__ import annotations

from dataclasses import asdict

from flask import Response, current_app, jsonify, render_template

from service.analysis.blueprint import blueprint
from service.analysis.errors import NoStatistics
from service.analysis.participation import rules  # noqa: F401  (it adds the permission)
from service.analysis.participation.charts import is_drawn, ratio_intervals
from service.analysis.participation.compared import Comparison, comparison, comparison_card
from service.analysis.participation.schemas import ParticipationQuery
from service.analysis.participation.ties import ByTie, by_tie
from service.analysis.participation.words import findings, group_words, tie_problem, tie_words, verdict_words
from service.analysis.pins_routes import choices_offered
from service.i18n import gettext as _
from service.permissions import may
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_query
from service.web.routing import read


@blueprint.get("/analysis/participation")
@read("public")
def show_participation() -> str:
    """Ideas by area beside the people; for those who may, also by tie to the place."""
    query = parse_query(ParticipationQuery)
    result = comparison_of(query)
    ties = ties_of(query, result) if may(actor(), "participation.ties") else None
    return render_template(
        "analysis/participation.html",
        query=query,
        result=result,
        findings=findings(result),
        intervals=ratio_intervals(result),
        undrawn=sum(row.ratio is not None and not is_drawn(row) for row in result.rows),
        verdict_words=verdict_words,
        ties=ties,
        tie_words=tie_words,
        group_words=group_words,
        tie_problem=tie_problem(ties) if ties else "",
        **choices_offered(),
    )


@blueprint.get("/api/analysis/participation")
@read("public")
def participation_as_json() -> Response:
    """The comparison by area with its method card."""
    result = comparison_of(parse_query(ParticipationQuery))
    return jsonify({"method": comparison_card(result), "areas": [asdict(row) for row in result.rows]})


def comparison_of(query: ParticipationQuery) -> Comparison:
    """What the address asks for. Raises NoStatistics."""
    try:
        return comparison(public_db(), municipality().id, query.base, query.filters)
    except LookupError:
        raise NoStatistics(_("There are no statistics by area here yet.")) from None


def ties_of(query: ParticipationQuery, result: Comparison) -> ByTie:
    """Voices by tie, of protected counts."""
    secret = current_app.config["SETTINGS"].secret_key
    return by_tie(db_session(), municipality().id, result.frame, query.filters, secret)
