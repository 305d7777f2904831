"""Facts of a town that has a grid: taken in by the real command, told from its atoms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pytest
from shapely.geometry import box
from sqlalchemy import func, select, text

from geo.geometry import geometry_to_geojson
from geo.interpolation import extensive, figures, overlap
from layers.grids.models import Atom, AtomValue, Partition
from layers.grids.queries import partitions_of
from service.areas.facts.coarseness import measured_error
from service.areas.facts.rows import facts_rows
from service.areas.facts.shares import comparison
from service.areas.queries import facts_in_shape
from service.cli.__main__ import main
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.factories.world import ORIGIN, SRID

Import = Callable[..., int]
MAPPING = """
title = "Testilän ruudukko"
[[groups]]
kind = "people"
columns = {he_vakiy = "n"}
[[groups]]
kind = "sensitive"
base = "ko_ika18y"
columns = {ko_ika18y = "adults", ko_perus = "basic"}
[[groups]]
kind = "homes"
columns = {ra_ke = "cottages"}
"""


@pytest.fixture
def run(town: TownDatabase, monkeypatch: pytest.MonkeyPatch) -> Import:
    """Run `import grid` on the made-up town; gives the exit code."""
    for name, value in (
        ("DATABASE_URL", town.settings.database_url),
        ("SERVICE_DATABASE_URL", town.settings.service_database_url),
        ("PUBLIC_DATABASE_URL", town.settings.public_database_url),
        ("ALUEKARTTA_SECRET_KEY", town.settings.secret_key),
    ):
        monkeypatch.setenv(name, value)
    return lambda *words: main(["import", "grid", "--municipality", "testila", *map(str, words)])


def grid(folder: Path, seed: int = 1, cells: int = 12) -> Path:
    """A grid over the whole town: many small cells, some empty, and one beyond its border."""
    rng = np.random.default_rng(seed)
    people = rng.negative_binomial(1, 0.02, (cells, cells)) * rng.binomial(1, 0.8, (cells, cells))
    rows = [cell(x, y, int(people[y, x])) for y in range(cells) for x in range(cells) if people[y, x]]
    rows.append(cell(cells + 1, 0, 70))
    folder.mkdir(exist_ok=True)
    (folder / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    file = folder / f"grid_{seed}.gpkg"
    geopandas.GeoDataFrame(rows, geometry="geometry", crs=SRID).to_file(file, driver="GPKG", engine="pyogrio")
    return file


def cell(column: int, row: int, n: int) -> dict[str, Any]:
    x, y = ORIGIN[0] + 250 * column, ORIGIN[1] + 250 * row
    adults = n * 3 // 4
    return {"n": n, "adults": adults, "basic": adults // 5, "cottages": n % 3, "geometry": box(x, y, x + 250, y + 250)}


def options(file: Path, year: int = 2018) -> tuple[Any, ...]:
    return ("--file", file, "--year", year, "--source", "testgrid", "--mapping", file.parent / "mapping.toml")


def part(west: float, south: float, east: float, north: float) -> Any:
    return box(ORIGIN[0] + west, ORIGIN[1] + south, ORIGIN[0] + east, ORIGIN[1] + north)


def by_key(client: Browser, shape: Any) -> dict[str, Any]:
    answer = client.send_json("/api/areas/facts", {"geometry": geometry_to_geojson(shape)})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    view = answer.get_json()
    return {**view, **{fact["key"]: fact for fact in view["facts"]}}


def test_facts_come_from_the_atoms_and_say_so(
    town: TownDatabase, run: Import, client: Browser, tmp_path: Path
) -> None:
    shape = part(130, 210, 1390, 1480)
    assert by_key(client, shape)["residents"]["method"] == "units"
    assert run(*options(grid(tmp_path))) == 0
    with town.database.public_engine.connect() as public:
        (atoms,) = partitions_of(public, 1)
        facts = facts_in_shape(public, 1, shape)
    told = extensive(overlap(atoms.geometry, [shape]), figures(atoms.values["he_vakiy"]))
    residents = facts.fact("residents")
    assert residents is not None and residents.estimate is not None
    assert abs(residents.estimate - told.estimate[0]) <= residents.step / 2
    assert residents.lower == pytest.approx(told.lower[0], abs=1)
    view = by_key(client, shape)
    assert view["residents"]["origin_text"] == "250 metrin ruudukko, 2018"
    assert view["residents"]["source"] == "Testilän ruudukko"
    assert view["low_education"]["method"] == "atoms" and view["holiday_homes"]["method"] == "atoms"
    assert view["unemployment"]["method"] == "units", "what the grid lacks comes from postal-code areas"
    assert view["method"] == "atoms" and "250 metrin ruudukosta" in view["note"] and not view["coarse_note"]
    assert set(view["sources"]) == {"Testilän ruudukko", "Test"}


def test_whole_postal_areas_keep_their_published_figures(run: Import, client: Browser, tmp_path: Path) -> None:
    assert run(*options(grid(tmp_path))) == 0
    residents = by_key(client, part(0, 0, 2000, 1000))["residents"]
    assert (residents["estimate"], residents["method"], residents["grade"]) == (5000, "units", "exact")


def test_few_people_are_not_told_even_from_a_grid(run: Import, client: Browser, tmp_path: Path) -> None:
    assert run(*options(grid(tmp_path))) == 0
    view = by_key(client, part(10, 10, 40, 40))
    assert view["residents"]["state"] == "few" and view["residents"]["estimate"] is None
    assert view["low_education"]["estimate"] is None


def test_neither_cells_nor_small_atoms_are_kept(town: TownDatabase, run: Import, tmp_path: Path) -> None:
    file = grid(tmp_path)
    assert run(*options(file)) == 0
    cells = geopandas.read_file(file)
    with town.session() as db:
        values = db.scalars(
            select(AtomValue.value).where(
                AtomValue.state == "value", AtomValue.variable_id == _variable(db, "he_vakiy")
            )
        ).all()
        assert min(values) >= 10
        assert sum(values) == cells["n"][:-1].sum(), "nobody of the town is lost, and nobody from beyond is added"
        adults = db.execute(
            text(
                "SELECT min(v.value) FROM layers.atom_value AS v JOIN layers.variable AS x ON x.id = v.variable_id "
                "WHERE x.key = 'ko_ika18y' AND x.edition = 'testgrid_2018'"
            )
        ).scalar_one()
        assert adults >= 30
        assert db.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "import.grid")) == 1


def test_a_dry_run_tells_and_changes_nothing(
    town: TownDatabase, run: Import, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*options(grid(tmp_path)), "--dry-run") == 0
    said = capsys.readouterr().out
    assert "middle outside the municipality" in said and "atoms" in said and "dry run" in said
    with town.session() as db:
        assert db.scalar(select(func.count()).select_from(Partition)) == 0


def test_one_partition_is_current_and_other_limits_are_asked_about(
    town: TownDatabase,
    run: Import,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = grid(tmp_path)
    assert run(*options(file)) == 0
    assert run(*options(file)) == 0
    assert run(*options(grid(tmp_path, seed=2), 2019)) == 0
    assert "kept from before" in capsys.readouterr().out
    monkeypatch.setenv("ALUEKARTTA_PROTECT_PEOPLE", "20")
    assert run(*options(file)) == 1
    assert "other limits" in capsys.readouterr().out
    assert run(*options(file), "--change-limits") == 0
    with town.session() as db:
        rows = db.execute(select(Partition.year, Partition.is_current, Partition.limits["people"].as_integer())).all()
        assert sorted(tuple(row) for row in rows if row.is_current) == [(2018, True, 20), (2019, True, 10)]
        current = db.scalars(select(Partition.id).where(Partition.is_current)).all()
    with town.database.public_engine.connect() as public:
        assert {atoms.year for atoms in partitions_of(public, 1)} == {2018, 2019}
        seen = public.execute(text("SELECT DISTINCT partition_id FROM atom")).scalars().all()
    assert set(seen) == set(current)


def test_atoms_lie_inside_the_town_and_apart(town: TownDatabase, run: Import, tmp_path: Path) -> None:
    assert run(*options(grid(tmp_path))) == 0
    with town.session() as db:
        overlaps = db.execute(
            text(
                "SELECT count(*) FROM layers.atom AS a JOIN layers.atom AS b "
                "ON a.id < b.id AND ST_Area(ST_Intersection(a.geom, b.geom)) > 1"
            )
        ).scalar_one()
        assert overlaps == 0
        assert db.scalar(select(func.count()).select_from(Atom)) > 20


def test_rows_for_a_table(town: TownDatabase, run: Import, app: Any, tmp_path: Path) -> None:
    assert run(*options(grid(tmp_path))) == 0
    with app.test_request_context("/?lang=fi"), town.database.public_engine.connect() as public:
        rows = facts_rows(facts_in_shape(public, 1, part(2010, 2010, 2900, 2900)))
    found = {row.key: row for row in rows}
    assert found["residents"].method == "pinta-alan mukaan 250 metrin ruudukosta"
    base = found["low_education"].base
    assert base is None or base >= 30
    assert (found["pins"].estimate, found["pins"].state) == (0, "kaikki julkaistu")
    for row in rows:
        assert (row.estimate is None) == (row.state not in ("kaikki julkaistu", "osaa ei ole julkaistu")), row
        assert (row.is_reliable is None) == (row.estimate is None) == (row.lower is None)


def test_the_list_of_areas_tells_residents_and_holiday_homes(client: Browser) -> None:
    page = client.get("/areas").get_data(as_text=True)
    row = page.partition('href="/areas/01"')[2].partition("</tr>")[0]
    assert ">2\u00a0000<" in row and ">5<" in row


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ((0.3, 0.28, 0.33, 2000), "more"),
        ((0.3, 0.28, 0.33, 40), "same"),
        ((0.3, 0.1, 0.5, 2000), "same"),
        ((0.1, 0.1, 0.1, 2000), "less"),
    ],
)
def test_a_share_is_compared_with_its_bounds_and_with_chance(share: tuple[float, ...], expected: str) -> None:
    assert comparison(*share, 0.2) == expected


def test_the_smaller_the_area_the_greater_its_measured_error() -> None:
    assert measured_error(np.pi * 250**2) == (0.42, 0.69)
    assert measured_error(np.pi * 1000**2) == (0.18, 0.40)
    assert measured_error(np.pi * 3000**2) is None


def _variable(db: Any, key: str) -> int:
    statement = text("SELECT id FROM layers.variable WHERE key = :key AND edition = 'testgrid_2018'")
    return int(db.execute(statement, {"key": key}).scalar_one())


def test_a_part_greater_than_its_whole_is_left_out(town: TownDatabase, client: Browser) -> None:
    """A mistake in a file must not break the page of every drawing that touches it."""
    with town.session() as db:
        db.execute(
            text(
                "UPDATE layers.statistic AS s SET value = 9999 FROM layers.variable AS v, boundaries.area AS a "
                "WHERE v.id = s.variable_id AND a.id = s.area_id AND v.key = 'ko_perus' AND a.code = '01'"
            )
        )
        db.commit()
    fact = by_key(client, part(0, 0, 2000, 1000))["low_education"]
    assert (fact["state"], fact["estimate"]) == ("partial", pytest.approx(360 / 2400))


def test_what_was_said_inside_by_theme_and_kind(town: TownDatabase, client: Browser) -> None:
    from geoalchemy2.shape import from_shape
    from shapely.geometry import LineString, Point

    from service.participation.walks.models import Observation, Walk

    x, y = ORIGIN[0] + 500, ORIGIN[1] + 500
    with town.session() as db:
        theme = db.execute(text("SELECT id FROM service.theme WHERE key = 'green'")).scalar_one()
        walk = Walk(
            municipality_id=1, slug="kavely", title="Kävely", theme_id=theme, light="dark", participant_count=9,
            walked_at=func.now(), route=from_shape(LineString([(x, y), (x + 90, y)]), SRID),
        )  # fmt: skip
        db.add(walk)
        db.flush()
        for number, (east, severity) in enumerate(((0, "danger"), (50, "fine"), (1800, "minor")), start=1):
            db.add(
                Observation(
                    walk_id=walk.id, number=number, severity=severity, body="x",
                    geom=from_shape(Point(x + east, y), SRID),
                )
            )  # fmt: skip
        db.commit()
    view = by_key(client, part(0, 0, 1000, 1000))
    assert view["observations"]["total"] == 2
    assert [(one["label"], one["count"]) for one in view["observations"]["by_severity"]] == [
        ("Vaara", 1),
        ("Kunnossa", 1),
    ]
    assert view["observations"]["by_theme"] == [{"label": "Puistot ja luonto", "count": 2}]
    assert view["pins"] == {"total": 0, "text": view["pins"]["text"], "by_state": [], "by_kind": [], "by_theme": []}
