"""What the answer's form needs, on whichever page it stands."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Connection

from boundaries.database import sql
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.pins.models import STATES
from service.participation.replies.public import public_parts
from service.permissions import may
from service.web.context import actor, municipality, public_db

PACKAGE = "service.participation.replies.answers"
#: States that an answer may give: "received" is where every input begins, "withdrawn" is its author's alone.
ANSWERS = tuple(state for state in STATES if state not in ("received", "withdrawn"))


def answer_form(
    pin_id: uuid.UUID, values: dict[str, str] | None = None, error: InvalidInput | None = None
) -> dict[str, Any] | None:
    """What the form needs, with what was typed and what is wrong; None for those who may not answer.

    Parameters
    ----------
    values : what was typed, or the part that was chosen.
    """
    if not may(actor(), "pin.answer"):
        return None
    return {
        "states": ANSWERS,
        "parts": public_parts(public_db(), pin_id),
        "decisions": decision_choices(public_db(), municipality().id),
        "values": values or {},
        "errors": error.errors if error else [],
        "error_of": {one.where: one.message for one in reversed(error.errors)} if error else {},
    }


def decision_choices(connection: Connection, municipality_id: int) -> list[tuple[str, str]]:
    """Address and title of each decision, newest first."""
    rows = connection.execute(sql(PACKAGE, "decision_choices"), {"municipality_id": municipality_id})
    return [(row.slug, row.title) for row in rows]


def check_decision(connection: Connection, municipality_id: int, slug: str) -> None:
    """Raises InvalidInput when an answer names a decision that is not there."""
    if slug and slug not in dict(decision_choices(connection, municipality_id)):
        sentence = _("There is no such decision.")
        raise InvalidInput(sentence, [FieldError("decision_slug", sentence)])
