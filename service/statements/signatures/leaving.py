"""Taking a signature back, forgetting who signed: verbs that flush and never commit."""

from __future__ import annotations

from sqlalchemy import delete, func
from sqlalchemy.orm import Session

from service.audit import record
from service.errors import FieldError
from service.i18n import gettext as _
from service.notices.models import Follow
from service.permissions import Actor
from service.proposals.models import Proposal
from service.statements.models import Statement
from service.statements.signatures.errors import SignatureKept
from service.statements.signatures.models import StatementSignature
from service.statements.signatures.rules import may_be_signed_yet
from service.statements.window import window_now


def take_signature_back(db: Session, signature: StatementSignature, statement: Statement) -> None:
    """Delete a signature with its name and address; the log keeps that one was taken back, not whose.

    The caller has locked the statement. Raises SignatureKept once it is answered.
    """
    if statement.state == "answered":
        sentence = _("The statement has been answered, so your signature stays under it. You can still be forgotten.")
        raise SignatureKept(sentence, [FieldError("", sentence)])
    was_counted = signature.confirmed_at is not None
    _stop_telling(db, signature)
    db.delete(signature)
    db.flush()
    if was_counted:
        _note(db, Actor(signature.municipality_id), "statement.signature_withdrawn", signature)


def can_sign_again(db: Session, statement: Statement, proposal: Proposal) -> bool:
    """Whether somebody who is forgotten now could sign the same statement once more, today or in a phase to come."""
    return may_be_signed_yet(statement, window_now(db, proposal))


def forget_signer(db: Session, signature: StatementSignature, statement: Statement, proposal: Proposal) -> None:
    """Delete the name, the address and the account of a signature; it goes on counting without them.

    As long as the statement can be signed it is taken back instead: nothing would tell that its owner has signed, who
    could sign and be forgotten again and again, and be counted each time. The caller has locked the statement.
    """
    if can_sign_again(db, statement, proposal):
        take_signature_back(db, signature, statement)
        return
    _stop_telling(db, signature)
    signature.name, signature.is_name_public, signature.name_waits = "", False, False
    signature.email = signature.person_id = signature.token_hash = signature.address_code = None
    db.flush()
    _note(db, Actor(signature.municipality_id), "statement.signer_forgotten", signature)


def _stop_telling(db: Session, signature: StatementSignature) -> None:
    """Delete the following that came with a signature, with its address; one that was asked for by itself stays."""
    if signature.email:
        db.execute(
            delete(Follow).where(
                Follow.municipality_id == signature.municipality_id,
                Follow.subject_kind == "statement",
                Follow.subject_id == str(signature.statement_id),
                Follow.role == "signer",
                func.lower(Follow.email) == signature.email.lower(),
            )
        )


def _note(db: Session, actor: Actor, action: str, signature: StatementSignature) -> None:
    """Note an act of `actor`; an account that leaves is none, or the log would keep who had signed."""
    record(db, actor, action, "statement", str(signature.statement_id), signature=str(signature.id))
