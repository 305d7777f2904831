"""What the tests of assessments share: a planner with a proposal, and rows for its draft."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from service.effects.models import EffectDraft, EffectRow
from service.proposals.models import Proposal
from tests.conftest import Browser, TownDatabase
from tests.service.proposals.conftest import planner, send_new

__all__ = ["planner"]

SLUG = "uusi-puisto-keskustaan"
PAGE = f"/proposals/{SLUG}/effects"
DATA = f"/api/proposals/{SLUG}/effects"
WHY = "Parkkipaikka poistuu, joten autolla tulevat joutuvat kävelemään kauempaa."


@pytest.fixture
def drafted(planner: Browser, town: TownDatabase) -> TownDatabase:
    """The town with an open proposal, whose assessment nobody has begun."""
    assert send_new(planner).status_code == 303
    return town


def row_form(town: TownDatabase, **changes: Any) -> dict[str, Any]:
    """A filled-in row about the proposal itself."""
    return {
        "topic": "moving",
        "topic_own": "",
        "people": "older",
        "people_own": "",
        "alternative": str(proposal_id(town)),
        "direction": "worse",
        "certainty": "estimated",
        "why": WHY,
        "easing": "",
        "source": "",
        "source_text": "",
        "revision": "0",
        **changes,
    }


def add_row(client: Browser, town: TownDatabase, **changes: Any) -> Any:
    """Send a row."""
    return client.send(f"{PAGE}/rows", row_form(town, **changes))


def publish(client: Browser, town: TownDatabase, **changes: Any) -> Any:
    """Publish the draft as it is now."""
    return client.send(f"{PAGE}/publish", {"signature": "", "revision": str(revision(town)), **changes})


def proposal_id(town: TownDatabase, slug: str = SLUG) -> Any:
    with town.session() as db:
        return db.scalars(select(Proposal.id).where(Proposal.slug == slug)).one()


def revision(town: TownDatabase) -> int:
    with town.session() as db:
        return db.scalars(select(EffectDraft.revision)).first() or 0


def rows(town: TownDatabase) -> list[EffectRow]:
    with town.session() as db:
        return list(db.scalars(select(EffectRow).order_by(EffectRow.changed_at)))


def visitor(client: Browser) -> Browser:
    """A browser of somebody who is not signed in."""
    found: Browser = client.application.test_client()  # type: ignore[assignment]
    return found
