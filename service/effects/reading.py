"""The assessments of a proposal as this reader may have them, in the middle of a request."""

from __future__ import annotations

from service.effects.choosing import Choices, choices_for
from service.effects.errors import AssessmentNotFound
from service.effects.queries import Published, own_assessments, public_assessments, statements_by_row
from service.i18n import gettext as _
from service.proposals.documents.queries import own_documents
from service.proposals.queries import ProposalView
from service.proposals.rules import is_public
from service.web.context import db_session, municipality, public_db


def assessments_of(current: ProposalView) -> list[Published]:
    """The published versions of a proposal's assessment, the newest first; those of drafts are read by planners."""
    assert current.id is not None  # noqa: S101 (what has a page has an id)
    if is_public(current.state):
        return public_assessments(public_db(), municipality().id, current.id)
    return own_assessments(db_session(), current.id)


def said_of(current: ProposalView) -> dict[str, int]:
    """How many public statements are about each row of a proposal's assessment, by the row's key."""
    assert current.id is not None  # noqa: S101 (what has a page has an id)
    return statements_by_row(public_db(), municipality().id, current.id)


def chosen_assessment(found: list[Published], number: int) -> Published | None:
    """The version with a number, the newest for 0; None when nothing was published and none was asked for.

    Raises AssessmentNotFound.
    """
    if number == 0:
        return found[0] if found else None
    chosen = next((one for one in found if one.number == number), None)
    if chosen is None:
        raise AssessmentNotFound(_("There is no such version of this assessment."))
    return chosen


def own_choices(current: ProposalView) -> Choices:
    """What a planner chooses from."""
    assert current.id is not None  # noqa: S101 (what has a page has an id)
    return choices_for(public_db(), municipality().id, current, own_documents(db_session(), current.id))
