"""Filling the pages of imports of earlier feedback."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select

from boundaries.reading.model import MEGABYTE
from boundaries.reading.tables import LIMITS, MOST_ROWS
from service.errors import FieldError
from service.i18n import gettext as _
from service.i18n import named
from service.participation.imports.mapping import PARTS
from service.participation.imports.models import FeedbackImport
from service.participation.imports.places import candidates_of, place_cells
from service.participation.imports.planning import Planned, counts, mark_of
from service.participation.imports.queries import campaigns_of, rows_of
from service.participation.imports.words import (
    PART_LABELS,
    STATE_TONES,
    STATE_WORDS,
    finding_sentence,
    summary_lines,
    system_options,
)
from service.participation.pins.queries import themes
from service.web.context import db_session, municipality, public_db

LISTED = 30
ROWS_SHOWN = 200
#: States that a whole heap of earlier feedback may be in.
STATES = ("received", "accepted", "partly", "declined", "in_progress", "done", "closed_not_done")
LANGUAGE_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


def list_page(error: str = "") -> str:
    """Where a table is sent, and the imports so far."""
    rows = db_session().scalars(
        select(FeedbackImport)
        .where(FeedbackImport.municipality_id == municipality().id)
        .order_by(FeedbackImport.created_at.desc())
        .limit(LISTED)
    )
    return render_template(
        "imports/list.html",
        imports=[{"row": row, **_state(row)} for row in rows],
        megabytes=LIMITS.file_bytes // MEGABYTE,
        most_rows=MOST_ROWS,
        error=error,
    )


def one_page(
    row: FeedbackImport,
    planned: Sequence[Planned],
    ground: BaseGeometry,
    errors: Sequence[FieldError] = (),
    message: str = "",
) -> str:
    """One import in whatever state it is; with its report while it waits for approval."""
    counted = counts(planned)
    return render_template(
        "imports/one.html",
        row=row,
        **_state(row),
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
        message=message,
        columns=_columns(row),
        **(_choices(row, ground) if row.state == "ready" else {}),
        summary=summary_lines(counted),
        will_do=counted["bring"],
        rows=[_row(one) for one in _shown(planned)[:ROWS_SHOWN]],
        hidden_rows=max(0, len(_shown(planned)) - ROWS_SHOWN),
        mark=mark_of(planned, row.wish),
    )


def report_rows(planned: Sequence[Planned]) -> list[tuple[int, str, str, str]]:
    """Every row of the report: line, what becomes of it, its first words, and all that is said of it."""
    return [
        (one.line, _deed(one), one.title or one.body[:80], " ".join(map(finding_sentence, one.findings)))
        for one in planned
    ]


def _state(row: FeedbackImport) -> dict[str, str]:
    return {"state_text": _(STATE_WORDS[row.state]), "tone": STATE_TONES[row.state]}


def _columns(row: FeedbackImport) -> list[dict[str, Any]]:
    options = [("", _("None")), *((name, name) for name in row.heading)]
    return [
        {
            "name": f"column_{part}",
            "label": _(PART_LABELS[part]),
            "options": options,
            "value": row.mapping.get(part, ""),
        }
        for part in PARTS
    ]


def _choices(row: FeedbackImport, ground: BaseGeometry) -> dict[str, Any]:
    home, db = municipality(), db_session()
    cells = place_cells(row.heading, row.mapping, (cells for _line, cells in rows_of(db, row)))
    campaigns = [(one.slug if not one.is_default else "", named(one.names)) for one in campaigns_of(db, home.id)]
    return {
        "theme_options": [("", _("Not chosen")), *((one.key, one.label) for one in themes(public_db(), home.id))],
        "campaign_options": campaigns,
        "languages_said": [(code, LANGUAGE_NAMES[code]) for code in home.languages if code in LANGUAGE_NAMES],
        "states": STATES,
        "systems": system_options(candidates_of(cells, ground, home.centre_lonlat)),
    }


def _shown(planned: Sequence[Planned]) -> list[Planned]:
    """Rows with something to say, those that are left out first."""
    said = [one for one in planned if one.findings]
    return sorted(said, key=lambda one: (one.deed == "bring", one.line))


def _deed(one: Planned) -> str:
    if one.deed == "left_out":
        return _("Left out")
    return _("Waits for a moderator") if one.waits_for else _("Brought over")


def _row(one: Planned) -> dict[str, Any]:
    return {
        "line": one.line,
        "words": one.title or one.body[:80],
        "deed": _deed(one),
        "tone": "bad" if one.deed == "left_out" else "warn" if one.waits_for else "plain",
        "findings": [finding_sentence(finding) for finding in one.findings],
    }
