"""When a proposal takes statements, read from its phases, and in the reader's words."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from service.errors import FieldError
from service.i18n import TIME_ZONE, format_date
from service.i18n import gettext as _
from service.proposals.models import Proposal
from service.proposals.phases.queries import phases_of
from service.statements.errors import StatementsClosed
from service.statements.rules import Window, window_of


def today() -> dt.date:
    """The day in the municipality's time."""
    return dt.datetime.now(TIME_ZONE).date()


def window_now(db: Session, proposal: Proposal) -> Window | None:
    """When statements on a proposal are taken; None when that was never asked for."""
    return window_of(proposal.state, phases_of(db, proposal.id), today())


def require_open(db: Session, proposal: Proposal) -> None:
    """Raises StatementsClosed, in a sentence that says when it is or was open, unless statements are taken today."""
    window = window_now(db, proposal)
    if window is None or window.stage != "open":
        sentence = window_sentence(window)
        raise StatementsClosed(sentence, [FieldError("", sentence)])


def window_sentence(window: Window | None) -> str:
    """Whether statements are taken, and until or from when."""
    if window is None:
        return _("Statements on this proposal are not asked for.")
    if window.stage == "coming":
        return _("Statements are taken from %(day)s on.", day=format_date(window.opens_on))
    if window.stage == "open":
        if window.closes_on is None:
            return _("You can give a statement now.")
        return _("You can give a statement until %(day)s.", day=format_date(window.closes_on))
    if window.closes_on is not None and window.closes_on < today():
        return _(
            "The time for statements ended on %(day)s. What you write stays here.", day=format_date(window.closes_on)
        )
    return _("Statements are not taken any more. What you write stays here.")
