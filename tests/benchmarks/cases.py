"""What is measured: each case has its requests, and the bare statements that they come down to."""

from __future__ import annotations

import itertools
import json
import random
import re
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from flask import Flask
from shapely.geometry import Point

from geo.crs import METRIC
from geo.geometry import geometry_to_geojson
from service.maps.tiles.addresses import parse_address
from service.maps.tiles.drawing import statement_of
from tests.benchmarks.city import SIDE_M, City
from tests.benchmarks.client import Requests, request
from tests.benchmarks.floor import WRITER, Floor, merged
from tests.benchmarks.loading import FINLAND_HOST, HOST
from tests.benchmarks.recording import statements_of

MATRIX = METRIC.matrix
TILES_EACH = 8


@dataclass(frozen=True)
class Case:
    """One row of the table. `goal` is the least ratio to the floor that is asked for; None where none is yet."""

    name: str
    requests: Requests
    floor: Floor | None
    goal: float | None = None


@dataclass(frozen=True)
class Site:
    """What the cases need to know: the application in this process, its database's addresses, and the port."""

    app: Flask
    city: City
    port: int
    home: int

    @property
    def reader_url(self) -> str:
        """The public role's database address."""
        url: str = self.app.config["SETTINGS"].public_read_url
        return url

    @property
    def writer_url(self) -> str:
        """The service role's database address."""
        url: str = self.app.config["SETTINGS"].service_url
        return url


def all_cases(site: Site, shown: tuple[np.ndarray, np.ndarray], csrf: Callable[[], tuple[str, str]]) -> list[Case]:
    """Every case on a city whose pins stand at `shown`; `csrf` gives a cookie and its token."""
    busiest = {zoom: busiest_tiles(shown, zoom) for zoom in (8, 11)}
    alike = {zoom: tiles_with(shown, zoom, count) for zoom, count in ((14, 300), (16, 30))}
    cases = [
        tile_case(site, f"pins z{zoom}, the busiest tiles", "pins", zoom, tiles) for zoom, tiles in busiest.items()
    ]
    cases += [
        tile_case(site, f"pins z{zoom}, about {count} in a tile", "pins", zoom, alike[zoom])
        for zoom, count in ((14, 300), (16, 30))
    ]
    cases.append(tile_case(site, "pins z8, one theme and state", "pins", 8, busiest[8], "?theme=green&state=done"))
    cases += [
        tile_case(site, f"zoning z{zoom}", "zoning", zoom, zoning_tiles(site.city, zoom)) for zoom in (12, 14, 16)
    ]
    cases += [list_case(site), features_case(site), write_case(site, csrf), facts_case(site, csrf)]
    return cases


def tile_case(site: Site, name: str, layer: str, zoom: int, tiles: list[tuple[int, int]], query: str = "") -> Case:
    """Tiles of one layer and zoom, drawn each time, as a browser asks for them."""
    scripts, paths = [], []
    for x, y in tiles:
        path = f"/tiles/{MATRIX.name}/{layer}/{zoom}/{x}/{y}.mvt"
        address = parse_address(path, query.removeprefix("?"))
        found = statement_of(address, site.home)  # type: ignore[arg-type]
        assert found is not None
        scripts.append(merged(site.reader_url, *found))
        paths.append(path + query)
    return Case(
        f"{name}",
        _repeated([request(path, host(site)) for path in paths]),
        Floor(tuple(scripts), site.reader_url),
        0.5,
    )


def list_case(site: Site) -> Case:
    """A hundred pins in a window of the map, as the list beside the map asks for them."""
    path = f"/api/pins?limit=100&bbox={window(site, 4000)}"
    script = statements_of(site.app, lambda client: client.get(path, base_url=f"http://{HOST}"))
    return Case(
        "list of 100 pins in a window", _repeated([request(path, host(site))]), Floor((script,), site.reader_url), 0.5
    )


def features_case(site: Site) -> Case:
    """The same as features, for a map program."""
    path = f"/ogc/collections/pins/items?limit=100&bbox={window(site, 4000)}"
    script = statements_of(site.app, lambda client: client.get(path, base_url=f"http://{HOST}"))
    return Case(
        "features: 100 pins in a box", _repeated([request(path, host(site))]), Floor((script,), site.reader_url), 0.5
    )


#: Digits in a text may look like somebody's phone number.
LETTERS = str.maketrans("0123456789", "ghijklmnop")


def write_case(site: Site, csrf: Callable[[], tuple[str, str]]) -> Case:
    """A pin sent by somebody new each time; the floor is the bare row with what the database does for it."""
    x, y = (at + SIDE_M / 2 for at in site.city.corner)
    script = (
        "INSERT INTO service.pin (municipality_id, reference, theme_id, body, language, geom, public_geom)\n"
        f"SELECT {site.home}, 'F-' || gen_random_uuid(), min(t.id), 'Penkki tähän', 'fi',\n"
        f" ST_SetSRID(ST_MakePoint({x} + 9000 * random(), {y} + 9000 * random()), {METRIC.epsg}),\n"
        f" ST_SetSRID(ST_MakePoint({x} + 9000 * random(), {y} + 9000 * random()), {METRIC.epsg})\n"
        f"FROM service.theme AS t WHERE t.municipality_id = {site.home}"
    )

    def requests(number: int) -> Iterator[bytes]:
        cookie, token = csrf()
        chance = random.Random(number)
        for _ in itertools.count():
            place = (x + chance.uniform(0, 9000), y + chance.uniform(0, 9000))
            body = {
                "text": f"Penkki tähän {uuid.uuid4().hex.translate(LETTERS)}",
                "theme": "green",
                "lonlat": METRIC.to_lonlat(*place),
            }
            yield request(
                "/api/pins",
                host(site),
                method="POST",
                body=json.dumps(body).encode(),
                Content_Type="application/json",
                Cookie=cookie,
                X_CSRF_Token=token,
                Idempotency_Key=uuid.uuid4().hex,
                X_Forwarded_For=address(chance),
            )

    return Case("a pin sent", requests, Floor((script,), site.writer_url, WRITER))


def facts_case(site: Site, csrf: Callable[[], tuple[str, str]]) -> Case:
    """The facts of an area being drawn, another one each time."""
    x, y = (at + SIDE_M / 2 for at in site.city.corner)

    def drawn(chance: random.Random) -> bytes:
        middle = Point(x + chance.uniform(-8000, 8000), y + chance.uniform(-8000, 8000))
        shape = middle.buffer(chance.uniform(200, 2000), quad_segs=16)
        return json.dumps({"geometry": geometry_to_geojson(shape)}).encode()

    def requests(number: int) -> Iterator[bytes]:
        cookie, token = csrf()
        chance = random.Random(number)
        while True:
            yield request(
                "/api/areas/facts",
                host(site),
                method="POST",
                body=drawn(chance),
                Content_Type="application/json",
                Cookie=cookie,
                X_CSRF_Token=token,
                X_Forwarded_For=address(chance),
            )

    scripts = [
        statements_of(site.app, _posting("/api/areas/facts", drawn(random.Random(number))))
        for number in range(TILES_EACH)
    ]
    return Case("facts of a drawn area", requests, Floor(tuple(scripts), site.reader_url))


def index_case(site: Site) -> Case:
    """The sum index of every postal-code area of Finland, computed from the stored statistics."""
    path = "/api/analysis/index"
    script = statements_of(site.app, lambda client: client.get(path, base_url=f"http://{FINLAND_HOST}"))
    return Case(
        "index over Finland's areas", _repeated([request(path, FINLAND_HOST)]), Floor((script,), site.reader_url)
    )


def busiest_tiles(shown: tuple[np.ndarray, np.ndarray], zoom: int) -> list[tuple[int, int]]:
    """The tiles that hold the most pins."""
    return [tile for tile, _ in _counted(shown, zoom).most_common(TILES_EACH)]


def tiles_with(shown: tuple[np.ndarray, np.ndarray], zoom: int, count: int) -> list[tuple[int, int]]:
    """Tiles that hold about so many pins: alike in a small and a large city, so that only the table differs."""
    counted = _counted(shown, zoom)
    return sorted(counted, key=lambda tile: (abs(counted[tile] - count), tile))[:TILES_EACH]


def zoning_tiles(city: City, zoom: int) -> list[tuple[int, int]]:
    """Tiles in the middle of the plan."""
    chance = random.Random(zoom)
    x, y = (at + SIDE_M / 2 for at in city.corner)
    return [
        MATRIX.tile_at(zoom, x + chance.uniform(-7000, 7000), y + chance.uniform(-7000, 7000))
        for _ in range(TILES_EACH)
    ]


def _counted(shown: tuple[np.ndarray, np.ndarray], zoom: int) -> Counter[tuple[int, int]]:
    side = MATRIX.resolution(zoom) * MATRIX.tile_size
    columns = ((shown[0] - MATRIX.minx) // side).astype(int)
    rows = ((MATRIX.maxy - shown[1]) // side).astype(int)
    tiles, counts = np.unique(np.c_[columns, rows], axis=0, return_counts=True)
    return Counter({(int(x), int(y)): int(n) for (x, y), n in zip(tiles, counts, strict=True)})


def window(site: Site, side_m: float) -> str:
    """A box of so many metres from the middle of the city to the north-east, in degrees, as a `bbox`."""
    x, y = (at + SIDE_M / 2 for at in site.city.corner)
    corners = (*METRIC.to_lonlat(x, y), *METRIC.to_lonlat(x + side_m, y + side_m))
    return ",".join(f"{value:.6f}" for value in corners)


def _repeated(messages: list[bytes]) -> Requests:
    def requests(number: int) -> Iterator[bytes]:
        # Each connection begins elsewhere, so that they do not all ask for the same tile at once.
        return itertools.cycle(messages[number % len(messages) :] + messages[: number % len(messages)])

    return requests


def _posting(path: str, body: bytes) -> Callable[[Any], Any]:
    """Posts JSON as a page would: its token is fetched once, so that the second time is the request alone."""
    token: list[str] = []

    def ask(client: Any) -> Any:
        if not token:
            page = client.get("/about", base_url=f"http://{HOST}").get_data(as_text=True)
            token.extend(re.findall(r'name="csrf-token" content="([^"]+)"', page))
        headers = {"X-CSRF-Token": token[0], "Content-Type": "application/json"}
        return client.post(path, data=body, headers=headers, base_url=f"http://{HOST}")

    return ask


def address(chance: random.Random) -> str:
    """Somebody's address, for limits by person."""
    return f"198.18.{chance.randrange(256)}.{chance.randrange(256)}"


def host(site: Site) -> str:
    """The service's host and port."""
    return f"{HOST}:{site.port}"
