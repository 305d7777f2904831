"""The demo's statements: of every kind, marked as made up, and read by anyone as real ones are."""

from __future__ import annotations

from sqlalchemy import select, text

from demo.cities import CITIES
from demo.load import load_city
from service.statements.models import ABOUT, Statement
from tests.conftest import TownDatabase


def test_the_demo_shows_statements_of_every_kind(empty_town: TownDatabase) -> None:
    with empty_town.database.session() as db:
        load_city(db, CITIES["mikkeli"])
        db.flush()
        found = db.scalars(select(Statement)).all()
        responses = db.execute(text("SELECT parts FROM public_api.statement_response ORDER BY id")).all()
        counts = db.execute(text("SELECT signatures FROM public_api.statement WHERE signatures > 0"))
        signed = list(counts.scalars())
        names = db.scalar(text("SELECT count(*) FROM public_api.statement_signature")) or 0
        public = db.scalar(text("SELECT count(*) FROM public_api.statement"))
        decision = db.scalar(text("SELECT decision FROM public_api.statement_decision"))
    # The demo's statements are older than its assessment, so none is on an assessed effect.
    assert {one.about for one in found} == set(ABOUT) - {"effect"}
    assert 6 <= len(found) <= 8 and public == len(found)
    assert all(one.is_synthetic for one in found)
    assert all(one.geom is not None for one in found if one.about in ("part", "place", "area"))
    assert all(one.quote for one in found if one.about == "paragraph")
    assert signed == [14], "one of them was signed by others, some of whom keep their names to themselves"
    assert 0 < names < 14
    assert len(responses) == 3 and len(responses[0].parts) == 2
    assert decision["votes_for"] == 3 and decision["members"] == 5 and len(decision["dissents"]) == 1
    assert {one.kind for one in found} == {"person", "organisation", "body"}
