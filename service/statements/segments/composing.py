"""What a response says of the segments: their words with the approved answers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.statements.models import Statement, StatementResponse
from service.statements.segments.operations import segments_of


def response_parts(db: Session, statement: Statement) -> list[dict[str, Any]]:
    """The segments with their answers as a response holds them; empty for a statement that is not split, unless an
    earlier version of its response came with parts of its own, which stay.

    Raises InvalidInput while a segment has no approved answer.
    """
    segments = segments_of(db, statement)
    if not segments:
        newest = select(StatementResponse.parts).where(StatementResponse.statement_id == statement.id)
        return db.scalar(newest.order_by(StatementResponse.version.desc()).limit(1)) or []
    waiting = [str(number) for number, one in enumerate(segments, 1) if not (one.version and one.is_approved)]
    if waiting:
        sentence = _("These parts have no approved answer yet: %(numbers)s.", numbers=", ".join(waiting))
        raise InvalidInput(sentence, [FieldError("lead", sentence)])
    return [
        {
            "number": number,
            "text": statement.body[one.start : one.stop].strip(),
            "answer": one.answer,
            "outcome": one.outcome,
            "signature": one.signature,
        }
        for number, one in enumerate(segments, 1)
    ]
