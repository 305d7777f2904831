"""Figures from a file become an indicator: looked at row by row, approved, seen by all, and taken back."""

from __future__ import annotations

import csv
import html
import io
import re
from pathlib import Path
from typing import Any

import geopandas
import openpyxl
import pytest
from sqlalchemy import select, text

from boundaries.units import units_of
from demo.cities import CITIES
from geo.crs import METRIC
from layers.indicators.bringing import planning
from layers.indicators.bringing.cells import likely_hidden
from layers.indicators.columns import paavo_columns
from layers.indicators.models import OwnEdition, OwnIndicator, Statistic, Variable
from service.analysis.own import staging
from service.analysis.own.models import IndicatorImport
from service.analysis.own.reading import read_rows_of
from service.analysis.own.tasks import read_indicator_import
from service.analysis.own.words import FINDINGS
from tests.conftest import Browser, TownDatabase
from tests.factories.world import STATISTICS, square
from tests.service.own.conftest import WISH, bring, report, send, table

CODES = sorted(STATISTICS)


def figures(town: TownDatabase, key: str) -> list[tuple[str, float | None]]:
    """State and value of a variable by area, in the order of codes."""
    with town.session() as db:
        found = select(Statistic.state, Statistic.value).join(Variable).where(Variable.key == key)
        return [tuple(row) for row in db.execute(found.order_by(Statistic.area_id))]  # type: ignore[misc]


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_finnish_table_becomes_an_indicator_that_anybody_sees(official: Browser, town: TownDatabase) -> None:
    rows = [(code, "", "..", "50") if at == 0 else (code, "", 3 + at, "1 000,0") for at, code in enumerate(CODES)]
    bring(official, table(*rows, ("", "Yhteensä", 40, 9000)))
    found = figures(town, "empty_homes.part")
    assert found[0] == ("suppressed", None)
    assert found[1] == ("value", 4.0)

    page = official.get("/analysis/indicators/empty_homes?lang=en").get_data(as_text=True)
    assert "Empty homes" in page
    assert "0.4%" in page  # 4 of 1,000
    assert "not published" in page
    assert "Testilän kunta, CC BY 4.0" in page
    assert "Empty homes" in official.get("/analysis/indicators?lang=en").get_data(as_text=True)
    lines = list(csv.reader(io.StringIO(official.get("/analysis/indicators/empty_homes.csv").text), delimiter=";"))
    assert len(lines) == len(CODES) + 1
    assert lines[1][4:8] == ["suppressed", "", "", "50"]


def test_what_was_taken_back_is_gone_and_comes_back(official: Browser, town: TownDatabase) -> None:
    bring(official, table(*((code, "", 3, 100) for code in CODES)))
    with town.session() as db:
        number = db.scalars(select(OwnEdition.id)).one()
    official.send(f"/desk/indicators/editions/{number}/take-back", {})
    assert official.get("/analysis/indicators/empty_homes").status_code == 404
    assert "empty_homes" not in official.get("/analysis/indicators.csv").text
    official.send(f"/desk/indicators/editions/{number}/put-back", {})
    assert official.get("/analysis/indicators/empty_homes").status_code == 200


def test_another_year_joins_the_indicator_that_is_there(official: Browser, town: TownDatabase) -> None:
    bring(official, table(*((code, "", 3, 100) for code in CODES)))
    later = table(*((code, "", 5, 100) for code in CODES))
    bring(official, later, indicator="empty_homes", year="2025", name_fi="", meaning_fi="", of_fi="")
    with town.session() as db:
        assert list(db.scalars(select(OwnEdition.edition).order_by(OwnEdition.edition))) == ["2024.001", "2025.001"]
        assert len(db.scalars(select(OwnIndicator)).all()) == 1
    assert "5.0%" in official.get("/analysis/indicators/empty_homes?lang=en").text


def test_the_report_tells_of_each_row_and_nothing_comes_in_before_approval(
    official: Browser, town: TownDatabase
) -> None:
    first, second, third = CODES[:3]
    data = table(
        (first, "", 60, 50), (second, "", "noin 3", 50), ("99999", "", 1, 5), (third, "", 1, 5), (third, "", 2, 5)
    )
    address = send(official, data)
    page, _form = report(official, address)
    for sentence in ("The part is greater than the whole: 60 of 50.", "“noin 3” in the column tyhjät is neither",
                     "“99999” is no area of this municipality.", "The same area is on row 6 too."):  # fmt: skip
        assert sentence in html.unescape(page)
    assert "There is nothing to bring in yet." in page
    lines = list(csv.reader(io.StringIO(official.get(f"{address}/report.csv").text), delimiter=";"))
    assert [line[0] for line in lines[1:]] == ["2", "3", "4", "5", "6"]
    with town.session() as db:
        assert db.scalars(select(OwnIndicator)).all() == []


def test_what_was_changed_after_the_report_is_shown_again_first(official: Browser, town: TownDatabase) -> None:
    address = send(official, table(*((code, "", 3, 100) for code in CODES)))
    _page, form = report(official, address)
    answer = official.send(f"{address}/apply", {**form, "column_whole": "tyhjät"})
    assert answer.status_code == 200
    assert figures(town, "empty_homes.part") == []


def test_wanting_names_are_asked_for_and_nothing_typed_is_lost(official: Browser) -> None:
    address = send(official, table(*((code, "", 3, 100) for code in CODES)))
    _page, form = report(official, address, name_fi="", name_en="", year="24", source="Oma <b>rekisteri</b>")
    answer = official.send(f"{address}/apply?lang=en", form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Give the indicator a name." in page
    assert "Give the year of the figures" in page
    assert "Oma &lt;b&gt;rekisteri&lt;/b&gt;" in page


def test_a_workbook_with_lost_zeros_and_a_value(official: Browser, town: TownDatabase) -> None:
    rows = [("postinro", "metriä"), *((int(code), 100.5 + at) for at, code in enumerate(CODES))]
    wish = {"column_code": "postinro", "column_value": "metriä", "kind": "value", "unit": "m", "direction": "more"}
    bring(official, workbook(*rows), "etaisyys.xlsx", **wish, name_en="Distance to the shop")
    assert figures(town, "distance_to_the_shop.value")[1] == ("value", 101.5)
    page = html.unescape(official.get("/analysis/indicators/distance_to_the_shop?lang=en").text)
    assert "102\u00a0m" in page


def test_counts_of_other_areas_move_by_their_shapes(official: Browser, town: TownDatabase, tmp_path: Path) -> None:
    shapes = [square(CODES[0]).geoms[0], square(CODES[1]).geoms[0].union(square(CODES[2]).geoms[0])]
    frame = geopandas.GeoDataFrame(
        {"piiri": ["A", "B"], "tyhjät": [10, 30], "asunnot": [100, 200]}, geometry=shapes, crs=METRIC.epsg
    )
    path = tmp_path / "piirit.gpkg"
    frame.to_file(path, layer="piirit")
    bring(official, path.read_bytes(), "piirit.gpkg", by_shape="1", column_code="")
    found = dict(zip(CODES, figures(town, "empty_homes.part"), strict=False))
    assert found[CODES[0]] == ("value", pytest.approx(10.0))
    assert found[CODES[1]][1] == pytest.approx(15.0, rel=1e-6)
    page = official.get("/analysis/indicators/empty_homes?lang=en").text
    assert "spread evenly over it" in page


def test_a_geopackage_by_code_needs_no_shapes(official: Browser, town: TownDatabase, tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame(
        {"alue": CODES, "tyhjät": range(len(CODES)), "asunnot": [100] * len(CODES)},
        geometry=[square(code).centroid for code in CODES],
        crs=METRIC.epsg,
    )
    path = tmp_path / "pisteet.gpkg"
    frame.to_file(path, layer="pisteet")
    bring(official, path.read_bytes(), "pisteet.gpkg")
    assert figures(town, "empty_homes.part")[2] == ("value", 2.0)


def test_a_file_with_layers_asks_which(official: Browser, tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame({"alue": CODES}, geometry=[square(code) for code in CODES], crs=METRIC.epsg)
    path = tmp_path / "kaksi.gpkg"
    frame.to_file(path, layer="eka")
    frame.to_file(path, layer="toka")
    address = send(official, path.read_bytes(), "kaksi.gpkg")
    assert "toka" in official.get(address).text
    official.send(f"{address}/layer", {"layer": "toka"})
    assert "Which layer" not in official.get(f"{address}?lang=en").text


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"MZ\x90", "x.exe", "Choose a file that ends in"),
        (b"", "tyhja.csv", "The file is empty"),
        (b"PK\x03\x04junk", "x.xlsx", "cannot be read"),
        (b"SQLite format 3\x00" + b"\x00" * 600, "x.gpkg", ""),
        (b"alue;n\n", "vain_otsikko.csv", "at least one row"),
    ],
)
def test_a_hostile_or_useless_file_is_refused_in_words(
    official: Browser, data: bytes, name: str, sentence: str
) -> None:
    form = {"upload": (io.BytesIO(data), name)}
    answer = official.send("/desk/indicators?lang=en", form, content_type="multipart/form-data")
    if answer.status_code == 303:
        answer = official.get(f"{answer.headers['Location']}?lang=en")
    assert answer.status_code in (200, 422)
    assert sentence in answer.text
    assert 'role="alert"' in answer.text or "notice--bad" in answer.text or "error-summary" in answer.text


def test_text_from_a_file_is_never_markup_or_a_formula(official: Browser) -> None:
    address = send(official, table(("<img src=x>", "", "=1+1", 5), (CODES[0], "", 1, 5)))
    page, _form = report(official, address)
    assert "<img src=x>" not in page
    assert all(not cell.startswith("=") for line in csv.reader(
        io.StringIO(official.get(f"{address}/report.csv").text), delimiter=";") for cell in line)  # fmt: skip


def test_all_columns_of_the_open_statistics_are_there_to_be_chosen(official: Browser) -> None:
    heading = tuple(column.key for column in paavo_columns())
    assert len(heading) == 108
    row = tuple(CODES[0] if name == "posti_alue" else "5" for name in heading)
    address = send(official, table(row, heading=heading), "paavo.csv")
    page = official.get(address).text
    assert all(f'<option value="{name}"' in page for name in heading)


def test_a_large_file_is_read_in_the_background(
    official: Browser, town: TownDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.analysis.own.routes.READ_AT_ONCE_BYTES", 10)
    address = send(official, table(*((code, "", 3, 100) for code in CODES)))
    assert "being read" in official.get(f"{address}?lang=en").text
    with town.session() as db:
        row = db.scalars(select(IndicatorImport)).one()
        number, home = row.id, row.municipality_id
    monkeypatch.setattr("service.config.Settings.from_environment", lambda: town.settings)
    read_indicator_import(str(number), home)
    assert "Waiting for approval" in official.get(f"{address}?lang=en").text
    assert not staging.file_of(town.settings.uploads, number).exists()


def test_another_column_of_the_same_file_begins_with_its_rows(official: Browser, town: TownDatabase) -> None:
    address = bring(official, table(*((code, "", 3, 100) for code in CODES)))
    again = str(official.send(f"{address}/again", {}).headers["Location"])
    assert again != address
    page = official.get(again).text
    assert re.search(r'value="alue" selected', page)


def test_what_an_indicator_is_can_be_said_anew(official: Browser, town: TownDatabase) -> None:
    bring(official, table(*((code, "", 3, 100 + at) for at, code in enumerate(CODES))))
    address = "/desk/indicators/own/empty_homes"
    assert "Tyhjät asunnot" in official.get(address).text
    said = {name: value for name, value in WISH.items() if name.startswith(("name", "meaning", "of", "domain"))}
    answer = official.send(address, {**said, "name_en": "", "name_fi": "", "minimum_base": "yksi"})
    assert answer.status_code == 422
    assert "yksi" in answer.text
    changed = {**said, "name_en": "Homes without residents", "direction": "less", "minimum_base": "105"}
    assert official.send(address, changed).status_code == 303
    page = official.get("/analysis/indicators/empty_homes?lang=en").text
    assert "Homes without residents" in page
    assert "The less, the greater the need." in page
    assert "too few behind it" in page


def test_the_real_open_statistics_are_read_with_all_their_columns(town: TownDatabase) -> None:
    with town.database.public_engine.connect() as public:
        home = public.execute(text("SELECT id FROM municipality")).scalar_one()
        units = units_of(public, home)
    city = CITIES["kuopio"]
    rows = read_rows_of(city.geodata, "kuopio.gpkg", "paavo_2019", units)
    names = [column.key for column in paavo_columns()]
    assert len(names) == 108
    assert set(names) <= set(rows.heading)
    unemployed = [cells[rows.heading.index("pt_tyott")] for cells in rows.cells]
    assert likely_hidden(unemployed) == ("-1",)
    # No shape gives away more than all that it holds.
    assert all(sum(share.values()) <= 1 + 1e-9 for share in rows.shares)


def test_every_finding_has_its_sentence() -> None:
    source = Path(planning.__file__).read_text(encoding="utf-8")
    used = set(re.findall(r"(?:leave_out|say)\(\s*\"(\w+)\"", source))
    assert used == set(FINDINGS)


def test_another_municipalitys_or_a_residents_request_is_refused(client: Browser) -> None:
    client.sign_in("resident")
    assert client.get("/desk/indicators").status_code in (403, 404)
    answer: Any = client.send("/desk/indicators/editions/1/take-back", {})
    assert answer.status_code in (403, 404)
