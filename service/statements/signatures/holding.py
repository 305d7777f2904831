"""What is signed is held: its giver cannot put other words in their place."""

from __future__ import annotations

from sqlalchemy.orm import Session

from service.errors import FieldError
from service.i18n import ngettext
from service.statements.errors import StatementSigned
from service.statements.models import Statement
from service.statements.signatures.queries import signature_count


def refuse_signed(db: Session, statement: Statement) -> None:
    """Raises StatementSigned when somebody has signed the statement: what they signed must stay what it was."""
    count = signature_count(db, statement.id)
    if count:
        sentence = ngettext(
            "%(count)s person has signed this, so its words stay. You can take it back and give a new one.",
            "%(count)s people have signed this, so its words stay. You can take it back and give a new one.",
            count,
        )
        raise StatementSigned(sentence, [FieldError("", sentence)])
