"""Ideas that wait for an answer, and a proposal and a decision that may have used them."""

from __future__ import annotations

import datetime as dt

import pytest
from geoalchemy2.shape import from_shape
from sqlalchemy import select
from sqlalchemy.orm import Session

from geo.crs import METRIC
from service.participation.pins.models import Pin, StateChange, Theme
from service.proposals.models import Proposal
from service.proposals.operations import coverage_now
from tests.conftest import Browser, TownDatabase
from tests.factories.world import square
from tests.service.programmes.test_decisions import decide

PROPOSAL, DECISION = "proposal:rantapuisto", "decision:paatos"


def add_idea(db: Session, number: int, *, area: str = "05", title: str = "", age: int = 10) -> Pin:
    """A public idea of so many days ago in the middle of an area, about parks."""
    theme = db.scalars(select(Theme).where(Theme.key == "green")).one()
    point = from_shape(square(area).centroid, METRIC.epsg)
    pin = Pin(
        municipality_id=theme.municipality_id,
        reference=f"TES-2026-{number:05d}",
        theme_id=theme.id,
        title=title or f"Idea {number}",
        body=f"Teksti {number}",
        language="fi",
        geom=point,
        public_geom=point,
        created_at=dt.datetime.now(dt.UTC) - dt.timedelta(days=age),
    )
    db.add(pin)
    db.flush()
    db.add(StateChange(pin_id=pin.id, state="received", at=pin.created_at))
    db.flush()
    return pin


@pytest.fixture
def ideas(town: TownDatabase) -> list[str]:
    """The references of three ideas in areas 05, 05 and 01."""
    with town.database.session() as db:
        return [add_idea(db, number, area=area).reference for number, area in enumerate(("05", "05", "01"), 1)]


@pytest.fixture
def users(client: Browser, town: TownDatabase) -> None:
    """A proposal and a decision."""
    with town.database.session() as db:
        shape = square("05")
        db.add(
            Proposal(
                municipality_id=1,
                slug="rantapuisto",
                title="Rantapuiston suunnitelma",
                coverage=coverage_now(db, 1, shape),
                geom=from_shape(shape, METRIC.epsg),
            )
        )
    official = Browser(client.application)
    official.sign_in("official")
    assert decide(official, title="Paatos").headers["Location"].endswith("/paatos")
