"""The demo's own table of an earlier survey comes over as any other: a row of each fate, all marked as made up."""

from __future__ import annotations

from sqlalchemy import select, text

from demo.cities import CITIES
from demo.load import load_city
from service.participation.imports.models import FeedbackImport
from service.participation.pins.models import Pin
from service.participation.sources.models import PinSource, Source
from tests.conftest import TownDatabase


def test_the_demo_shows_an_earlier_survey(empty_town: TownDatabase) -> None:
    with empty_town.session() as db:
        load_city(db, CITIES["kuopio"])
        [done] = db.scalars(select(FeedbackImport))
        assert (done.state, done.total, done.done) == ("applied", 12, 9)
        assert {done.counts[code] for code in ("taken_back", "repeats", "outside", "without_place")} == {1}
        assert not set(done.counts) & {"theme_unknown", "day_unclear", "place_unclear"}
        pins = list(
            db.scalars(
                select(Pin)
                .join(PinSource, PinSource.pin_id == Pin.id)
                .join(Source, Source.id == PinSource.source_id)
                .where(Source.kind == "import", Source.is_synthetic)
            )
        )
        assert len(pins) == 9
        assert all(pin.is_synthetic and pin.created_at.year == 2019 and pin.shown_at == pin.created_at for pin in pins)
        differing = db.scalar(text("SELECT count(*) - count(DISTINCT reference) FROM service.pin"))
        assert differing == 0
