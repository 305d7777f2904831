"""The precision that an author chose holds in every output, and so does a withdrawal."""

from __future__ import annotations

import json
import re

import pytest
from geoalchemy2.shape import to_shape
from sqlalchemy import select

from geo.crs import METRIC
from service.participation.pins.models import Pin
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.service.pins.conftest import Submit

HOME_LONLAT = lonlat_in("05", 113.0, 671.0)  # 37 m and 21 m from the centre of its 100 m cell
# The town's own centre, where the map opens, stands in every page 423 m away.

OUTPUTS = (
    "/api/pins", "/api/pins/{reference}", "/pins", "/pins/{reference}", "/", "/api/pins?area=05",
    "/api/pins/similar?lon={lon}&lat={lat}",
)  # fmt: skip


def _outputs(client: Browser, reference: str) -> str:
    lon, lat = HOME_LONLAT
    pages = [client.get(path.format(reference=reference, lon=lon, lat=lat)) for path in OUTPUTS]
    assert all(page.status_code == 200 for page in pages)
    return "\n".join(page.get_data(as_text=True) for page in pages)


def _points_near_home(outputs: str) -> list[float]:
    """Distances in metres from the author's place to every coordinate pair that stands in the outputs."""
    home = METRIC.from_lonlat(*HOME_LONLAT)
    pairs = re.findall(r"\[\s*(-?\d+\.\d+),\s*(-?\d+\.\d+)\s*\]", outputs)
    points = [METRIC.from_lonlat(float(lon), float(lat)) for lon, lat in pairs if float(lat) < 90]
    return sorted(((x - home[0]) ** 2 + (y - home[1]) ** 2) ** 0.5 for x, y in points)


@pytest.mark.parametrize(("precision", "least_m"), [("about_100_m", 15.0), ("area", 400.0)])
def test_the_exact_place_is_in_no_output(client: Browser, submit: Submit, precision: str, least_m: float) -> None:
    sent = submit(lonlat=list(HOME_LONLAT), precision=precision)
    outputs = _outputs(client, sent.pin.reference)
    for number in HOME_LONLAT:
        assert f"{number:.5f}" not in outputs
    assert all(distance > least_m for distance in _points_near_home(outputs))


def test_an_exact_place_is_in_the_outputs_which_proves_the_search(client: Browser, submit: Submit) -> None:
    sent = submit(lonlat=list(HOME_LONLAT), precision="exact")
    assert _points_near_home(_outputs(client, sent.pin.reference))[0] < 0.1


def test_about_100_m_is_the_centre_of_a_grid_cell(submit: Submit, town: TownDatabase) -> None:
    a = submit(lonlat=list(HOME_LONLAT), precision="about_100_m", text="yksi asia").pin
    b = submit(lonlat=list(lonlat_in("05", 180.0, 605.0)), precision="about_100_m", text="toinen asia").pin
    with town.session() as db:
        points = [to_shape(p) for p in db.scalars(select(Pin.public_geom).where(Pin.id.in_([a.id, b.id])))]
    assert points[0].equals(points[1])
    assert points[0].x % 100 == 50
    assert points[0].y % 100 == 50


def test_area_only_keeps_the_area_and_no_point(client: Browser, submit: Submit) -> None:
    sent = submit(lonlat=list(HOME_LONLAT), precision="area")
    feature = client.get(f"/api/pins/{sent.pin.reference}").json
    assert feature["geometry"] is None
    assert feature["properties"]["areas"] == ["05"]
    assert "Alue 05" in client.get(f"/pins/{sent.pin.reference}").get_data(as_text=True)


def test_nothing_public_tells_the_hour_or_the_author(client: Browser, submit: Submit) -> None:
    sent = submit()
    properties = client.get(f"/api/pins/{sent.pin.reference}").json["properties"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", properties["created_on"])
    assert not {"tie", "author_id", "author", "created_at", "accuracy_m", "method", "id"} & properties.keys()
    assert str(sent.pin.id) not in json.dumps(properties)


def test_a_withdrawn_pin_is_gone_from_every_output(client: Browser, submit: Submit) -> None:
    sent = submit(text="Ainutlaatuinen ajatus")
    reference = sent.pin.reference
    assert client.send(f"/pins/{reference}/withdraw?key={sent.token}", {}).status_code == 303
    assert client.get(f"/api/pins/{reference}").status_code == 404
    for path in ("/api/pins", "/pins", "/", "/api/pins/similar?lon={}&lat={}".format(*lonlat_in("05"))):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "Ainutlaatuinen" not in answer.get_data(as_text=True)
    page = client.get(f"/pins/{reference}")
    assert page.status_code == 410
    assert "Ainutlaatuinen" not in page.get_data(as_text=True)


@pytest.mark.parametrize("visibility", ["pending", "hidden"])
def test_what_is_not_public_is_for_its_author_and_officials(
    client: Browser, submit: Submit, town: TownDatabase, visibility: str
) -> None:
    sent = submit(text="Ainutlaatuinen ajatus")
    with town.database.session() as db:
        pin = db.get(Pin, sent.pin.id)
        assert pin is not None
        pin.visibility = visibility
    path = f"/pins/{sent.pin.reference}"
    assert client.get(path).status_code == 404
    assert client.get(f"/api{path}").status_code == 404
    assert client.get(f"{path}?key=wrong").status_code == 404
    assert "Ainutlaatuinen" in client.get(f"{path}?key={sent.token}").get_data(as_text=True)
    client.sign_in("moderator")
    assert client.get(path).status_code == 200
