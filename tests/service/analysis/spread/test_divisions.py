"""The same measure in many divisions: what is counted, who asks for it, and what the page makes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from geoalchemy2.shape import from_shape
from shapely.geometry import MultiPolygon
from sqlalchemy import text
from sqlalchemy.orm import Session

from boundaries.models import Area, AreaVersion, Municipality
from layers.indicators.catalogue import BY_KEY
from service.analysis.spread.panel.conclusions import Held, conclusions, groups
from service.analysis.spread.panel.counting import counted
from service.analysis.spread.panel.tasks import count_with, recount_with
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


class TestAsking:
    def test_an_official_asks_once_and_sees_the_result(self, client: Browser, town: TownDatabase, db: Session) -> None:
        assert "Not counted yet" in page(client)
        client.sign_in("official")
        assert client.send(PAGE, {"measure": "low_education"}).status_code == 303
        assert "It waits for its turn." in page(client)
        assert client.send(PAGE, {"measure": "low_education"}).status_code == 303
        jobs = db.scalars(text("SELECT args FROM jobs.procrastinate_jobs WHERE task_name = 'count_zonings'")).all()
        assert jobs == [{"municipality_id": home_of(town), "measure": "low_education"}]
        count_with(town.database, **jobs[0])
        html = page(client)
        assert "Being counted" not in html and "What holds" in html and "Postal-code areas" in html
        body = client.get(f"/api{PAGE}?measure=low_education").get_json()
        assert body["state"] == "ready" and body["is_current"] and body["done"] == body["total"] > 1
        rows = client.get(f"{PAGE}.csv?measure=low_education&lang=en").get_data(as_text=True)
        assert rows.count("\r\n") == 1 + body["total"]
        assert "in other divisions" in client.get("/analysis/spread?measure=low_education&lang=en").get_data(
            as_text=True
        )

    def test_it_follows_the_figures_by_itself(self, client: Browser, town: TownDatabase, db: Session) -> None:
        client.sign_in("official")
        client.send(PAGE, {"measure": "low_education"})
        count_with(town.database, home_of(town), "low_education")
        assert recount_with(town.database) == 0
        db.execute(text("DELETE FROM layers.statistic WHERE id = (SELECT max(id) FROM layers.statistic)"))
        db.commit()
        assert "have changed since this was counted" in page(client)
        assert recount_with(town.database) == 1
        count_with(town.database, home_of(town), "low_education")
        assert "have changed since this was counted" not in page(client)

    @pytest.mark.parametrize(("role", "status"), [(None, 401), ("moderator", 403)])
    def test_others_may_not_start_it(self, client: Browser, role: str | None, status: int) -> None:
        if role:
            client.sign_in(role)
        assert client.send(PAGE, {"measure": "low_education"}).status_code == status
        assert "Count it in every division" not in page(client)

    def test_what_is_no_share(self, client: Browser) -> None:
        answer = client.get(f"{PAGE}?measure=index&lang=en")
        assert answer.status_code == 404 and "There is no share index here" in answer.get_data(as_text=True)

    def test_a_share_without_figures_is_untold(self, client: Browser, town: TownDatabase) -> None:
        client.sign_in("official")
        client.send(PAGE, {"measure": "rented"})
        count_with(town.database, home_of(town), "rented")
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
