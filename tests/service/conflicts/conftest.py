"""A planner, and a town with map layers over its plan."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from geoalchemy2.shape import from_shape
from shapely.geometry import LineString, MultiPolygon, Point, box
from sqlalchemy import select

from boundaries.models import Municipality
from layers.models import Layer, LayerFeature
from layers.plans.models import ZoningPlan, ZoningUnit
from tests.conftest import Browser, TownDatabase
from tests.factories.world import SRID
from tests.service.proposals.conftest import MINX, MINY, planner

__all__ = ["planner"]


@pytest.fixture
def layered(town: TownDatabase) -> Iterator[TownDatabase]:
    """Zones, a path, playgrounds and a protected unit around the drawing of half AK, half VP."""
    with town.session() as db:
        home = db.scalars(select(Municipality)).one()

        def layer(key: str, kind: str, fi: str, *, is_public: bool = True) -> Layer:
            made = Layer(
                municipality_id=home.id, key=key, kind=kind, names={"fi": fi, "sv": fi, "en": key}, source="Test",
                licence="", attribution="", visibility="public" if is_public else "officials",
            )  # fmt: skip
            db.add(made)
            db.flush()
            return made

        zones, paths = layer("urban_zones", "backdrop", "Vyöhykkeet"), layer("paths", "backdrop", "Polut")
        grounds, secret = (
            layer("playgrounds", "services", "Leikkipaikat"),
            layer("x", "services", "S", is_public=False),
        )
        shapes = (
            # A quarter of the drawing in two pieces, and a strip 1 cm wide over its whole height.
            (zones, "keskus", box(MINX + 400, MINY + 100, MINX + 425, MINY + 300)),
            (zones, "keskus", box(MINX + 425, MINY + 100, MINX + 450, MINY + 300)),
            (zones, "reuna", box(MINX + 599.99, MINY + 100, MINX + 700, MINY + 300)),
            (paths, "polku", LineString([(MINX + 300, MINY + 200), (MINX + 500, MINY + 200)])),
            (grounds, "Keinu", Point(MINX + 500, MINY + 250)),
            (grounds, "Liuku", Point(MINX + 700, MINY + 200)),
            (grounds, "Kaukana", Point(MINX + 1200, MINY + 200)),
            (secret, "salainen", Point(MINX + 500, MINY + 210)),
        )
        for owner, name, shape in shapes:
            db.add(LayerFeature(layer_id=owner.id, properties={"name": name}, geom=from_shape(shape, SRID)))
        protected = box(MINX + 650, MINY + 100, MINX + 660, MINY + 110)
        plan = db.scalars(select(ZoningPlan)).one()
        unit = ZoningUnit(plan_id=plan.id, number="3", letter="SL", land_use="", names={}, area_m2=protected.area)
        unit.geom = from_shape(MultiPolygon([protected]), SRID)
        db.add(unit)
        db.commit()
    yield town


def lines_of(client: Browser, slug: str, version: int = 0) -> dict[str, dict[str, object]]:
    """The report's lines by key."""
    answer = client.get(f"/api/proposals/{slug}/report?version={version}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return {line["key"]: line for line in answer.json["lines"]}
