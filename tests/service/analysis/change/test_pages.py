"""Change over time as readers see it: what is told of one year, of few, of enough; both gaps; what is hidden."""

import csv
import io
import re
from typing import Any

import pytest
from shapely.geometry import box
from sqlalchemy import text

from boundaries.operations import revise_area
from tests.conftest import Browser, TownDatabase
from tests.factories.world import square
from tests.service.analysis.change.conftest import Bring


def page(client: Browser, query: str = "") -> str:
    answer = client.get(f"/analysis/change{query}", headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    html = answer.get_data(as_text=True)
    assert not re.search(r"\b(nan|inf|None)\b", re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL))
    return html


def figures(client: Browser, query: str = "") -> dict[str, Any]:
    return client.get(f"/api/analysis/change{query}").get_json()


def area(body: dict[str, Any], code: str) -> dict[str, Any]:
    return next(one for one in body["areas"] if one["code"] == code)


class TestOneYear:
    def test_says_that_a_trend_needs_more_and_tells_officials_how_to_bring_them(self, client: Browser) -> None:
        html = page(client, "?lang=en")
        assert "There are figures of one year only" in html
        assert "at least 5 years" in html
        assert "import years" not in html
        client.sign_in("official")
        assert "import years" in page(client, "?lang=en")

    def test_no_direction_is_claimed(self, client: Browser) -> None:
        body = figures(client)
        assert {one["trend"]["share"]["direction"] for one in body["areas"]} == {"too_few_years"}
        assert body["moves"] == {"reason_for_none": "years"}


class TestSixYears:
    def test_gap_both_ways_with_ranges(self, client: Browser, bring: Bring) -> None:
        bring(*range(2018, 2024))
        body = figures(client)
        row = area(body, "03")
        assert [one["year"] for one in row["years"]] == [2017, *range(2018, 2024)]
        last = row["years"][-1]
        assert last["share"] == pytest.approx(105 / 380)
        assert last["low"] < last["share"] < last["high"]
        city = body["municipality"]["years"][-1]["share"]
        assert last["gap_points"]["value"] == pytest.approx(105 / 380 - city)
        assert last["gap_ratio"]["value"] == pytest.approx(105 / 380 / city)
        for gap in (last["gap_points"], last["gap_ratio"]):
            assert gap["low"] < gap["value"] < gap["high"]

    def test_directions_in_words(self, client: Browser, bring: Bring) -> None:
        bring(*range(2018, 2024))
        html = page(client, "?area=03&lang=en")
        assert "Rising: +" in html
        assert "6 years" in html or "7 years" in html
        assert "the gap to the municipality went from" in html
        assert area(figures(client), "04")["trend"]["share"]["direction"] != "rising"

    def test_four_years_have_no_word(self, client: Browser, bring: Bring) -> None:
        bring(2018, 2019, 2020)
        html = page(client, "?area=03&lang=en")
        assert "Too few years for a trend: 4 years have a figure, and 5 are needed." in html
        assert "Rising" not in html

    def test_hidden_is_said_and_never_a_number(self, client: Browser, bring: Bring) -> None:
        bring(2018, 2019)
        row = area(figures(client), "08")
        assert [one["state"] for one in row["years"]] == ["hidden"] * 3
        assert all(one["share"] is None and one["gap_points"] is None for one in row["years"])
        assert "not published" in page(client, "?area=08&lang=en")

    def test_an_area_without_people_has_no_figure(self, client: Browser, bring: Bring) -> None:
        bring(2018, 2019)
        assert [one["state"] for one in area(figures(client), "09")["years"]] == ["missing"] * 3

    def test_few_areas_tell_no_moves(self, client: Browser, bring: Bring) -> None:
        bring(2018, 2019)
        assert figures(client)["moves"] == {"reason_for_none": "areas"}
        assert "need at least 10 areas" in page(client, "?lang=en")


def test_a_border_that_moved_is_said(client: Browser, bring: Bring, town: TownDatabase) -> None:
    bring(2018)
    with town.session() as db:
        west, south, east, north = square("03").bounds
        found = db.execute(text("SELECT code, id FROM boundaries.area")).all()
        ids = {row.code: row.id for row in found}
        revise_area(db, ids["03"], box(west, south, east, north - 500), reason="siirto")
        revise_area(db, ids["06"], box(west, south + 500, east, north + 1000), reason="siirto")
        db.commit()
    bring(2019)
    row = area(figures(client), "03")
    assert [one["is_moved"] for one in row["years"]] == [True, True, False]
    assert row["years"][0]["part"] == pytest.approx(40)
    assert row["boundary_version"] == 2
    years = {one["year"]: one for one in figures(client)["method"]["years"]}
    assert (years[2018]["areas_moved"], years[2018]["moved_by"], years[2019]["areas_moved"]) == (2, "area", 0)
    assert "2 areas moved to today&#39;s boundaries, by area" in page(client, "?lang=en")


def test_comparison_stands_beside(client: Browser, bring: Bring) -> None:
    bring(2018, 2019)
    html = page(client, "?area=03&compare=04&compare=&compare=03&lang=en")
    assert html.count("Alue 04, points") == 1


def test_table_for_spreadsheets(client: Browser, bring: Bring) -> None:
    bring(2018, 2019)
    answer = client.get("/analysis/change.csv?area=03&lang=en")
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff")), delimiter=";"))
    assert [(row["Year"], row["Share, %"]) for row in rows] == [
        ("2017", "21,052632"),
        ("2018", "21,052632"),
        ("2019", "22,368421"),
    ]
    assert rows[0]["Code"] == "03"
    assert rows[0]["Edition"] == "test"


@pytest.mark.parametrize(
    ("query", "status"),
    [("?indicator=nothing", 400), ("?kind=moon", 400), ("?area=99", 404), ("?area=03&compare=99", 404), ("?x=1", 400)],
)
def test_what_is_not_there_is_said(client: Browser, query: str, status: int) -> None:
    answer = client.get(f"/analysis/change{query}", headers={"Accept": "text/html"})
    assert answer.status_code == status


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_same_facts_in_each_language(client: Browser, bring: Bring, language: str) -> None:
    bring(*range(2018, 2024))
    html = page(client, f"?area=03&lang={language}")
    words = {"fi": "Nouseva", "sv": "Stigande", "en": "Rising"}
    share = {"fi": "27,6", "sv": "27,6", "en": "27.6"}
    assert words[language] in html
    assert share[language] in html


def test_no_statistics_at_all(client: Browser, town: TownDatabase) -> None:
    with town.session() as db:
        db.execute(text("DELETE FROM layers.statistic"))
        db.commit()
    assert client.get("/analysis/change", headers={"Accept": "text/html"}).status_code == 404


def test_a_year_that_is_absent_is_said(client: Browser, bring: Bring) -> None:
    bring(2018, 2020, 2022)
    html = page(client, "?area=03&lang=en")
    assert re.findall(r"There are no figures of [^<]*", html) == ["There are no figures of 2019 and 2021."]
    assert "There are no figures of" not in page(client, "?indicator=low_income&lang=en")


def test_one_area_alone_has_no_gap(client: Browser, bring: Bring, town: TownDatabase) -> None:
    bring(2018)
    with town.session() as db:
        db.execute(text("UPDATE boundaries.area SET state = 'hidden' WHERE code <> '03'"))
        db.commit()
    html = page(client, "?area=03&lang=en")
    assert "No other area has a figure, so there is no gap to tell." in html
    assert area(figures(client), "03")["years"][0]["gap_points"] is None


def test_figures_that_are_all_hidden_are_no_numbers(client: Browser, bring: Bring, town: TownDatabase) -> None:
    bring(2018)
    with town.session() as db:
        db.execute(text("UPDATE layers.statistic SET state = 'suppressed', value = NULL"))
        db.commit()
    body = figures(client)
    assert {one["state"] for row in body["areas"] for one in row["years"]} == {"hidden"}
    assert {one["share"] for one in body["municipality"]["years"]} == {None}
    assert "not published" in page(client, "?lang=en")
