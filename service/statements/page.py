"""What the pages of statements show, gathered for their templates."""

from __future__ import annotations

from typing import Any

from flask import request

from geo.crs import METRIC
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.pins.errors import ContactDetailsInText
from service.participation.pins.opened import opened_token
from service.proposals.features import proposals_layer
from service.proposals.models import Proposal
from service.proposals.queries import ProposalView, proposal_row
from service.proposals.routes import visible_proposal
from service.statements.effect_targets import choices_with, effects_of, kept_effect
from service.statements.models import Statement
from service.statements.queries import own_view
from service.statements.targets import paragraphs_of, parts_of
from service.statements.window import window_now, window_sentence
from service.web.context import db_session, municipality, public_db
from service.web.map_config import map_config
from service.zoning.map_layer import zoning_layers

#: What a choice of paragraphs shows of each.
LONGEST_CHOICE = 90


def proposal_of(slug: str) -> tuple[ProposalView, Proposal]:
    """The proposal of an address as this person sees it, and its row.

    Raises ProposalNotFound.
    """
    view = visible_proposal(slug)
    row = proposal_row(db_session(), municipality().id, slug)
    assert row is not None  # noqa: S101 (what is seen is there)
    return view, row


def window_context(row: Proposal) -> dict[str, Any]:
    """When statements are taken, and the sentence that says so."""
    window = window_now(db_session(), row)
    return {"window": window, "window_sentence": window_sentence(window)}


def form_context(
    view: ProposalView,
    row: Proposal,
    values: dict[str, Any],
    error: InvalidInput | None = None,
    kept: Statement | None = None,
) -> dict[str, Any]:
    """What the form of a statement needs, with what was typed and what is wrong with it; `kept` is the statement that
    it changes."""
    errors = (error.errors or [FieldError("", error.message)]) if error else []
    home, connection = municipality(), public_db()
    parts = parts_of(connection, home.id, view)
    effects = choices_with(kept_effect(kept), effects_of(connection, home.id, view))
    layers = [*zoning_layers(connection, home.id), proposals_layer([view], view.title)]
    return {
        "proposal": view,
        **window_context(row),
        "parts": parts,
        "paragraphs": [(number, _short(text)) for number, text in enumerate(paragraphs_of(view), 1)],
        "effects": [(one.key, one.label) for one in effects],
        "values": {"version": view.version, "about": "whole", **values},
        "errors": errors,
        "error_of": {one.where: one.message for one in reversed(errors)},
        "asks_contact": isinstance(error, ContactDetailsInText) or "confirm_contact" in request.form,
        "opened": opened_token(),
        "map_config": map_config(
            home, layers, show=view.geom, mode="view", draw={"type": "MultiPolygon", "maxCorners": 200}
        ),
    }


def typed_values() -> dict[str, Any]:
    """What was typed into the form, each field as text."""
    return {name: value for name, value in request.form.items() if name not in ("csrf_token", "idempotency_key")}


def stored_values(slug: str, statement: Statement) -> dict[str, Any]:
    """The statement as the form's fields hold it."""
    view, row = proposal_of(slug)
    shown = own_view(statement, row)
    values: dict[str, Any] = {
        "about": statement.about,
        "paragraph": statement.paragraph or "",
        "version": statement.proposal_version,
        "title": statement.title,
        "text": statement.body,
        "author_name": statement.author_name,
        "is_name_public": "true" if statement.is_name_public else "",
        "on_behalf": statement.on_behalf,
    }
    if statement.about == "part":
        parts = parts_of(public_db(), municipality().id, view)
        values["part"] = next((one.key for one in parts if one.record == statement.part), "")
    if statement.about == "effect":
        values["effect"] = statement.part.get("key", "")
    if statement.about == "place" and shown.geom is not None:
        values["lon"], values["lat"] = METRIC.to_lonlat(shown.geom.x, shown.geom.y)
    if statement.about == "area" and shown.geom is not None:
        values["shape"] = METRIC.geometry_to_lonlat(shown.geom).wkt
    return values


def about_words(about: str) -> str:
    """What a statement is about, in the reader's language."""
    return {
        "whole": _("The whole proposal"),
        "part": _("A part of the plan or the drawing"),
        "paragraph": _("A paragraph of the text"),
        "effect": _("An effect as it was assessed"),
        "place": _("A place on the map"),
        "area": _("An area that you draw"),
    }[about]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_CHOICE else f"{line[: LONGEST_CHOICE - 1].rstrip()}…"
