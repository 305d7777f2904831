"""Reading grids and cutting them into atoms: small made-up files, no database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pytest
from shapely.geometry import Point, box

from boundaries.files import FileProblem
from geo.crs import METRIC
from layers.grids.earlier import moved
from layers.grids.errors import MappingUnusable
from layers.grids.frame import GridFrame, frame_over, stands_on
from layers.grids.limits import Limits
from layers.grids.mapping import mapping_for, parsed, shipped_mappings
from layers.grids.partition import make_partition
from layers.grids.reading import read_cells

WEST, SOUTH = METRIC.from_lonlat(*(27.68, 62.89)) if METRIC.contains_lonlat(27.68, 62.89) else (0.0, 0.0)
WEST, SOUTH = round(WEST / 2000) * 2000, round(SOUTH / 2000) * 2000  # the corner of a start block
MAPPING = parsed(
    {
        "title": "Test, CC BY 4.0",
        "groups": [
            {"kind": "people", "columns": {"he_vakiy": "n"}},
            {"kind": "people", "base": "he_vakiy", "hidden": [99], "columns": {"age_0_9": "a", "age_10_19": "b"}},
            {"kind": "sensitive", "base": "ko_ika18y", "columns": {"ko_ika18y": "adults", "ko_perus": "basic"}},
            {"kind": "homes", "columns": {"ra_ke": "cottages"}},
        ],
    }
)


def row(column: int, line: int, n: float, **other: Any) -> dict[str, Any]:
    """A cell by its place from the south-west corner."""
    x, y = WEST + 250 * column, SOUTH + 250 * line
    plain = {"n": n, "a": n / 2, "b": n / 2, "adults": n, "basic": n // 4, "cottages": 0}
    return {**plain, **other, "geometry": box(x, y, x + 250, y + 250)}


def saved(folder: Path, rows: list[dict[str, Any]], crs: int | None = METRIC.epsg) -> Path:
    file = folder / "grid.gpkg"
    geopandas.GeoDataFrame(rows, geometry="geometry", crs=crs).to_file(file, driver="GPKG", engine="pyogrio")
    return file


def made(folder: Path, rows: list[dict[str, Any]], limits: Limits | None = None, **given: Any) -> Any:
    limits = limits or Limits()
    table = read_cells(saved(folder, rows), None, MAPPING, limits.start)
    inside = np.ones(table.frame.size, dtype=bool)
    return table, make_partition(table, inside, MAPPING, limits, **given)


def test_what_must_be_asked_of_a_grid(tmp_path: Path) -> None:
    rows = [
        row(0, 0, 40),
        row(1, 0, 60, a=99, b=99),
        row(2, 0, 120, a=99, b=21),
        row(3, 0, 50, adults=-1, basic=-1),
        row(0, 0, 40),
        row(7, 7, 30_000),
        {**row(0, 1, 25), "geometry": box(WEST + 100, SOUTH + 330, WEST + 350, SOUTH + 580)},
    ]
    table, partition = made(tmp_path, rows)
    assert table.total == 40 + 60 + 120 + 50 + 40 + 30_000 + 25
    assert (table.placeholders.cells, table.placeholders.people) == (1, 30_000)
    assert (table.repeated.cells, table.repeated.people) == (1, 40)
    assert (table.loose.cells, table.loose.people) == (1, 25)
    assert partition.people == 270
    by_people = dict(zip(partition.columns["he_vakiy"].values, range(4), strict=True))
    ages, adults = partition.columns["age_0_9"], partition.columns["ko_perus"]
    assert ages.suppressed[by_people[60]] and np.isnan(ages.values[by_people[60]])
    assert ages.values[by_people[120]] == 99, "a true 99 stays a number"
    assert list(np.flatnonzero(adults.suppressed)) == [by_people[50]]


def test_words_that_stand_for_hidden(tmp_path: Path) -> None:
    rows = [row(0, 0, 40, adults="..", basic="..."), row(1, 0, 50, adults="50", basic="12")]
    _table, partition = made(tmp_path, rows)
    assert list(partition.columns["ko_perus"].suppressed) == [True, False]
    assert partition.columns["ko_perus"].values[1] == 12


def test_an_attribute_needs_its_own_base(tmp_path: Path) -> None:
    _table, partition = made(tmp_path, [row(0, 0, 29), row(1, 0, 30), row(2, 0, 80, adults=20, basic=3)])
    assert list(partition.columns["ko_perus"].suppressed) == [True, False, True]
    assert list(partition.columns["he_vakiy"].values) == [29, 30, 80]


def test_a_lone_hamlet_is_hidden_whole(tmp_path: Path) -> None:
    _table, partition = made(tmp_path, [row(0, 0, 200), row(20, 20, 4, cottages=8), row(22, 20, 3)])
    assert [len(cells) for cells in partition.atoms] == [64, 1]
    assert list(partition.columns["he_vakiy"].suppressed) == [True, False]
    assert list(partition.columns["ra_ke"].values) == [8, 0], "its cottages are not people"


def test_cottages_where_nobody_lives_are_kept(tmp_path: Path) -> None:
    _table, partition = made(tmp_path, [row(0, 0, 200), row(5, 5, 0, cottages=4), row(6, 1, 0, cottages=9)])
    assert (partition.inhabited, len(partition.atoms)) == (1, 2)
    assert partition.columns["ra_ke"].values[1] == 13
    assert partition.columns["he_vakiy"].suppressed[1] or partition.columns["he_vakiy"].values[1] == 0


def test_points_are_put_into_cells(tmp_path: Path) -> None:
    mapping = parsed(
        {"title": "Register", "cell_m": 250, "groups": [{"kind": "people", "columns": {"he_vakiy": "n"}}]}
    )
    rng = np.random.default_rng(1)
    rows = [{"n": 1, "geometry": Point(WEST + x, SOUTH + y)} for x, y in rng.uniform(0, 999, (200, 2))]
    table = read_cells(saved(tmp_path, rows), None, mapping, 8)
    partition = make_partition(table, np.ones(table.frame.size, dtype=bool), mapping, Limits())
    assert partition.people == 200
    assert partition.columns["he_vakiy"].values.sum() == 200
    with pytest.raises(FileProblem, match="cell_m"):
        read_cells(tmp_path / "grid.gpkg", None, MAPPING_OF_CELLS, 8)


MAPPING_OF_CELLS = parsed({"title": "T", "groups": [{"kind": "people", "columns": {"he_vakiy": "n"}}]})


def test_last_years_atoms_are_kept(tmp_path: Path) -> None:
    first = [row(0, 0, 12), row(1, 0, 3), row(2, 0, 40), row(10, 0, 15), row(12, 0, 30)]
    _table, before = made(tmp_path, first)
    changed = [row(0, 0, 20), row(1, 0, 18), row(2, 0, 41), row(10, 0, 7), row(12, 0, 31)]
    _table, after = made(tmp_path, changed, earlier=before.atoms)
    assert after.kept == 2, "the first block holds, the second one lost people and is cut anew"
    kept = {tuple(cells) for cells in before.atoms} & {tuple(cells) for cells in after.atoms}
    assert len(kept) == 2
    _table, fresh = made(tmp_path, changed)
    assert len(fresh.atoms) > len(after.atoms)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([{**row(0, 0, 5), "geometry": Point(WEST, SOUTH).buffer(100)}], "not squares"),
        ([{k: v for k, v in row(0, 0, 5).items() if k != "adults"}], "lacks adults"),
        ([row(0, 0, 0)], "No cell with people"),
        ([row(0, 0, 5.5)], "whole numbers"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, rows: list[dict[str, Any]], sentence: str) -> None:
    with pytest.raises(FileProblem, match=sentence):
        made(tmp_path, rows)


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_a_grid_in_degrees_or_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="--crs"):
        read_cells(saved(tmp_path, [row(0, 0, 5)], crs=None), None, MAPPING, 8)
    with pytest.raises(FileProblem, match="degrees"):
        read_cells(saved(tmp_path, [{**row(0, 0, 5), "geometry": box(27, 62, 28, 63)}], crs=4326), None, MAPPING, 8)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"title": "T", "groups": [], "colour": "red"}, "colour"),
        ({"title": "", "groups": []}, "title"),
        ({"title": "T", "groups": [{"kind": "money", "columns": {"he_vakiy": "n"}}]}, "kind is one of"),
        ({"title": "T", "groups": [{"kind": "people", "columns": {"nonsense": "n"}}]}, "nonsense is not known"),
        ({"title": "T", "groups": [{"kind": "people", "columns": {"ko_perus": "n"}}]}, "must be he_vakiy"),
        (
            {"title": "T", "groups": [{"kind": "people", "base": "ko_perus", "columns": {"he_vakiy": "n"}}]},
            "a base but no column",
        ),
    ],
)
def test_a_mapping_says_what_is_wrong_with_it(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(MappingUnusable, match=sentence):
        parsed(given)


def test_shipped_mappings_are_sound_and_others_are_asked_for(tmp_path: Path) -> None:
    for source in shipped_mappings():
        assert mapping_for(source).title
    with pytest.raises(MappingUnusable, match="hsy_popgrid"):
        mapping_for("unknown")
    with pytest.raises(MappingUnusable, match="cannot be read"):
        mapping_for("own", tmp_path / "none.toml")


def test_a_frame_is_the_same_wherever_the_file_begins() -> None:
    corners = np.array([[WEST + 250.0 * i, SOUTH] for i in range(20)])
    frames = {frame_over(METRIC.epsg, 250.0, corners[first:], 8).west % 2000 for first in range(20)}
    assert len(frames) == 1
    frame = frame_over(METRIC.epsg, 250.0, corners, 8)
    assert isinstance(frame, GridFrame) and frame.columns % 8 == frame.rows % 8 == 0
    assert stands_on(frame, corners).all()
    cells = frame.index_of(corners[:, 0] + 125, corners[:, 1] + 125)
    assert [shape.bounds[0] for shape in frame.boxes(cells)] == list(corners[:, 0])
    assert not stands_on(frame, corners + 30).any()


def test_atoms_are_found_again_on_a_frame_that_begins_elsewhere() -> None:
    corners = np.array([[WEST + 250.0 * i, SOUTH + 250.0 * i] for i in range(20)])
    old, new = (frame_over(METRIC.epsg, 250.0, corners[part], 8) for part in (slice(8, 18), slice(0, 20)))
    cells = np.array([0, 5, old.columns + 1])
    found = moved(cells, old, new)
    assert found is not None
    assert [a.equals(b) for a, b in zip(old.boxes(cells), new.boxes(found), strict=True)] == [True] * 3
    assert moved(np.array([0]), new, old) is None
