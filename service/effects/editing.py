"""What the pages of planners share: the proposal, what was typed, what is wrong with it, and words of keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, flash, redirect, request, url_for

from service.effects.choosing import Choices
from service.effects.errors import DraftChanged
from service.effects.words import DIRECTIONS, SIGNS, word_of
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.permissions import require
from service.proposals.errors import ProposalNotFound
from service.proposals.models import Proposal
from service.proposals.queries import proposal_row
from service.web.context import actor, db_session, municipality


def own_proposal(slug: str) -> Proposal:
    """The proposal of an address, for who may write it.

    Raises ProposalNotFound.
    """
    row = proposal_row(db_session(), municipality().id, slug)
    if row is None:
        raise ProposalNotFound(_("There is no such proposal."))
    require(actor(), "proposal.write", row)
    return row


def done(slug: str, words: str, endpoint: str = "effects.edit_effects") -> Response:
    """Say that it is done, and go to a page of the proposal."""
    flash(words, "success")
    return redirect(url_for(endpoint, slug=slug), 303)  # type: ignore[return-value]


def errors_of(error: InvalidInput | DraftChanged) -> list[FieldError]:
    """What is wrong, at least as one sentence about the whole."""
    return error.errors or [FieldError("", error.message)]


def status_of(error: InvalidInput | DraftChanged) -> int:
    """412 where somebody else was first, else 422."""
    return 412 if isinstance(error, DraftChanged) else 422


def typed_values() -> dict[str, Any]:
    """The form as it was sent, without the plumbing."""
    return {name: value for name, value in request.form.items() if name not in ("csrf_token", "idempotency_key")}


def option_words(choices: Choices) -> dict[str, Callable[[str], str]]:
    """For each list the word of a key; what can be chosen no more is said so."""
    lists = {"topic": choices.topics(), "people": choices.people(), "alternative": choices.alternatives()}
    gone = _("not there any more")
    found: dict[str, Callable[[str], str]] = {
        name: (lambda key, options=dict(options): options.get(key, gone))  # type: ignore[misc]
        for name, options in lists.items()
    }
    return {**found, "direction": lambda key: f"{SIGNS.get(key, '')} {word_of(DIRECTIONS, key)}"}
