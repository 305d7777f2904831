"""Reckoning the reach of services: choose a layer and a measure, start, and see how far it is."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, render_template, request
from sqlalchemy import select

from layers.indicators.models import OwnEdition, OwnIndicator
from service.analysis.blueprint import blueprint
from service.analysis.own import rules  # noqa: F401  (registers the permission)
from service.analysis.reach.models import ReachReckoning
from service.analysis.reach.operations import ask, service_layers
from service.analysis.reach.schemas import RADII, ReachForm
from service.analysis.reach.words import MEASURES, PROBLEMS, STATE_TONES, STATE_WORDS
from service.errors import InvalidInput
from service.i18n import LANGUAGES, format_number, named
from service.i18n import gettext as _
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import read, write

LISTED = 20


@blueprint.get("/desk/reach")
@read("indicator.import")
def show_reach() -> str:
    """Where a reckoning is started, and those of late."""
    return _page({})


@blueprint.post("/desk/reach")
@write("indicator.import")
def start_reach() -> Any:
    """Put a reckoning into the queue."""
    try:
        ask(db_session(), actor(), parse_form(ReachForm), service_layers(public_db(), municipality().id))
    except InvalidInput as error:
        return make_response(_page(request.form, error), 422)
    flash(_("The reckoning is in the queue. It takes some seconds."), "success")
    # Without a fragment: a page that refreshes itself would only scroll to it.
    return redirect("/desk/reach", 303)


def _page(given: Any, error: InvalidInput | None = None) -> str:
    home = municipality()
    found = db_session().execute(
        select(ReachReckoning, OwnIndicator)
        .outerjoin(OwnEdition, OwnEdition.id == ReachReckoning.edition_id)
        .outerjoin(OwnIndicator, OwnIndicator.id == OwnEdition.indicator_id)
        .where(ReachReckoning.municipality_id == home.id)
        .order_by(ReachReckoning.asked_at.desc())
        .limit(LISTED)
    )
    layers = {one.key: named(one.names) for one in service_layers(public_db(), home.id)}
    reckonings = [_shown(row, indicator, layers) for row, indicator in found]
    return render_template(
        "analysis/reach/start.html",
        given=given,
        errors=error.errors if error else [],
        layers=list(layers.items()),
        measures=[(key, _(words)) for key, words in MEASURES.items()],
        radii=[(radius, f"{format_number(int(radius))}\u00a0m") for radius in RADII],
        name_languages=[(code, name) for code, name in LANGUAGES.items() if code in home.languages],
        reckonings=reckonings,
        is_running=any(one["row"].state in ("waiting", "running") for one in reckonings),
    )


def _shown(row: ReachReckoning, indicator: OwnIndicator | None, layers: dict[str, str]) -> dict[str, Any]:
    title = named(indicator.names) if indicator else layers.get(row.wish["layer"], row.wish["layer"])
    return {
        "row": row,
        "title": title,
        "key": indicator.key if indicator else "",
        "state_text": _(STATE_WORDS[row.state]),
        "tone": STATE_TONES[row.state],
        "problem": _(PROBLEMS[row.problem]) if row.problem else "",
    }
