"""Filling the page of an import of a layer in each of its states, and its line in the list."""

from __future__ import annotations

from typing import Any

from flask import render_template
from sqlalchemy.orm import Session

from boundaries.reading.errors import LayerUnclear, UploadProblem
from layers.models import Layer
from layers.sight import layers_seen
from service.areas.upload.views import layer_question
from service.areas.upload.words import elsewhere_sentence
from service.errors import FieldError
from service.i18n import N_
from service.i18n import gettext as _
from service.layer_imports.maps import landing_map
from service.layer_imports.models import LayerImport
from service.layer_imports.preview import preview
from service.layer_imports.sight import FOR_STAFF
from service.layer_imports.words import landing_words, problem_sentence, status_options, system_sentence
from service.web.context import actor
from service.web.sight import restriction

STATE_WORDS = {
    "reading": N_("Being read"),
    "asking": N_("Needs an answer"),
    "ready": N_("Waiting for approval"),
    "failed": N_("Cannot be used"),
    "applying": N_("Being brought in"),
    "applied": N_("In use"),
    "undone": N_("Taken back"),
}
STATE_TONES = {"ready": "info", "asking": "warn", "failed": "bad", "applied": "good"}


def render_import(db: Session, row: LayerImport, errors: list[FieldError] | None = None, message: str = "") -> str:
    """The page of one import, in whatever state it is."""
    ready = preview(db, row) if row.state == "ready" else {"map_config": None}
    return render_template(
        "layer_imports/one.html",
        row=row,
        message=message,
        restriction=restriction(row.visibility) if row.visibility != FOR_STAFF else "",
        errors=[{"where": one.where, "message": one.message} for one in errors or []],
        error_of={one.where: one.message for one in errors or []},
        brought=_brought_layer(db, row),
        state_text=_(STATE_WORDS[row.state]),
        state_tone=STATE_TONES.get(row.state, "plain"),
        question=question_view(row),
        problem=problem_sentence(UploadProblem(row.problem["code"], **row.problem["values"])) if row.problem else "",
        statuses=status_options(),
        kinds=[("detailed", _("Detailed plan")), ("master", _("Master plan"))],
        **ready,
    )


def _brought_layer(db: Session, row: LayerImport) -> Layer | None:
    """The layer that an applied import made or renewed; None for plans, and when it has been removed since."""
    if row.state != "applied" or "layer" not in row.outcome:
        return None
    seen = layers_seen(row.municipality_id, actor().sight)
    return db.scalar(seen.where(Layer.id == row.outcome["layer"], Layer.removed_at.is_(None)))


def list_view(row: LayerImport) -> dict[str, Any]:
    """An import in the list of imports."""
    return {
        "id": row.id,
        "name": row.file_name,
        "state_text": _(STATE_WORDS[row.state]),
        "tone": STATE_TONES.get(row.state, "plain"),
        "created_at": row.created_at,
    }


def question_view(row: LayerImport) -> dict[str, Any] | None:
    """What is asked of a file: which layer, or which coordinate system with where it would land."""
    if row.state != "asking":
        return None
    asked = row.question
    if asked["name"] == "layer":
        return {**layer_question(LayerUnclear([str(name) for name in asked["layers"]])), "map_config": None}
    swapped = max((float(one[2]) for one in asked["candidates"]), default=0)
    plain = max((float(one[1]) for one in asked["candidates"]), default=0)
    return {
        "name": "crs",
        "sentence": system_sentence(asked) + elsewhere_sentence([plain, swapped]),
        "label": _("Coordinate system"),
        "options": [{"value": str(one[0]), "label": landing_words(one)} for one in asked["candidates"]],
        "offers_swap": True,
        "is_swapped": swapped > 0.5 and plain <= 0.5,
        "map_config": landing_map(asked["candidates"]),
    }
