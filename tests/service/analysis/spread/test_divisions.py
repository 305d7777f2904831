"""The same measure in many divisions: what is counted, who asks for it, and what the page makes of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from geoalchemy2.shape import from_shape
from shapely.geometry import MultiPolygon
from sqlalchemy import text
from sqlalchemy.orm import Session

from boundaries.models import Area, AreaVersion, Municipality
from layers.indicators.catalogue import BY_KEY
from service.analysis.runs.tasks import make_run
from service.analysis.spread.panel.conclusions import Held, conclusions, groups
from service.analysis.spread.panel.counting import counted
from tests.conftest import Browser, TownDatabase
from tests.factories.world import SRID
from tests.service.areas.test_facts_of_grid import Import, grid, options, part, run  # noqa: F401  (a fixture)

PAGE = "/analysis/spread/divisions"


def home_of(town: TownDatabase) -> int:
    with town.database.public_engine.connect() as public:
        return int(public.execute(text("SELECT id FROM municipality ORDER BY id LIMIT 1")).scalar_one())


def result_of(town: TownDatabase, measure: str) -> dict[str, Any]:
    with town.database.public_engine.connect() as public:
        return counted(public, home_of(town), BY_KEY[measure])


def page(client: Browser, measure: str = "low_education") -> str:
    answer = client.get(f"{PAGE}?measure={measure}&lang=en")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("held", "verdict"),
    [
        (Held(0, 0), "untold"),
        (Held(0, 9), "none"),
        (Held(9, 9), "all"),
        (Held(9, 10), "mostly"),
        (Held(5, 9), "depends"),
    ],
)
def test_verdicts(held: Held, verdict: str) -> None:
    assert held.verdict == verdict


class TestKuopio:
    """The real figures by postal-code area: education clusters whatever the boundaries, unemployment does not."""

    def test_education_holds_in_every_division(self, kuopio_town: TownDatabase) -> None:
        result = result_of(kuopio_town, "low_education")
        found = conclusions(result)
        assert found.apart.verdict == found.clustered.verdict == "all"
        assert result["trials"][0]["d"] == pytest.approx(0.149, abs=5e-4)
        assert found.d_range is not None and found.d_range[0] < 0.125 < found.d_range[1]
        assert result["tops"][0]["names"]["fi"] == "Nilsiä Keskus"
        assert all(held.verdict in ("all", "mostly") for held in found.tops)

    def test_unemployment_depends_on_the_boundaries(self, kuopio_town: TownDatabase) -> None:
        result = result_of(kuopio_town, "unemployment")
        first = result["trials"][0]
        assert first["i"] == pytest.approx(0.214, abs=5e-4) and first["p_i"] < 0.05
        assert conclusions(result).clustered.verdict == "depends"

    def test_squares_are_no_finer_than_the_figures(self, kuopio_town: TownDatabase) -> None:
        result = result_of(kuopio_town, "unemployment")
        assert result["cell_m"] is None
        sizes = [one.size_m for one in groups(result) if one.kind == "grid"]
        assert sizes and min(sizes) >= 2000  # the middle resident's postal-code area is larger than a square of 1 km
        assert all(len(one.trials) == 9 for one in groups(result) if one.kind == "grid")
        chance = next(one for one in groups(result) if one.kind == "regions")
        assert len(chance.trials) == 10 and chance.zones[2] < result["units"]
        assert all(one["by_chance"] < one["d"] for one in result["trials"])


class TestGrid:
    """A town with a grid: its people are put into divisions by their squares."""

    def test_people_come_from_the_grid(self, town: TownDatabase, run: Import, tmp_path: Path) -> None:  # noqa: F811
        assert run(*options(grid(tmp_path))) == 0
        add_drawn(town, {"Länsi": part(0, 0, 1500, 3000), "Itä": part(1400, 0, 3000, 3000)})
        result = result_of(town, "low_education")
        assert result["cell_m"] == 250 and result["units"] > 9
        kinds = {(one.kind, one.size_m): one for one in groups(result)}
        assert min(size for kind, size in kinds if kind == "grid") == 500
        assert kinds["postal", None].zones[2] <= 9
        drawn = kinds["drawn", None]
        assert drawn.key == "programme" and drawn.zones == (2, 2, 2) and drawn.covered == pytest.approx(1)
        # Drawn areas are a way of seeing; what holds is told of divisions alone.
        assert conclusions(result).apart.of == sum(one["d"] is not None for one in result["trials"]) - 1


class TestPage:
    def count(self, client: Browser, town: TownDatabase, measure: str) -> None:
        """Ask as the page does, and make the run as the worker does."""
        form = {"kind": "divisions", "wishes": json.dumps({"measure": measure}), "next": PAGE}
        assert client.send("/analysis/runs", form).status_code == 303
        with town.session() as db:
            row = db.execute(
                text("SELECT id, municipality_id FROM service.analysis_run WHERE state = 'waiting'")
            ).one()
        make_run(town.database, row.id, row.municipality_id)

    def test_anyone_has_it_counted_and_sees_what_holds(self, client: Browser, town: TownDatabase) -> None:
        assert "Count: the share in every division" in page(client)
        self.count(client, town, "low_education")
        html = page(client)
        assert 'id="holds"' in html and "Postal-code areas" in html and "Count: the share" not in html
        body = client.get(f"/api{PAGE}?measure=low_education").get_json()
        assert (body["state"], body["progress"]) == ("done", 100)
        rows = client.get(f"{PAGE}.csv?measure=low_education&lang=en").get_data(as_text=True)
        assert rows.count("\r\n") == 1 + len(body["result"]["trials"])
        whole = client.get("/analysis/spread?measure=low_education&lang=en").get_data(as_text=True)
        assert "so much the choice of boundaries alone moves it" in whole

    def test_changed_figures_ask_for_another_count(self, client: Browser, town: TownDatabase, db: Session) -> None:
        self.count(client, town, "low_education")
        db.execute(text("DELETE FROM layers.statistic WHERE id = (SELECT max(id) FROM layers.statistic)"))
        db.commit()
        assert 'id="holds"' not in page(client)
        assert client.get(f"/api{PAGE}?measure=low_education").get_json()["state"] == "not_asked"

    def test_what_is_no_share(self, client: Browser) -> None:
        answer = client.get(f"{PAGE}?measure=index&lang=en")
        assert answer.status_code == 404 and "There is no share index here" in answer.get_data(as_text=True)
        form = {"kind": "divisions", "wishes": "{}", "next": PAGE}
        assert client.send("/analysis/runs", form).status_code == 404

    def test_a_share_without_figures_is_untold(self, client: Browser, town: TownDatabase) -> None:
        self.count(client, town, "rented")
        html = page(client, "rented")
        assert "cannot be told in any division" in html and "cannot be tested in any division" in html


def add_drawn(town: TownDatabase, shapes: dict[str, Any]) -> None:
    """Areas of a programme, which may overlap."""
    with town.session() as db:
        home = db.query(Municipality).one()
        for name, shape in shapes.items():
            area = Area(municipality_id=home.id, kind="programme", slug=name.lower(), names={"fi": name})
            geom = from_shape(MultiPolygon([shape]), SRID)
            area.versions.append(AreaVersion(number=1, geom=geom, area_m2=shape.area))
            db.add(area)
        db.commit()
