"""What is written through one process of the service shows at every zoom of every process within five seconds.

Two processes of the real service, both of which have drawn and kept each tile before; to what they take is added how
long a browser may go without asking again.
"""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from geoalchemy2.shape import from_shape
from shapely.geometry import MultiPolygon, Point, box
from sqlalchemy import select, text

from boundaries.models import Area, Municipality
from boundaries.operations import revise_area
from geo.crs import METRIC
from layers.models import Layer, LayerFeature
from layers.plans.models import ZoningPlan, ZoningUnit
from tests.conftest import TownDatabase
from tests.factories.world import ORIGIN, lonlat_in, square
from tests.servers import running_service
from tests.service.maps.conftest import address, decoded, shown_pins
from tests.service.test_flood import Sender

SECONDS = 5.0
PLAN_ZOOM = 5
#: Where things are put, in metres from the town's corner: there, `Sender` sends its first idea.
PLACE = tuple(at - corner for at, corner in zip(METRIC.from_lonlat(*lonlat_in("05", 20, 10)), ORIGIN, strict=True))
ZOOMS = range(METRIC.matrix.max_zoom + 1)


@dataclass
class Processes:
    """Two processes of the service on one database."""

    urls: list[str]

    def tile(self, url: str, layer: str, zoom: int) -> tuple[bytes, float]:
        """A tile as one process answers it, and for how many seconds a browser keeps it unasked."""
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
        connection.request("GET", address(layer, zoom, *PLACE))
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        assert answer.status in (200, 204), content
        age = re.search(r"max-age=(\d+)", answer.getheader("Cache-Control") or "")
        return content, float(age[1]) if age else 0.0

    def shown_after(
        self, layer: str, write: Callable[[], object], is_shown: Callable[[bytes], bool], zooms: range = ZOOMS
    ) -> float:
        """Seconds until what is written shows at every zoom in both processes, and in browsers that looked before.

        Endless where it does not show at some zoom within many times as long as it may take.
        """
        for zoom in zooms:
            for url in self.urls * 2:
                assert not is_shown(self.tile(url, layer, zoom)[0]), f"shown at zoom {zoom} before it was written"
        write()
        began, found = time.monotonic(), dict[int, float]()
        while len(found) < len(zooms) and time.monotonic() < began + 4 * SECONDS:
            for zoom in set(zooms) - set(found):
                answers = [self.tile(url, layer, zoom) for url in self.urls]
                if all(is_shown(content) for content, _ in answers):
                    found[zoom] = time.monotonic() - began + max(age for _, age in answers)
        print(f"{layer}: shown at {len(found)} of {len(zooms)} zooms after {max(found.values(), default=0):.2f} s")
        return max(found.values()) if len(found) == len(zooms) else float("inf")


@pytest.fixture
def processes(town: TownDatabase) -> Iterator[Processes]:
    with ExitStack() as stack:
        yield Processes([stack.enter_context(running_service(town.settings)).url for _ in range(2)])


def test_an_idea_is_there_and_gone_again(town: TownDatabase, processes: Processes) -> None:
    sender = Sender(processes.urls[0], "203.0.113.7")
    assert processes.shown_after("pins", lambda: sender.pin(1), lambda content: shown_pins(content) == 1) < SECONDS
    sender.connection.close()

    def hide() -> None:
        with town.database.session() as db:
            db.execute(text("UPDATE service.pin SET visibility = 'hidden'"))

    assert processes.shown_after("pins", hide, lambda content: shown_pins(content) == 0) < SECONDS


def test_a_feature_of_a_layer(town: TownDatabase, processes: Processes) -> None:
    with town.database.session() as db:
        layer = Layer(
            municipality_id=db.scalars(select(Municipality.id)).one(), key="kioskit", kind="services",
            names={"fi": "Kioskit"}, source="", licence="", attribution="",
        )  # fmt: skip
        db.add(layer)
        db.flush()
        db.add(_kiosk(layer.id, 0))
        number = layer.id

    def write() -> None:
        with town.database.session() as db:
            db.add(_kiosk(number, 1))

    def is_shown(content: bytes) -> bool:
        return sum(len(features) for features in decoded(content).values()) == 2

    assert processes.shown_after("kioskit", write, is_shown) < SECONDS


def test_a_plan_with_another_name_and_unit(town: TownDatabase, processes: Processes) -> None:
    def write() -> None:
        x, y = (corner + at for corner, at in zip(ORIGIN, PLACE, strict=True))
        shape = MultiPolygon([box(x - 100, y - 100, x + 100, y + 100)])
        with town.database.session() as db:
            plan = db.scalars(select(ZoningPlan)).one()
            plan.names = {"fi": "Uusi nimi"}
            made = ZoningUnit(plan_id=plan.id, number="uusi", letter="YL", land_use="", area_m2=shape.area)
            made.geom = from_shape(shape, METRIC.epsg)
            db.add(made)

    def is_shown(content: bytes) -> bool:
        return b"Uusi nimi" in content or b"YL" in content

    # From further away a plan of a kilometre is too small to be drawn.
    zooms = range(PLAN_ZOOM, METRIC.matrix.max_zoom + 1)
    assert processes.shown_after("zoning", write, is_shown, zooms) < SECONDS


def test_an_official_boundary_on_the_map_below_everything(town: TownDatabase, processes: Processes) -> None:
    def write() -> None:
        with town.database.session() as db:
            area = db.scalars(select(Area).where(Area.code == "05")).one()
            area.names = {"fi": "Uusi nimi"}
            half = MultiPolygon([box(*square("05").bounds[:3], square("05").centroid.y)])
            revise_area(db, area.id, half)

    def is_shown(content: bytes) -> bool:
        found = [one for one in decoded(content).get("postal_areas", []) if one["properties"].get("code") == "05"]
        return [one["properties"]["name_fi"] for one in found] == ["Uusi nimi"]

    zooms = range(PLAN_ZOOM, METRIC.matrix.max_zoom + 1)
    assert processes.shown_after("backdrop", write, is_shown, zooms) < SECONDS


def _kiosk(layer_id: int, east: float) -> LayerFeature:
    at = Point(ORIGIN[0] + PLACE[0] + east, ORIGIN[1] + PLACE[1])
    return LayerFeature(layer_id=layer_id, properties={}, geom=from_shape(at, METRIC.epsg))
