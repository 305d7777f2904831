"""A body's statement from draft to given: named verbs that flush and never commit.

Whoever calls one has locked the statement's row: a vote, a change of the text and the giving come one after another.
"""

from __future__ import annotations

import uuid

from geoalchemy2.shape import to_shape
from sqlalchemy import delete, func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.areas.body_words import body_words, sentence
from service.audit import record
from service.boards.rules import Board
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.moderation.names import has_person_name
from service.moderation.personal_data import contact_details, has_identity_code
from service.permissions import Actor
from service.proposals.models import Proposal
from service.statements.bodies.errors import DraftAlready, NoMajority, TextChanged, VotingClosed
from service.statements.bodies.models import BodyStatement, BodyVersion, BodyVote
from service.statements.bodies.outcome_words import outcome_words
from service.statements.bodies.queries import seats_of, voting_of
from service.statements.bodies.schemas import BodyForm, GiveForm, MeetingForm, VoteForm
from service.statements.bodies.telling import follow_response, tell_members
from service.statements.models import Statement
from service.statements.operations import write_words
from service.statements.references import unused_reference
from service.statements.targets import Target
from service.statements.text_check import check_words
from service.statements.window import require_open, today


def start_draft(
    db: Session, actor: Actor, proposal: Proposal, board: Board, name: str, prefix: str, form: BodyForm,
    target: Target, *, language: str,
) -> Statement:  # fmt: skip
    """Begin a body's statement on a proposal, and tell its members.

    Parameters
    ----------
    name : the body's, as everybody will read it.
    prefix : of the municipality's references.

    Raises DraftAlready when the body is writing one, and as `text_check.check_words`.
    """
    check_words(form)
    statement = Statement(
        id=uuid.uuid4(),
        municipality_id=proposal.municipality_id,
        proposal_id=proposal.id,
        reference=unused_reference(db, proposal.municipality_id, prefix),
        language=language,
        visibility="draft",
        received_on=today(),
    )
    _write_as_body(statement, form, target, name)
    body = BodyStatement(
        statement_id=statement.id,
        municipality_id=proposal.municipality_id,
        proposal_id=proposal.id,
        area_id=board.area_id,
        kind=board.kind,
        leader_id=actor.person_id,
        way=form.way,
        version=1,
    )
    _set_rules(db, body, form)
    db.add(statement)
    db.flush()
    try:
        with db.begin_nested():
            db.add(body)
            db.flush()
    except IntegrityError:
        said = sentence(
            _(
                "%(the_body)s is already writing a statement on this proposal. Open its draft, and add to it.",
                **body_words(board.kind),
            )
        )
        raise DraftAlready(said, [FieldError("", said)]) from None
    _keep_version(db, actor, statement, body)
    tell_members(db, actor, body, "new")
    return statement


def change_draft(
    db: Session, actor: Actor, statement: Statement, body: BodyStatement, form: BodyForm, target: Target
) -> int:
    """Change the words of a draft, or how the body decides. What was decided on the earlier text is cleared, and
    the members are told so.

    Returns how many votes were cleared. Raises TextChanged, VotingClosed, and as `text_check.check_words`.
    """
    _require_draft(body)
    _require_version(body, form.seen)
    check_words(form)
    before = _words(statement, body)
    _write_as_body(statement, form, target, statement.on_behalf)
    body.way = form.way
    _set_rules(db, body, form)
    if _words(statement, body) == before:
        return 0
    cleared: int = db.execute(delete(BodyVote).where(BodyVote.statement_id == body.statement_id)).rowcount  # type: ignore[attr-defined]
    body.votes_for = body.votes_against = body.votes_abstained = body.decided_on = body.chair_choice = None
    body.dissents = []
    body.version += 1
    body.cleared, body.text_at = cleared, func.now()
    statement.changed_at = func.now()
    db.flush()
    _keep_version(db, actor, statement, body)
    if cleared:
        tell_members(db, actor, body, "changed")
    return cleared


def cast_vote(db: Session, actor: Actor, body: BodyStatement, form: VoteForm) -> None:
    """Vote, or change one's vote: a member has one.

    Raises VotingClosed, TextChanged when the text is not the one that was read, InvalidInput for the dissent.
    """
    _require_draft(body)
    if body.way != "votes":
        words = body_words(body.kind)
        raise VotingClosed(sentence(_("%(the_body)s decides this in a meeting, so there is no vote here.", **words)))
    _require_version(body, form.version)
    if form.choice == "for" and form.dissent:
        said = _("You vote for the text, so there is no dissenting opinion. Take it out, or vote otherwise.")
        raise InvalidInput(said, [FieldError("dissent", said)])
    _check_dissent(form.dissent)
    vote = insert(BodyVote).values(
        municipality_id=body.municipality_id,
        statement_id=body.statement_id,
        person_id=actor.person_id,
        version=form.version,
        choice=form.choice,
        dissent=form.dissent,
    )
    changed = {name: vote.excluded[name] for name in ("version", "choice", "dissent")} | {"at": func.now()}
    db.execute(vote.on_conflict_do_update(index_elements=["statement_id", "person_id"], set_=changed))


def record_meeting(db: Session, body: BodyStatement, form: MeetingForm) -> None:
    """Write down what a meeting decided; writing it down again corrects it.

    Raises VotingClosed, TextChanged, and InvalidInput for a day to come, a meeting without votes, or the dissent.
    """
    _require_draft(body)
    if body.way != "meeting":
        raise VotingClosed(_("The members vote here, so no meeting is written down."))
    _require_version(body, form.version)
    if form.decided_on > today():
        said = _("This day has not come yet.")
        raise InvalidInput(said, [FieldError("decided_on", said)])
    if form.votes_for + form.votes_against + form.votes_abstained == 0:
        said = _("Write how many voted. A decision that all agreed on has its votes for.")
        raise InvalidInput(said, [FieldError("votes_for", said)])
    is_even = 0 < form.votes_for == form.votes_against  # where all abstained there is nothing to decide
    if body.tie == "chair" and is_even and form.chair_choice is None:
        said = _("The votes are even. Write down how the chair voted.")
        raise InvalidInput(said, [FieldError("chair_choice", said)])
    _check_dissent(form.dissent)
    body.chair_choice = form.chair_choice if body.tie == "chair" else None
    body.votes_for, body.votes_against = form.votes_for, form.votes_against
    body.votes_abstained, body.decided_on = form.votes_abstained, form.decided_on
    body.dissents = [form.dissent] if form.dissent else []
    db.flush()


def give_as_body(
    db: Session, actor: Actor, proposal: Proposal, statement: Statement, body: BodyStatement, form: GiveForm
) -> None:
    """Give the statement as the body: the numbers are frozen with what the rules made of them, nobody votes any more,
    and the members are told of the official response when it comes. A text that seems to name somebody waits for a
    moderator, as others do.

    Raises VotingClosed, TextChanged, StatementsClosed, and NoMajority.
    """
    _require_draft(body)
    _require_version(body, form.version)
    require_open(db, proposal)
    voting = voting_of(db, body)
    outcome = voting.outcome
    if not outcome.is_for:
        said = outcome_words(outcome, voting.tally)
        raise NoMajority(said, [FieldError("", said)])
    if body.way == "votes":
        tally = voting.tally
        body.votes_for, body.votes_against = tally.votes_for, tally.votes_against
        body.votes_abstained, body.members = tally.votes_abstained, len(voting.members)
        body.dissents = [one.dissent for one in voting.members if one.dissent] if form.shows_dissent else []
        body.decided_on = today()
    body.quorum_needed, body.reason = outcome.needed, outcome.reason
    body.given_at = func.now()
    said = "\n".join([statement.title, statement.body, *body.dissents])
    statement.waits_for = "name" if has_person_name(said) else ""
    statement.visibility = "pending" if statement.waits_for else "public"
    statement.received_on, statement.changed_at = today(), func.now()
    db.flush()
    record(
        db, actor, "statement.given_by_body", "statement", str(statement.id), way=body.way,
        votes_for=body.votes_for, votes_against=body.votes_against, votes_abstained=body.votes_abstained,
    )  # fmt: skip
    follow_response(db, statement, voting.members)
    tell_members(db, actor, body, "given")


def _write_as_body(statement: Statement, form: BodyForm, target: Target, name: str) -> None:
    """The words, as the body's: no person stands behind them, so no person's link or name is kept with them."""
    write_words(statement, form, target)
    statement.kind, statement.on_behalf = "body", name
    statement.author_name, statement.is_name_public = "", False


def _words(statement: Statement, body: BodyStatement) -> tuple[object, ...]:
    """What the members vote on: the text, what it is about, and the rules by which it is decided."""
    has_place = statement.about in ("place", "area") and statement.geom is not None
    drawn = to_shape(statement.geom).wkb if has_place else b""  # type: ignore[arg-type]
    # A paragraph of another version says something else under the same number.
    read = (statement.paragraph, statement.quote, statement.proposal_version)
    about = (statement.about, *read, str(sorted(statement.part.items())), drawn)
    rules = (body.way, body.quorum_kind, body.quorum, body.tie, body.chair_id)
    return (statement.title, statement.body, *rules, *about)


def _set_rules(db: Session, body: BodyStatement, form: BodyForm) -> None:
    """Keep the rules of a vote that is not open yet, or opens anew.

    Raises InvalidInput for a chair who is no member.
    """
    body.quorum_kind = None if form.quorum_kind == "none" else form.quorum_kind
    body.quorum, body.tie, body.chair_id = form.quorum, form.tie, None
    if form.tie == "chair" and form.way == "votes":
        seats = seats_of(db, body.municipality_id, body.area_id or 0)
        if form.chair not in {one.person_id for one in seats}:
            said = _("Choose from the members whose vote decides when the votes are even.")
            raise InvalidInput(said, [FieldError("chair", said)])
        body.chair_id = form.chair


def _keep_version(db: Session, actor: Actor, statement: Statement, body: BodyStatement) -> None:
    db.add(
        BodyVersion(
            municipality_id=body.municipality_id,
            statement_id=body.statement_id,
            version=body.version,
            title=statement.title,
            body=statement.body,
            cleared=body.cleared or 0,
            written_by=actor.person_id,
        )
    )
    db.flush()


def _require_draft(body: BodyStatement) -> None:
    if body.given_at is not None:
        raise VotingClosed(_("The statement is given, so nothing of it can be changed any more."))


def _require_version(body: BodyStatement, seen: int) -> None:
    if seen != body.version:
        raise TextChanged(_("The text was changed meanwhile. Read it again; what you wrote is kept below."))


def _check_dissent(dissent: str) -> None:
    """Raises InvalidInput for what may not stand in a text that everybody may come to read."""
    if has_identity_code(dissent) or contact_details(dissent):
        said = _("The opinion holds contact details or an identity code. Take them out: it may become public.")
        raise InvalidInput(said, [FieldError("dissent", said)])
