"""What forms and scripts of walkers share: who it is, and the operation."""

from __future__ import annotations

from service.i18n import language
from service.participation.walks.along.operations import (
    check_earlier,
    confirm_passage,
    note_observation,
    tell_experience,
)
from service.participation.walks.along.schemas import CheckSent, ExperienceSent, ObservationSent, PassageSent
from service.participation.walks.along.walkers import known_walker
from service.participation.walks.models import Observation, Walk, Walker
from service.web.context import db_session, municipality

Known = tuple[Walk, Walker]


def walker_of(slug: str, token: str) -> Known:
    """The walk and the walker with this secret. Raises WalkerUnknown, WalkOver."""
    return known_walker(db_session(), municipality().id, slug, token)


def receive_note(known: Known, sent: ObservationSent) -> Observation:
    """Store an observation of a walker. Raises InvalidInput."""
    return note_observation(db_session(), *known, sent, language=language())


def receive_passage(known: Known, sent: PassageSent) -> None:
    """Store that a leg was walked. Raises InvalidInput."""
    confirm_passage(db_session(), *known, sent)


def receive_check(known: Known, sent: CheckSent) -> None:
    """Store what became of an earlier observation. Raises InvalidInput."""
    check_earlier(db_session(), *known, sent)


def receive_experience(known: Known, sent: ExperienceSent) -> None:
    """Store how the walk was."""
    tell_experience(db_session(), known[1], sent)
