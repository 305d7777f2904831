"""What is hidden, waits, was taken back or is a draft is absent from everything that is reckoned from areas."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

import mapbox_vector_tile
from flask import Flask
from geoalchemy2.shape import from_shape
from shapely.geometry import MultiPolygon, box
from sqlalchemy import select

from boundaries.operations import AreaTraits, create_area
from geo.crs import METRIC
from service.maps.tiles import TileApp
from service.participation.pins.models import VISIBILITIES, Pin, Theme
from service.proposals.models import STATES, Proposal
from service.proposals.operations import coverage_now
from service.proposals.rules import PUBLIC_STATES
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in, square

MINX, MINY, MAXX, MAXY = square("05").bounds
#: Every pin and proposal says this word and how it is seen: "näkyvyyspublic", "näkyvyyshidden" ...
MARK = "näkyvyys"
LON, LAT = lonlat_in("05")
WEST, SOUTH = lonlat_in("05", 0, 0)
EAST, NORTH = lonlat_in("05", 1000, 1000)
BOX = f"{WEST},{SOUTH},{EAST},{NORTH}"

#: Everything that is made from what lies in an area or near a place, as anyone may read it.
TEXTS = (
    "/", "/pins", "/pins?area=05", "/pins?area=meidan", f"/pins?q={MARK}", "/api/pins", "/api/pins?area=05",
    "/api/pins?area=meidan", f"/api/pins?bbox={BOX}", f"/api/pins/similar?lon={LON}&lat={LAT}", "/areas/05",
    "/areas/meidan", "/areas", "/proposals", "/api/proposals", "/analysis/pins", "/api/analysis/pins",
    f"/ogc/collections/pins/items?bbox={BOX}", f"/ogc/collections/proposals/items?bbox={BOX}",
    "/open311/v2/requests.xml", "/open311/v2/requests.json?extensions=true",
)  # fmt: skip


def fill(town: TownDatabase) -> None:
    """Three pins of each visibility at one spot, one proposal of each state over it, and an area drawn around."""
    point = from_shape(square("05").centroid, METRIC.epsg)
    with town.database.session() as db:
        theme = db.scalars(select(Theme.id)).first()
        for number, visibility in enumerate(VISIBILITIES):
            for n in range(3):
                db.add(
                    Pin(
                        municipality_id=1,
                        reference=f"TES-2026-{number}{n}",
                        theme_id=theme,
                        title=f"{MARK}{visibility} {uuid.uuid4()}",
                        language="fi",
                        geom=point,
                        public_geom=point,
                        visibility=visibility,
                        waits_for="outside" if visibility == "pending" and n == 0 else "",
                        tie="seasonal",
                    )
                )
        for state in STATES:
            shape = MultiPolygon([box(MINX + 100, MINY + 100, MAXX - 100, MAXY - 100)])
            db.add(
                Proposal(
                    municipality_id=1,
                    slug=f"ehdotus-{state}",
                    title=f"{MARK}{state}",
                    state=state,
                    geom=from_shape(shape, METRIC.epsg),
                    coverage=coverage_now(db, 1, shape),
                )
            )
        create_area(db, 1, AreaTraits(kind="resident", names={"fi": "Meidän"}, slug="meidan"), square("05"))


def tile(app: Flask, layer: str, zoom: int) -> dict[str, Any]:
    side = METRIC.matrix.resolution(zoom) * METRIC.matrix.tile_size
    middle = square("05").centroid
    x = int((middle.x - METRIC.matrix.minx) // side)
    y = int((METRIC.matrix.maxy - middle.y) // side)
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": f"/tiles/{METRIC.matrix.name}/{layer}/{zoom}/{x}/{y}.mvt",
        "QUERY_STRING": "",
    }
    body = b"".join(TileApp(app.extensions["database"])(environ, lambda status, headers, exc=None: lambda data: None))
    found: dict[str, Any] = mapbox_vector_tile.decode(body)
    return found


def marks(text: str) -> set[str]:
    return set(re.findall(rf"{MARK}([a-z]+)", text))


def test_nothing_unseen_is_in_any_output(client: Browser, app: Flask, town: TownDatabase) -> None:
    fill(town)
    seen: set[str] = set()
    for address in TEXTS:
        answer = client.get(address, headers={"Accept": "text/html" if not address.startswith("/api") else "*/*"})
        assert answer.status_code == 200, address
        text = answer.get_data(as_text=True)
        if answer.is_json:
            text = json.dumps(answer.get_json(), ensure_ascii=False)
        assert marks(text) <= {"public", *PUBLIC_STATES}, address
        assert re.findall(r"TES-2026-[123]\d", text) == [], address
        seen |= marks(text)
    assert seen == {"public", *PUBLIC_STATES}, "else the search would prove nothing"


def test_no_number_counts_what_is_unseen(client: Browser, app: Flask, town: TownDatabase) -> None:
    fill(town)
    for slug in ("05", "meidan"):
        assert client.get(f"/api/pins?area={slug}").json["numberReturned"] == 3
        assert client.get(f"/api/areas/{slug}/facts").json["pins"]["total"] == 3
    drawn = client.send_json("/api/areas/facts", {"geometry": lonlat_square()})
    assert drawn.status_code == 200 and drawn.json["pins"]["total"] == 3
    ideas = client.get("/api/analysis/pins").json
    assert ideas["method"]["ideas"]["total"] == 3
    assert {row["code"]: row["ideas"] for row in ideas["areas"]}["05"] == 3
    assert client.get(f"/ogc/collections/pins/items?bbox={BOX}&f=json").json["numberReturned"] == 3
    for zoom in (4, 8, 12, 15):
        features = tile(app, "pins", zoom)["pins"]["features"]
        assert sum(one["properties"]["count"] for one in features) == 3, zoom
    proposals = tile(app, "proposals", 12)["proposals"]["features"]
    assert {one["properties"]["slug"] for one in proposals} == {f"ehdotus-{state}" for state in PUBLIC_STATES}
    with town.database.public_engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT m.subject_kind, count(*) FROM membership AS m JOIN area AS a ON a.version_id = m.area_version_id "
            "WHERE a.slug = '05' GROUP BY 1"
        ).all()
        ties = connection.exec_driver_sql("SELECT max(pin_count) FROM area_tie").scalar_one()
    assert {row[0]: row[1] for row in rows} == {"pin": 3, "proposal": len(PUBLIC_STATES)}
    assert ties is None, "twelve seasonal ideas, but only three are public"


def lonlat_square() -> dict[str, Any]:
    corners = [(1, 1), (999, 1), (999, 999), (1, 999), (1, 1)]
    return {"type": "Polygon", "coordinates": [[list(lonlat_in("05", *corner)) for corner in corners]]}
