"""Asking to join, suggesting, and answering both. Nothing here commits; letters go out with the transaction."""

from __future__ import annotations

import datetime as dt
import uuid

from geoalchemy2.shape import to_shape
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.accounts.models import Person
from service.audit import record
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.i18n import speaking
from service.jobs import defer
from service.permissions import Actor
from service.proposals.models import Proposal
from service.proposals.operations import revise_proposal
from service.proposals.schemas import ProposalText
from service.together.errors import AnsweredAlready, NotAmongThem, SuggestionNotFound
from service.together.models import CoDeveloper, ProposalSuggestion
from service.together.queries import own_place
from service.together.schemas import JoinAnswer, JoinForm, SuggestionAnswer, SuggestionForm


def ask_to_join(db: Session, actor: Actor, proposal: Proposal, form: JoinForm) -> None:
    """Ask once; asking again changes nothing."""
    db.execute(
        insert(CoDeveloper)
        .values(
            municipality_id=proposal.municipality_id,
            proposal_id=proposal.id,
            person_id=actor.person_id,
            message=form.message,
        )
        .on_conflict_do_nothing()
    )


def answer_asking(db: Session, actor: Actor, proposal: Proposal, form: JoinAnswer, page: str, spoken: str) -> None:
    """Accept or decline somebody who asked, and write to them in the language `spoken`.

    Raises SuggestionNotFound when nobody with this number asked.
    """
    row = db.scalar(
        select(CoDeveloper)
        .where(CoDeveloper.id == form.person, CoDeveloper.proposal_id == proposal.id)
        .with_for_update()
    )
    if row is None:
        raise SuggestionNotFound(_("Nobody with this number asked to take part."))
    row.state, row.decided_at, row.decided_by = form.verdict, dt.datetime.now(dt.UTC), actor.person_id
    db.flush()
    record(db, actor, "proposal.joined", "proposal", proposal.slug, verdict=form.verdict)
    with speaking(spoken):
        body = (
            _("You are welcome to develop the proposal “%(title)s” together with us.", title=proposal.title)
            if form.verdict == "accepted"
            else _("This time you were not taken along to develop the proposal “%(title)s”.", title=proposal.title)
        )
    _write(db, row.person_id, proposal, f"{body}\n\n{page}")


def suggest(db: Session, actor: Actor, proposal: Proposal, form: SuggestionForm) -> ProposalSuggestion:
    """Keep a co-developer's wording for the planners.

    Raises NotAmongThem, and InvalidInput when nothing is changed.
    """
    place = own_place(db, proposal.id, actor.person_id)
    if place is None or place.state != "accepted":
        raise NotAmongThem(_("Ask to take part first. A planner accepts you."))
    if (form.title, form.summary, form.body) == (proposal.title, proposal.summary, proposal.body):
        raise InvalidInput(_("Nothing is changed yet."), [FieldError("body", _("Nothing is changed yet."))])
    made = ProposalSuggestion(
        municipality_id=proposal.municipality_id,
        proposal_id=proposal.id,
        base_version=form.version,
        title=form.title,
        summary=form.summary,
        body=form.body,
        note=form.note,
        author_id=actor.person_id,
    )
    db.add(made)
    db.flush()
    return made


def answer_suggestion(
    db: Session,
    actor: Actor,
    proposal: Proposal,
    row: ProposalSuggestion,
    form: SuggestionAnswer,
    page: str,
    spoken: str,
) -> None:
    """Make a version of a suggestion, or decline it with a reason; its author gets a letter either way.

    Raises AnsweredAlready, InvalidInput without a reason for declining, and ProposalChanged when the suggestion was
    made on an earlier version than there is now.
    """
    if row.state != "sent":
        raise AnsweredAlready(_("Somebody else answered this suggestion first."))
    if form.verdict == "declined" and len(form.reason) < 5:
        sentence = _("Say why it is not taken: its author reads it.")
        raise InvalidInput(sentence, [FieldError(f"reason-{row.id}", sentence)])
    if form.verdict == "accepted":
        with speaking(spoken):
            note = _("Developed together: %(note)s", note=row.note)[:300]
        words = ProposalText(
            title=row.title,
            summary=row.summary,
            body=row.body,
            state=proposal.state,  # type: ignore[arg-type]
            change_note=note,
        )
        revise_proposal(db, actor, proposal.slug, row.base_version, words, to_shape(proposal.geom))
    row.state, row.reason = form.verdict, form.reason
    row.decided_at, row.decided_by = dt.datetime.now(dt.UTC), actor.person_id
    db.flush()
    record(db, actor, "proposal.suggestion", "proposal", proposal.slug, suggestion=str(row.id), verdict=form.verdict)
    with speaking(spoken):
        body = (
            _("Your suggestion to “%(title)s” became a new version.", title=proposal.title)
            if form.verdict == "accepted"
            else _("Your suggestion to “%(title)s” was not taken.", title=proposal.title)
        )
    _write(db, row.author_id, proposal, "\n\n".join(part for part in (body, form.reason, page) if part))


def _write(db: Session, person_id: uuid.UUID | None, proposal: Proposal, body: str) -> None:
    email = db.scalar(select(Person.email).where(Person.id == person_id)) if person_id is not None else None
    if email:
        defer(db, "send_mail", "mail", to=email, subject=proposal.title, body=body)
