"""What is heavy is made by the worker: asked for once, told how far, found again only while nothing changed."""

from typing import Any

import numpy as np
import pytest
import shapely
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from geo.grids import Raster
from service.analysis.surfaces.models import HeatSurface
from service.analysis.surfaces.outlines import outline_of
from service.analysis.surfaces.rules import MOST_WAITING
from service.analysis.surfaces.tasks import ask_for_usual, make
from service.jobs import TASK_MODULES
from tests.conftest import Browser, TownDatabase
from tests.service.analysis.test_pins import say
from tests.service.analysis.test_surfaces import mean_in, page

QUERY = "map=risk&sigma=300"


@pytest.fixture(autouse=True)
def uneven(db: Session) -> None:
    """Area 01 (2,000 people) sends eighty ideas, area 05 (5,000 people) sixteen."""
    say(db, "01", 80)
    say(db, "05", 16)


def ask(client: Browser, **choices: str) -> Any:
    answer = client.send("/analysis/pins/surfaces", {"map": "risk", "sigma": "300", **choices})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer


def made_by_worker(town: TownDatabase) -> list[HeatSurface]:
    """Do what waits, as the worker does, and give all rows."""
    with town.session() as db:
        for row in db.scalars(select(HeatSurface).where(HeatSurface.state == "waiting")):
            make(town.database, row.id, row.municipality_id)
    with town.session() as db:
        return list(db.scalars(select(HeatSurface).order_by(HeatSurface.id)))


def got(client: Browser, what: str, query: str = QUERY) -> Any:
    answer = client.get(f"/api/analysis/heat/{what}?{query}")
    assert answer.status_code == 200
    return answer.get_json()


def test_asked_made_and_shown(client: Browser, town: TownDatabase, db: Session) -> None:
    assert got(client, "progress") == {"state": "", "progress": 0}
    assert "Work out the finer map" in page(client, f"?{QUERY}")
    assert "not worked out yet" in page(client, f"?{QUERY}")
    assert "/analysis/pins?map=risk&sigma=300#finer" in ask(client).headers["Location"]
    assert got(client, "progress") == {"state": "waiting", "progress": 0}
    assert "is being worked out" in page(client, f"?{QUERY}")
    job = db.execute(text("SELECT task_name, args FROM jobs.procrastinate_jobs")).one()
    (row,) = made_by_worker(town)
    assert (job.task_name, job.args) == ("make_heat_surface", {"surface_id": row.id, "municipality_id": 1})
    assert (row.state, row.progress) == ("ready", 100)
    assert got(client, "progress")["state"] == "ready"
    html = page(client, f"?{QUERY}")
    assert "Worked out" in html and "on squares of 50 m" in html
    assert "Solid lines hold places" in html and "199 times" in html
    lines = got(client, "contours")["features"]
    assert {line["properties"]["way"] for line in lines} == {"more", "less"}
    grid = got(client, "classes")
    assert grid["cell"] == 50
    assert sum(grid["runs"][1::2]) == grid["columns"] * grid["rows"] == 3600


def test_lines_hold_the_loud_area_and_not_the_quiet_one(client: Browser, town: TownDatabase) -> None:
    ask(client)
    made_by_worker(town)
    grid = got(client, "classes")
    classes = np.repeat(grid["runs"][::2], grid["runs"][1::2]).tolist()
    values = {**grid, "values": [value or None for value in classes]}
    assert mean_in(values, "01") > 4 > mean_in(values, "05")


def test_nothing_is_made_twice(client: Browser, town: TownDatabase, db: Session) -> None:
    for _time in range(3):
        ask(client)
    rows = made_by_worker(town)
    ask(client)
    assert len(rows) == 1
    assert db.scalar(text("SELECT count(*) FROM jobs.procrastinate_jobs")) == 1
    make(town.database, rows[0].id, 1)
    assert made_by_worker(town)[0].ready_at == rows[0].ready_at


def test_a_new_or_hidden_idea_makes_an_old_surface_unfindable(
    client: Browser, town: TownDatabase, db: Session
) -> None:
    ask(client)
    made_by_worker(town)
    db.execute(text("UPDATE service.pin SET visibility = 'hidden' WHERE reference = 'TES-3'"))
    db.commit()
    assert got(client, "progress")["state"] == ""
    assert got(client, "contours")["features"] == []
    assert got(client, "classes")["cell"] != 50


def test_ideas_that_come_while_it_waits_are_in_it(client: Browser, town: TownDatabase, db: Session) -> None:
    ask(client)
    say(db, "02", 9)
    made_by_worker(town)
    assert got(client, "progress")["state"] == "ready"


def test_what_breaks_is_said_and_may_be_asked_for_again(
    client: Browser, town: TownDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(client)
    with monkeypatch.context() as patch:
        patch.setattr("service.analysis.surfaces.tasks.made", lambda look, tell: 1 / 0)
        assert made_by_worker(town)[0].state == "failed"
    assert "did not succeed" in page(client, f"?{QUERY}")
    ask(client)
    assert made_by_worker(town)[0].state == "ready"


def test_what_was_broken_off_may_be_asked_for_again(client: Browser, town: TownDatabase, db: Session) -> None:
    ask(client)
    db.execute(text("UPDATE service.heat_surface SET state = 'running', asked_at = now() - interval '1 hour'"))
    db.commit()
    assert got(client, "progress")["state"] == "failed"
    ask(client)
    assert got(client, "progress")["state"] == "waiting"


def test_so_many_wait_and_no_more(client: Browser, db: Session) -> None:
    for number in range(MOST_WAITING + 2):
        ask(client, sigma=str(300 + 50 * number))
    assert db.scalar(text("SELECT count(*) FROM service.heat_surface")) == MOST_WAITING


@pytest.mark.parametrize("choices", [{"sigma": "3"}, {"map": "loud"}, {"heaps": "x"}, {"until": "never"}, {"q": "1"}])
def test_bad_choices_are_refused(client: Browser, choices: dict[str, str], db: Session) -> None:
    answer = client.send("/analysis/pins/surfaces", {"map": "risk", "sigma": "300", **choices})
    assert answer.status_code in (400, 422)
    assert db.scalar(text("SELECT count(*) FROM service.heat_surface")) == 0


def test_the_usual_one_is_asked_for_when_something_changed(town: TownDatabase, db: Session) -> None:
    assert ask_for_usual(town.database) == 1
    assert ask_for_usual(town.database) == 0
    say(db, "02", 2)
    assert ask_for_usual(town.database) == 1
    assert "service.analysis.surfaces.tasks" in TASK_MODULES


def test_an_outline_keeps_the_size_of_its_cells() -> None:
    cells = np.zeros((40, 40), dtype=bool)
    cells[5:25, 8:30] = True
    cells[30:32, 30:39] = True
    shape = outline_of(Raster(1000, 2000, 50, np.ones_like(cells)), cells)
    assert shape.area == pytest.approx(cells.sum() * 2500, rel=0.03)
    assert shapely.box(1400, 2250, 2500, 3250).buffer(60).covers(max(shape.geoms, key=shapely.area))
    assert outline_of(Raster(0, 0, 50, np.ones_like(cells)), np.zeros_like(cells)).is_empty
