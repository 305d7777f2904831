"""The wall between municipalities in the database itself: what a route forgets to check, row security refuses."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import ProgrammingError

from boundaries.models import Municipality
from service.participation.pins.models import Pin, Theme
from service.proposals.models import Proposal
from tests.conftest import TownDatabase

UNWALLED = text(
    "SELECT CAST(c.oid AS regclass) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace "
    "JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'municipality_id' AND a.attnotnull "
    "WHERE n.nspname IN ('boundaries', 'layers', 'service') AND c.relkind = 'r' AND NOT c.relrowsecurity"
)


@pytest.fixture
def other_id(town: TownDatabase) -> int:
    """The id of a second municipality with a theme of its own."""
    with town.session() as db:
        first = db.scalars(select(Municipality)).first()
        assert first is not None
        values = {
            column.name: getattr(first, column.key)
            for column in Municipality.__table__.columns
            if column.name not in ("id", "slug", "code", "reference_prefix")
        }
        other = Municipality(**values, slug="naapuri", code="999", reference_prefix="NAA")
        db.add(other)
        db.flush()
        db.add(
            Theme(municipality_id=other.id, key="own", names={"fi": "Oma"}, icon="pin", colour="#123456", sort_order=1)
        )
        db.commit()
        return int(other.id)


def test_every_table_of_a_municipality_is_walled(town: TownDatabase) -> None:
    with town.session() as db:
        assert db.execute(UNWALLED).all() == []


def test_rows_of_another_municipality_are_not_there(town: TownDatabase, other_id: int) -> None:
    with town.database.session_for(other_id) as db:
        assert db.scalars(select(Theme.key)).all() == ["own"]
        assert db.scalars(select(Proposal)).all() == []


def test_rows_of_another_municipality_cannot_be_changed(town: TownDatabase, other_id: int) -> None:
    with town.database.session_for(other_id) as db:
        assert db.execute(update(Pin).values(title="Kaapattu")).rowcount == 0  # type: ignore[attr-defined]
        db.commit()
    with town.session() as db:
        assert db.scalars(select(Pin).where(Pin.title == "Kaapattu")).all() == []


def test_rows_cannot_be_put_into_another_municipality(town: TownDatabase, other_id: int) -> None:
    with town.session() as db:
        home_id = db.scalars(select(Municipality.id).where(Municipality.id != other_id)).one()
    with town.database.session_for(other_id) as db:
        db.add(
            Theme(
                municipality_id=home_id,
                key="foreign",
                names={"fi": "Vieras"},
                icon="pin",
                colour="#123456",
                sort_order=1,
            )
        )
        with pytest.raises(ProgrammingError, match="row-level security"):
            db.flush()


def test_the_wall_holds_after_a_rollback(town: TownDatabase, other_id: int) -> None:
    with town.database.session_for(other_id) as db:
        db.rollback()
        assert db.scalars(select(Theme.key)).all() == ["own"]


def test_who_names_no_municipality_reaches_nothing(town: TownDatabase) -> None:
    with town.session() as db:
        db.execute(text("SET LOCAL aluekartta.municipality = ''"))
        assert db.scalars(select(Theme)).all() == []
