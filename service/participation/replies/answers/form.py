"""What the answer's form needs, on whichever page it stands."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from flask import request

from service.errors import InvalidInput
from service.i18n import LANGUAGES, language
from service.participation.pins.models import STATES
from service.participation.replies.links.operations import MOST_LINKS
from service.participation.replies.links.queries import Target, targets
from service.participation.replies.links.words import kind_words, relation_options
from service.participation.replies.public import public_parts
from service.participation.replies.templates.operations import templates
from service.permissions import may
from service.web.context import actor, db_session, municipality, public_db

#: States that an answer may give: "received" is where every input begins, "withdrawn" is its author's alone.
ANSWERS = tuple(state for state in STATES if state not in ("received", "withdrawn"))
#: The fields of one row about what used the input.
ROW = ("link", "relation", "link_reason")


def answer_form(
    pin_id: uuid.UUID,
    values: dict[str, str] | None = None,
    error: InvalidInput | None = None,
    *,
    at: str = "pin",
    rows: int = 1,
) -> dict[str, Any] | None:
    """What the form needs, with what was typed and what is wrong; None for those who may not answer.

    Parameters
    ----------
    values : what was typed, or the part that was chosen.
    at : "desk" where the form stands on the desk, "pin" on the input's own page.
    rows : at least so many rows for what used the input.
    """
    if not may(actor(), "pin.answer"):
        return None
    choices = targets(public_db(), municipality().id)
    return {
        "states": ANSWERS,
        "parts": public_parts(public_db(), pin_id),
        "links": link_options(choices),
        "relations": relation_options(),
        "rows": typed_rows(rows) if choices else [],
        "more_rows": len(choices) > 1,
        "templates": template_options(),
        "at": at,
        "values": values or {},
        "errors": error.errors if error else [],
        "error_of": {one.where: one.message for one in reversed(error.errors)} if error else {},
    }


def link_options(choices: Mapping[str, Target]) -> list[tuple[str, str]]:
    """Proposals and decisions to choose from, each with what it is."""
    return [(key, f"{kind_words(one.kind)}: {one.title}") for key, one in choices.items()]


def template_options() -> list[tuple[int, str]]:
    """Templates to choose from, those of the reader's language first."""
    found = templates(db_session(), municipality().id)
    found.sort(key=lambda one: one.language != language())
    return [(one.id, f"{one.name} ({LANGUAGES[one.language]})") for one in found]


def typed_rows(least: int) -> list[dict[str, str]]:
    """The rows that were sent, empty ones at the end left out, and at least `least` in all."""
    given = [request.form.getlist(name) for name in ROW]
    rows = [dict(zip(ROW, row, strict=True)) for row in zip_longest(*given, fillvalue="")][:MOST_LINKS]
    while rows and not rows[-1]["link"] and not rows[-1]["link_reason"]:
        rows.pop()
    return rows + [dict.fromkeys(ROW, "") for _missing in range(least - len(rows))]
