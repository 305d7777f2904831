"""The report on a version of a proposal as this reader may have it, in the middle of a request."""

from __future__ import annotations

from flask import current_app

from service.conflicts.kept import kept_report_on
from service.conflicts.lines import Tolerance
from service.conflicts.queries import own_judgements, public_judgements
from service.conflicts.report import Report
from service.proposals.queries import ProposalView
from service.proposals.rules import is_public
from service.web.context import db_session, municipality, public_db


def report_of(view: ProposalView, current: ProposalView) -> Report:
    """The report on a version; judgements of later versions are left out. `current` is its newest version."""
    assert current.id is not None  # noqa: S101 (what has a page has an id)
    home, connection = municipality(), public_db()
    said = (
        public_judgements(connection, home.id, current.id)
        if is_public(current.state)
        else own_judgements(db_session(), current.id)
    )
    known = [one for one in said if one.version <= view.version]
    return kept_report_on(connection, home.id, view.geom, known, tolerance())


def tolerance() -> Tolerance:
    """What is smaller comes from borders that do not meet exactly."""
    settings = current_app.config["SETTINGS"]
    return Tolerance(float(settings.sliver_m2), settings.sliver_cm / 100)
