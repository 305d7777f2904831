"""A board for one of the areas that residents drew, those who sit on it, and what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Area, AreaVersion, Membership, Municipality
from boundaries.records import AreaBody
from demo.cities import City
from service.accounts.models import BOARD_ROLE, Person, RoleGrant
from service.discussion.models import Comment
from service.i18n import TIME_ZONE
from service.participation.pins.models import Pin
from service.proposals.models import Proposal
from service.statements.bodies.models import BodyStatement, BodyVersion, BodyVote
from service.statements.bodies.rules import tally_of
from service.statements.models import Statement

NAMES = {"fi": "Aluejohtokunta (esimerkki)", "sv": "Områdesdirektion (exempel)", "en": "Area board (example)"}
#: Members whom nobody signs in as.
OTHERS = ("Veera Varajäsen", "Simo Sihteeri", "Anni Alue")
#: How they vote on the board's statement, in the order in which they came to the board.
VOTES = ("for", "for", "for", "against", "abstained")
DISSENT = "Kannatan penkkejä, mutta valaistuksen rahat pitäisi käyttää ensin koulutien valoihin."
#: The number in the statement's reference; those of residents' statements are smaller.
BOARD_REFERENCE = 100_101


def add_board(db: Session, town: Municipality, city: City) -> None:
    """The board of the last area that was drawn, with two members to sign in as; nothing where none was drawn."""
    area = db.scalars(
        select(Area).where(Area.municipality_id == town.id, Area.kind == "resident").order_by(Area.id.desc())
    ).first()
    if area is None:
        return
    email = f"{BOARD_ROLE}@{city.slug}.example"
    title = "Aluejohtokunta, jäsen"
    member = Person(email=email, display_name="Jaana Johtokunta", title=title, is_demo=True)
    db.add_all([member, AreaBody(area_id=area.id, municipality_id=town.id, kind="board", names=NAMES, seats=9)])
    db.flush()
    second = f"{BOARD_ROLE}_2@{city.slug}.example"
    others = [Person(email=second, display_name="Pekka Pöytäkirja", title=title, is_demo=True)]
    others += [Person(email=None, display_name=name, title=title) for name in OTHERS]
    db.add_all(others)
    db.flush()
    for one in (member, *others):
        db.add(RoleGrant(person_id=one.id, municipality_id=town.id, role=BOARD_ROLE, area_id=area.id))
    db.flush()


def add_board_statement(db: Session, town: Municipality) -> None:
    """A statement of the board on the first proposal that is open, given with its members' votes and one dissent;
    nothing where there is no board or no proposal."""
    grants = db.scalars(
        select(RoleGrant)
        .where(RoleGrant.municipality_id == town.id, RoleGrant.role == BOARD_ROLE)
        .order_by(RoleGrant.id)
    ).all()
    proposal = db.scalars(
        select(Proposal)
        .where(Proposal.municipality_id == town.id, Proposal.state == "open")
        .order_by(Proposal.created_at, Proposal.version.desc(), Proposal.slug)
    ).first()
    if not grants or proposal is None:
        return
    decided_on = dt.datetime.now(TIME_ZONE).date() - dt.timedelta(days=1)
    statement = Statement(
        municipality_id=town.id,
        proposal_id=proposal.id,
        proposal_version=proposal.version,
        reference=f"{town.reference_prefix}-L-{BOARD_REFERENCE}",
        kind="body",
        on_behalf=NAMES["fi"],
        title="Puisto kuuluu kaikenikäisille",
        body="Johtokunta pitää uudistusta hyvänä. Asukkaat ovat toivoneet levähdyspaikkoja ja valoa, ja "
        "suunnitelmassa on molempia.\n\nPyydämme, että leikkipaikka valmistuu ensimmäisenä, jotta lapset voivat "
        "leikkiä puistossa kesällä.",
        language="fi",
        received_on=decided_on,
        is_synthetic=True,
    )
    db.add(statement)
    db.flush()
    _decide(db, statement, grants, decided_on)


def _decide(db: Session, statement: Statement, grants: Sequence[RoleGrant], decided_on: dt.date) -> None:
    """Its one text, the members' votes on it, and their numbers."""
    home, words = statement.municipality_id, {"title": statement.title, "body": statement.body}
    tally = tally_of(VOTES[: len(grants)])
    db.add(
        BodyStatement(
            statement_id=statement.id,
            municipality_id=home,
            proposal_id=statement.proposal_id,
            area_id=grants[0].area_id,
            leader_id=grants[0].person_id,
            way="votes",
            votes_for=tally.votes_for,
            votes_against=tally.votes_against,
            votes_abstained=tally.votes_abstained,
            members=len(grants),
            dissents=[DISSENT],
            decided_on=decided_on,
            given_at=dt.datetime.combine(decided_on, dt.time(18), TIME_ZONE),
        )
    )
    db.flush()
    db.add(BodyVersion(municipality_id=home, statement_id=statement.id, version=1, **words))
    for grant, choice in zip(grants, VOTES, strict=False):
        db.add(
            BodyVote(
                municipality_id=home,
                statement_id=statement.id,
                person_id=grant.person_id,
                version=1,
                choice=choice,
                dissent=DISSENT if choice == "against" else "",
            )
        )
    db.flush()


def add_board_comment(db: Session, town: Municipality) -> None:
    """What the board says below an idea in its area; nothing where there is no board or no idea."""
    grant = db.scalars(
        select(RoleGrant).where(RoleGrant.municipality_id == town.id, RoleGrant.role == BOARD_ROLE)
    ).first()
    if grant is None:
        return
    inside = (
        select(Membership.subject_id)
        .join(AreaVersion, AreaVersion.id == Membership.area_version_id)
        .where(AreaVersion.area_id == grant.area_id, AreaVersion.valid_to.is_(None), Membership.subject_kind == "pin")
    )
    pin = db.scalars(
        select(Pin).where(Pin.id.in_(inside), Pin.visibility == "public").order_by(Pin.created_at)
    ).first()
    if pin is None:
        return
    db.add(
        Comment(
            municipality_id=town.id,
            subject_kind="pin",
            subject_id=str(pin.id),
            body="Johtokunta käsitteli tätä kokouksessaan ja pitää sitä tärkeänä koko kylälle.",
            language="fi",
            author_name=grant.person.display_name,
            author_id=grant.person_id,
            board_area_id=grant.area_id,
            is_synthetic=True,
        )
    )
    pin.comment_count += 1
    db.flush()
