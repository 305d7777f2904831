"""Who has signed a statement, known by a keyed code of the address as long as the statement can be signed.

An account that is erased leaves its signature without a name or an address. Somebody who makes it anew, or signs with
the same address by mail, would be counted twice: the code tells that the signature is theirs already. It tells nothing
else, is another one under each statement, and is deleted when nobody can sign any more.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Iterable

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from service.proposals.models import Proposal
from service.statements.models import Statement
from service.statements.signatures.models import StatementSignature
from service.statements.signatures.rules import may_be_signed_yet
from service.statements.window import window_now


def fingerprint(secret_key: str, statement_id: uuid.UUID, email: str) -> bytes:
    """The code of an address under one statement, the same however its letters are written."""
    words = f"signature|{statement_id}|{email.lower()}"
    return hmac.new(secret_key.encode(), words.encode(), hashlib.sha256).digest()


def count_once(db: Session, signature: StatementSignature, secret_key: str) -> None:
    """Give a signature that counts its code, and delete the nameless one that the same address left under the
    statement when its owner was erased. The caller has locked the statement. Without an address there is no code."""
    if not signature.email:
        return
    code = fingerprint(secret_key, signature.statement_id, signature.email)
    db.execute(
        delete(StatementSignature).where(
            StatementSignature.statement_id == signature.statement_id,
            StatementSignature.address_code == code,
            StatementSignature.id != signature.id,
            StatementSignature.email.is_(None),
            StatementSignature.person_id.is_(None),
        )
    )
    signature.address_code = code
    db.flush()


def keep_fingerprints(db: Session, secret_key: str) -> None:
    """Delete the codes under statements that nobody can sign any more, now or in a phase to come; give one to each
    signature that lacks it under those that can be signed, as after a phase that was lengthened once it had ended."""
    signed = select(StatementSignature.statement_id).where(StatementSignature.confirmed_at.is_not(None))
    rows = db.execute(
        select(Statement, Proposal)
        .join(Proposal, Proposal.id == Statement.proposal_id)
        .where(Statement.id.in_(signed))
    ).all()
    is_open = {one.id: may_be_signed_yet(one, window_now(db, proposal)) for one, proposal in rows}
    over = [key for key, can_be in is_open.items() if not can_be]
    db.execute(update(StatementSignature).where(StatementSignature.statement_id.in_(over)).values(address_code=None))
    _give_codes(db, [key for key, can_be in is_open.items() if can_be], secret_key)


def _give_codes(db: Session, statements: Iterable[uuid.UUID], secret_key: str) -> None:
    without = select(StatementSignature).where(
        StatementSignature.statement_id.in_(list(statements)),
        StatementSignature.confirmed_at.is_not(None),
        StatementSignature.address_code.is_(None),
        StatementSignature.email.is_not(None),
    )
    for one in db.scalars(without.with_for_update(skip_locked=True)):
        one.address_code = fingerprint(secret_key, one.statement_id, one.email or "")
    db.flush()
