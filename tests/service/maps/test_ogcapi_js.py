"""What the JavaScript client @ogcapi-js/features reads from the real server, run by Node."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from service.maps.ogc.documents import CONFORMANCE
from tests.conftest import TownDatabase
from tests.factories.world import ORIGIN, lonlat_in
from tests.servers import ROOT, running_service
from tests.service.maps.furnishing import OFFERED
from tests.service.maps.truth import places

PutPins = Callable[..., list[str]]
SCRIPT = Path(__file__).parent / "clients" / "reads_features.mjs"
PAGE = 7


@pytest.mark.usefixtures("furnished")
def test_it_lists_pages_and_searches(town: TownDatabase, put_pins: PutPins) -> None:
    node = shutil.which("node")
    if node is None or not (ROOT / "tools/node_modules/@ogcapi-js/features").is_dir():
        pytest.skip("Node, or what `npm --prefix tools ci` installs, is not there")
    days = [dt.datetime(2026, 5, day, 9, tzinfo=dt.UTC) for day in range(1, 11)]
    pins = [put_pins((400 + n * 100, 400 + n * 100), created_at=day)[0] for n, day in enumerate(days)]
    pins += put_pins((2500, 2500), (2600, 2600), theme="traffic", created_at=days[-1])
    (west, south), (east, north) = lonlat_in("01", 0, 0), lonlat_in("01", 999, 999)
    with running_service(town.settings) as service:
        words = [str(one) for one in (PAGE, west, south, east, north)]
        done = subprocess.run(
            [node, str(SCRIPT), f"{service.url}/ogc", *words], capture_output=True, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["conformance"] == list(CONFORMANCE)
    assert list(found["collections"]) == list(OFFERED)
    for name, collection in found["collections"].items():
        everything = set(places(town, name))
        ids = [str(one) for one in collection["ids"]]
        assert len(ids) == len(set(ids)), name
        assert set(ids) == everything, name
        assert set(map(str, collection["inBox"])) <= everything
        assert str(collection["single"]) == ids[0]
        assert "geometry" in collection["queryables"]
        assert collection["title"]
    assert len(found["collections"]["pins"]["ids"]) > PAGE
    assert sorted(found["collections"]["pins"]["inBox"]) == pins[:6]
    assert found["collections"]["playgrounds"]["inBox"]
    assert sorted(found["inDays"]) == pins[2:5]
    assert sorted(found["since"]) == pins[2:]
    assert sorted(found["filtered"]) == pins[-2:]
    newest = sorted(pins, reverse=True)[0]
    assert found["moved"] == pytest.approx((ORIGIN[0] + 2600, ORIGIN[1] + 2600), abs=0.05), newest
