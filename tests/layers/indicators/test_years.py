"""Several editions become years on one version of the areas."""

import numpy as np
import pytest
from shapely import affinity
from shapely.geometry import Point, box
from sqlalchemy import text
from sqlalchemy.orm import Session

from boundaries.operations import revise_area
from layers.indicators.columns import Column
from layers.indicators.years.carrying import Carrier, Zones
from layers.indicators.years.queries import figures_by_year, kinds_with_figures, units_now
from layers.indicators.years.store import YearTable, store_year
from tests.factories.world import square

COLUMNS = (
    Column("made_up", "count", "henkilöä", 2020, {"fi": "keksitty"}),
    Column("middle", "measure", "euroa", 2020, {"fi": "mediaani"}),
)
CODES = tuple(f"{number:02d}" for number in range(1, 10))


def of_year(year: int, values: list[float], **more: object) -> YearTable:
    columns = tuple(Column(one.key, one.role, one.unit, year, one.names) for one in COLUMNS)
    both = np.array([values, [1000.0] * len(values)]).T
    return YearTable(f"made_{year}", "Keksitty", columns, CODES, both, np.zeros(both.shape, dtype=bool), **more)  # type: ignore[arg-type]


def municipality(db: Session) -> int:
    return int(db.execute(text("SELECT id FROM boundaries.municipality")).scalar_one())


@pytest.fixture(autouse=True)
def reader(db: Session) -> None:
    """Frames are read where anyone reads: what is public stands first."""
    db.execute(text("SET search_path = public_api, public"))


@pytest.fixture
def two_years(db: Session) -> Session:
    home = municipality(db)
    store_year(db, home, "postal", of_year(2020, [100.0 * n for n in range(1, 10)]))
    store_year(db, home, "postal", of_year(2021, [110.0 * n for n in range(1, 10)]))
    return db


def test_years_come_in_order_with_where_they_are_from(two_years: Session) -> None:
    frame = figures_by_year(two_years.connection(), municipality(two_years), ["made_up"])
    assert frame.years == (2020, 2021)
    assert frame.values["made_up"][1].tolist() == [200, 220]
    assert [(note.edition, note.moved, note.source) for note in frame.notes] == [
        ("made_2020", 0, "Keksitty"),
        ("made_2021", 0, "Keksitty"),
    ]
    assert set(frame.versions) == {1}


def test_figures_that_were_there_already_are_a_year_too(db: Session) -> None:
    frame = figures_by_year(db.connection(), municipality(db), ["pt_tyott"])
    assert frame.years == (2017,)
    assert np.isnan(frame.values["pt_tyott"][7, 0])
    assert frame.hidden["pt_tyott"][7, 0]
    assert kinds_with_figures(db.connection(), municipality(db)) == ("postal",)


def test_an_edition_without_one_of_the_columns_is_no_year(two_years: Session) -> None:
    frame = figures_by_year(two_years.connection(), municipality(two_years), ["made_up", "he_vakiy"])
    assert frame.years == ()
    assert frame.values["made_up"].shape == (9, 0)


def test_earlier_figures_follow_a_border_that_moved(two_years: Session) -> None:
    db, home = two_years, municipality(two_years)
    units = {one.code: one for one in units_now(db.connection(), home, "postal")}
    west, south, east, north = square("01").bounds
    # A half of area 02 goes over to area 01.
    revise_area(db, units["01"].area_id, box(west, south, east + 500, north), reason="siirto")
    revise_area(db, units["02"].area_id, box(east + 500, south, east + 1000, north), reason="siirto")
    store_year(db, home, "postal", of_year(2022, [120.0 * n for n in range(1, 10)]))
    frame = figures_by_year(db.connection(), home, ["made_up", "middle"])
    assert frame.values["made_up"][:3].round(6).tolist() == [[200, 220, 120], [100, 110, 240], [300, 330, 360]]
    assert frame.moved[:3].tolist() == [[True, True, False], [True, True, False], [False, False, False]]
    assert [note.moved for note in frame.notes] == [2, 2, 0]
    assert frame.versions[:3] == (2, 2, 1)
    # What does not add up cannot be carried over.
    assert np.isnan(frame.values["middle"][0, :2]).all()
    assert frame.values["middle"][2].tolist() == [1000, 1000, 1000]


def test_on_the_boundaries_of_an_earlier_day(two_years: Session) -> None:
    db, home = two_years, municipality(two_years)
    then = units_now(db.connection(), home, "postal")
    west, south, east, north = square("01").bounds
    revise_area(db, then[0].area_id, box(west, south, east + 500, north), reason="siirto")
    revise_area(db, then[1].area_id, box(east + 500, south, east + 1000, north), reason="siirto")
    store_year(db, home, "postal", of_year(2022, [120.0] * 9))
    frame = figures_by_year(db.connection(), home, ["made_up"], targets=then)
    assert frame.values["made_up"][:2].round(6).tolist() == [[100, 110, 80], [200, 220, 160]]
    assert [note.moved for note in frame.notes] == [0, 0, 2]


def test_a_hidden_figure_hides_what_is_made_of_it(db: Session) -> None:
    home = municipality(db)
    table = of_year(2020, [100.0] * 9)
    table.hidden[1, 0] = True
    table.values[1, 0] = np.nan
    store_year(db, home, "postal", table)
    units = units_now(db.connection(), home, "postal")
    west, south, east, north = square("01").bounds
    revise_area(db, units[0].area_id, box(west, south, east + 500, north), reason="siirto")
    frame = figures_by_year(db.connection(), home, ["made_up"])
    assert frame.hidden["made_up"][0, 0]
    assert np.isnan(frame.values["made_up"][0, 0])


def test_a_file_on_other_boundaries_is_moved_as_it_comes_in(db: Session) -> None:
    home = municipality(db)
    shapes = {code: affinity.translate(square(code), yoff=250) for code in CODES}
    report = store_year(db, home, "postal", of_year(2015, [100.0] * 9, shapes=shapes, moved_from="Jako 2015"))
    frame = figures_by_year(db.connection(), home, ["made_up"])
    # The southernmost row has a quarter of its ground under nothing, and so no figure.
    assert report.without == ("01", "02", "03")
    assert report.not_moved == ("middle",)
    assert np.isnan(frame.values["made_up"][:3, 0]).all()
    assert frame.values["made_up"][3:, 0].round(6).tolist() == [100] * 6
    assert frame.notes[0].moved_from == "Jako 2015"


def test_names_find_areas_and_strangers_are_told(db: Session) -> None:
    table = of_year(2020, [1.0] * 9)
    codes = ("alue 01", *CODES[1:8], "Olematon")
    report = store_year(
        db, municipality(db), "postal", YearTable(table.edition, "x", table.columns, codes, table.values, table.hidden)
    )
    assert (len(report.area_ids), report.unknown, report.without) == (8, ("Olematon",), ("09",))


def test_people_of_a_grid_decide_how_an_area_is_shared_out() -> None:
    west, east = box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000)
    whole = box(0, 0, 2000, 1000)
    zones = Zones()
    zones.add(1, "people", "value", 100.0, "")
    places = np.array([Point(500, 500), Point(1500, 500)], dtype=object)
    bring = Carrier((2, 3), {1: whole, 2: west, 3: east}, "Ruudukko, 2020", places, np.array([30.0, 10.0]))
    assert bring.brought(zones, "people", is_count=True).values.tolist() == [75, 25]
    assert bring.counts(zones) == (2, 0)
    by_area = Carrier((2, 3), {1: whole, 2: west, 3: east}, "", places[:0], np.empty(0))
    assert by_area.brought(zones, "people", is_count=True).values.tolist() == [50, 50]
