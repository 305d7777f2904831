"""Signing statements: named verbs that flush and never commit."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import case, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.accounts.models import Person
from service.errors import FieldError
from service.i18n import gettext as _
from service.moderation.names import looks_like_name
from service.notices.following import Wish, ask_to_follow
from service.proposals.models import Proposal
from service.statements.models import Statement
from service.statements.signatures.errors import OwnStatement, SigningClosed, WordsChanged
from service.statements.signatures.fingerprints import count_once
from service.statements.signatures.mailed_links import link_expired, waiting_signature
from service.statements.signatures.models import StatementSignature
from service.statements.signatures.queries import is_givers_address, signature_of_person
from service.statements.signatures.rules import shown_mark, signed_words, signing_stage
from service.statements.signatures.schemas import SignForm
from service.statements.signatures.words import closed_sentence
from service.statements.window import window_now
from service.web.sessions import token_hash


def ask_to_sign(db: Session, statement: Statement, proposal: Proposal, form: SignForm, *, language: str) -> uuid.UUID:
    """Note that an address was typed under a statement; the letter that asks it is the caller's.

    A signature that is confirmed stays as it is: whoever types an address is not known to own it. Returns the
    signature's id. Raises SigningClosed, WordsChanged.
    """
    _require_signable(db, statement, proposal)
    words = _words_as_read(statement, form)
    typed = insert(StatementSignature).values(
        municipality_id=statement.municipality_id,
        statement_id=statement.id,
        name=form.name,
        is_name_public=form.is_name_public,
        name_waits=not looks_like_name(form.name),
        email=form.email,
        language=language,
        words_hash=words,
    )
    is_kept = StatementSignature.confirmed_at.is_not(None)
    changed = {
        name: case((is_kept, getattr(StatementSignature, name)), else_=typed.excluded[name])
        for name in ("name", "is_name_public", "name_waits", "language", "words_hash")
    }
    noted = typed.on_conflict_do_update(
        index_elements=[StatementSignature.statement_id, text("lower(email)")],
        set_={"asked_at": func.now(), **changed},
    ).returning(StatementSignature.id)
    found: uuid.UUID = db.execute(noted).scalar_one()
    return found


def sign_with_account(
    db: Session, statement: Statement, proposal: Proposal, person: Person, form: SignForm, *, language: str,
    today: dt.date, secret_key: str,
) -> StatementSignature:  # fmt: skip
    """Sign at once as somebody signed in; once more only changes how the name is shown.

    The caller has locked the statement, so that the same person's signatures come one after another. A signature
    that was asked for or given by the account's own address becomes the account's. Raises SigningClosed,
    WordsChanged, OwnStatement.
    """
    _require_signable(db, statement, proposal)
    if statement.author_id == person.id or is_givers_address(db, statement, person.email):
        raise own_statement()
    words = _words_as_read(statement, form)
    mine = signature_of_person(db, statement.id, person.id, person.email, lock=True)
    if mine is None:
        mine = StatementSignature(
            municipality_id=statement.municipality_id, statement_id=statement.id, email=person.email or None
        )
        db.add(mine)
    mine.person_id, mine.language, mine.words_hash, mine.token_hash = person.id, language, words, None
    if mine.name != form.name:  # what a moderator has read once is not read again
        mine.name_waits = not looks_like_name(form.name)
    mine.name, mine.is_name_public = form.name, form.is_name_public
    if mine.confirmed_at is None:
        mine.confirmed_at = db.scalar(select(func.now()))
    db.flush()
    count_once(db, mine, secret_key)
    _have_told(db, mine, today)
    return mine


def confirm_signature(
    db: Session, token: str, today: dt.date, shown: str = "", *, secret_key: str
) -> tuple[StatementSignature, Statement, Proposal]:
    """Use a mailed link up; from now on the signature counts. Locks the statement.

    Parameters
    ----------
    shown : the mark (`rules.shown_mark`) of what was read before the button was pressed; empty when nothing was.

    Raises LinkExpired when the link was used already, is too old, or never was; SigningClosed, WordsChanged,
    OwnStatement.
    """
    statement_id = db.scalar(
        select(StatementSignature.statement_id).where(StatementSignature.token_hash == token_hash(token))
    )
    if statement_id is None:
        raise link_expired()
    # The statement first, as everywhere: an answer or a change of its words comes before or after, never between.
    statement, proposal = db.execute(
        select(Statement, Proposal)
        .join(Proposal, Proposal.id == Statement.proposal_id)
        .where(Statement.id == statement_id)
        .with_for_update(of=Statement)
    ).one()
    found = waiting_signature(db, token, lock=True)
    _require_signable(db, statement, proposal)
    if bytes(found.words_hash) != signed_words(statement):
        raise words_changed()
    if shown and shown != shown_mark(found):
        raise typed_again()
    if is_givers_address(db, statement, found.email):
        raise own_statement()
    found.confirmed_at, found.token_hash = db.scalar(select(func.now())), None
    db.flush()
    count_once(db, found, secret_key)
    _have_told(db, found, today)
    return found, statement, proposal


def own_statement() -> OwnStatement:
    """The error for the giver, who needs no signature."""
    sentence = _("You gave this statement yourself, so you need not sign it.")
    return OwnStatement(sentence, [FieldError("", sentence)])


def words_changed() -> WordsChanged:
    """The error for somebody who read other words than those that stand there now."""
    sentence = _("The statement has been changed since you read it. Read it again, and sign if you agree.")
    return WordsChanged(sentence, [FieldError("", sentence)])


def typed_again() -> WordsChanged:
    """The error for somebody whose page showed another name, or another choice, than those that stand there now."""
    sentence = _(
        "What you sign has been changed since you opened this page. Look at it again, and sign if it is right."
    )
    return WordsChanged(sentence, [FieldError("", sentence)])


def _require_signable(db: Session, statement: Statement, proposal: Proposal) -> None:
    window = window_now(db, proposal)
    stage = signing_stage(statement, window)
    if stage != "open":
        sentence = closed_sentence(stage, window)
        raise SigningClosed(sentence, [FieldError("", sentence)])


def _words_as_read(statement: Statement, form: SignForm) -> bytes:
    words = signed_words(statement)
    if form.words != words.hex():
        raise words_changed()
    return words


def _have_told(db: Session, signature: StatementSignature, today: dt.date) -> None:
    """Have who signed told of the response; an address that follows the statement already goes on as it is."""
    if signature.email:
        wish = Wish(
            signature.municipality_id,
            "statement",
            str(signature.statement_id),
            signature.email,
            signature.language,
            "at_once",
            "signer",
        )
        ask_to_follow(db, wish, confirmed_on=today, is_kept=True)
