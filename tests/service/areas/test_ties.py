"""How those who sent ideas are tied to an area: no number tells of fewer than five people, nor does subtraction."""

from __future__ import annotations

from collections.abc import Mapping

from geoalchemy2.shape import from_shape
from sqlalchemy import select

from boundaries.models import Area, AreaVersion
from boundaries.operations import AreaTraits, create_area
from geo.crs import METRIC
from service.areas.ties import WORDS, ties_of_area
from service.participation.pins.models import TIES, Pin, Theme
from tests.conftest import Browser, TownDatabase
from tests.factories.world import square


def tell(town: TownDatabase, code: str, counts: Mapping[str, int], visibility: str = "public") -> None:
    point = from_shape(square(code).centroid, METRIC.epsg)
    with town.database.session() as db:
        theme = db.scalars(select(Theme.id)).first()
        for tie, count in counts.items():
            for n in range(count):
                reference = f"TES-2026-{code}{TIES.index(tie)}{n:02}{visibility == 'public':d}"
                db.add(
                    Pin(
                        municipality_id=1,
                        reference=reference,
                        theme_id=theme,
                        title="Idea",
                        language="fi",
                        geom=point,
                        public_geom=point,
                        tie=tie,
                        visibility=visibility,
                    )
                )


def shown(town: TownDatabase, slug: str) -> dict[str, int | None]:
    with town.session() as db:
        version = db.scalar(select(AreaVersion.id).join(Area).where(Area.slug == slug, AreaVersion.valid_to.is_(None)))
    with town.database.public_engine.connect() as connection:
        return {one.tie: one.pins for one in ties_of_area(connection, version)}


def test_ties_are_counted_of_public_ideas_and_few_are_not_shown(town: TownDatabase) -> None:
    tell(town, "05", {"permanent": 7, "seasonal": 5, "work": 4, "owner": 1})
    tell(town, "05", {"permanent": 3, "work": 6, "study": 9}, visibility="hidden")
    none = dict.fromkeys(("work", "study", "owner", "visitor", "unknown"))
    assert shown(town, "05") == {"permanent": 7, "seasonal": 5, **none}
    assert shown(town, "01") == dict.fromkeys(TIES)


def test_a_single_hidden_number_cannot_be_had_by_subtraction(town: TownDatabase) -> None:
    """Readers know how many ideas there are in all: two numbers at least must be missing."""
    tell(town, "05", {**dict.fromkeys(TIES, 8), "visitor": 2, "study": 6})
    found = shown(town, "05")
    assert found["visitor"] is None and found["study"] is None
    assert [found[tie] for tie in ("permanent", "seasonal", "work", "owner", "unknown")] == [8] * 5


def test_areas_that_anyone_may_draw_tell_nothing(town: TownDatabase, client: Browser) -> None:
    tell(town, "05", {"permanent": 7, "seasonal": 6})
    with town.database.session() as db:
        create_area(db, 1, AreaTraits(kind="resident", names={"fi": "Meidän"}, slug="meidan"), square("05"))
    assert shown(town, "meidan") == {}
    assert "Ketkä ovat lähettäneet" not in client.get("/areas/meidan?lang=fi").get_data(as_text=True)
    page = client.get("/areas/05?lang=fi").get_data(as_text=True)
    assert "Ketkä ovat lähettäneet" in page and "Mökki täällä" in page and "ei näytetä" in page


def test_every_tie_has_words() -> None:
    assert set(WORDS) == set(TIES)
