"""The page of disparity and clusters, its twins for programs, and what it says when there is nothing to tell."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from boundaries.models import Area, Municipality
from boundaries.records import AreaSet
from layers.indicators.models import OwnIndicator
from layers.indicators.own_store import EditionTraits, add_edition
from tests.conftest import Browser


def fetched(client: Browser, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/analysis/spread?floor=30&{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found: dict[str, Any] = answer.get_json()
    return found


def page(client: Browser, query: str = "", language: str = "en") -> str:
    answer = client.get(f"/analysis/spread?lang={language}&{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    html = answer.get_data(as_text=True)
    assert not re.search(r"\bnan\b", html, re.IGNORECASE)
    return html


class TestNumbers:
    def test_hidden_and_empty_areas_are_states_and_never_numbers(self, client: Browser) -> None:
        body = fetched(client, "measure=low_education")
        rows = {one["code"]: one for one in body["areas"]}
        assert (rows["08"]["state"], rows["08"]["value"], rows["08"]["place"]) == ("suppressed", None, "suppressed")
        assert (rows["09"]["state"], rows["09"]["value"]) == ("missing", None)
        assert body["method"]["areas_with_a_value"] == 7 and body["method"]["areas_suppressed"] == 1
        assert body["measures"]["mean"] == pytest.approx(2548 / 12840)

    def test_the_zoning_stands_beside_every_number(self, client: Browser) -> None:
        html = page(client, "measure=low_education")
        table = html.partition('class="table table--told"')[2].partition("</table>")[0]
        assert table.count("<tr><th") - 1 == table.count("Postal-code areas")
        assert "Never compare these figures with those of another division" in html

    def test_few_areas_are_said_to_be_few(self, client: Browser) -> None:
        html = page(client, "measure=low_education&floor=30")
        assert "Only 7 areas are compared" in html and "Not significant" in html

    def test_the_index_is_no_group(self, client: Browser) -> None:
        body = fetched(client, "measure=index")
        assert body["method"]["problems"]["segregation"] == "no_group"
        assert body["measures"]["segregation_dissimilarity"] is None and body["measures"]["gini"] > 0
        assert body["method"]["clusters"]["population_floor"] == 300
        assert "The index is no group of people" in page(client, "measure=index")

    def test_tables_for_spreadsheets(self, client: Browser) -> None:
        areas = client.get("/analysis/spread/areas.csv?measure=low_education&lang=en").get_data(as_text=True)
        assert areas.startswith("\ufeffCode;Area;Value") and areas.count("\r\n") == 10
        assert ";not published;" in areas
        measures = client.get("/analysis/spread/measures.csv?lang=en").get_data(as_text=True)
        assert all("Postal-code areas" in line for line in measures.splitlines()[1:])


class TestOtherDivisions:
    @pytest.fixture
    def halves(self, db: Session) -> None:
        """Two districts that divide the town: the lowest row of squares, and the two above it."""
        home = db.query(Municipality).one()
        for name, codes in (("Etelä", ("01", "02", "03")), ("Pohjoinen", ("04", "05", "06", "07", "08", "09"))):
            area = Area(municipality_id=home.id, kind="district", slug=name.lower(), code=name, names={"fi": name})
            db.add(area)
            db.flush()
            db.execute(
                text(
                    "INSERT INTO boundaries.area_version (area_id, number, geom, area_m2) "
                    "SELECT :id, 1, ST_Multi(ST_Union(v.geom)), ST_Area(ST_Union(v.geom)) "
                    "FROM boundaries.area_version AS v JOIN boundaries.area AS a ON a.id = v.area_id "
                    "WHERE a.kind = 'postal' AND a.code = ANY(:codes)"
                ),
                {"id": area.id, "codes": list(codes)},
            )
        db.commit()

    def test_counts_are_added_up_and_the_larger_regions_are_offered(self, client: Browser, halves: None) -> None:
        body = fetched(client, "measure=low_education&zoning=district")
        rows = {one["name"]["fi"]: one for one in body["areas"]}
        assert (rows["Etelä"]["numerator"], rows["Etelä"]["denominator"]) == (920, 4800)
        assert body["method"]["added_up_from"] == "postal" and body["method"]["problems"]["clusters"] == "few_areas"
        whole = fetched(client, "measure=low_education")
        assert whole["method"]["regions"] == "district"
        assert 0 < whole["measures"]["theil_share_between"] < 1
        assert whole["measures"]["mean"] == pytest.approx(body["measures"]["mean"])
        html = page(client, "measure=low_education&zoning=district")
        assert "added up from postal-code areas" in html and "Fewer than three areas" in html

    def test_a_set_of_areas_is_a_division_too(self, client: Browser, halves: None, db: Session) -> None:
        home = db.query(Municipality).one()
        made = AreaSet(municipality_id=home.id, slug="puoliskot", names={"fi": "Puoliskot"}, is_partition=True)
        db.add(made)
        db.flush()
        db.query(Area).filter(Area.kind == "district").update({"set_id": made.id})
        db.commit()
        html = page(client, "measure=low_education&zoning=set:puoliskot")
        assert '<option value="set:puoliskot" selected>Puoliskot</option>' in html
        body = fetched(client, "measure=low_education&zoning=set:puoliskot")
        assert {one["denominator"] for one in body["areas"]} == {4800, 8040}

    def test_what_is_hidden_is_gone_at_once(self, client: Browser, halves: None, db: Session) -> None:
        fetched(client, "measure=low_education&zoning=district")
        db.query(Area).filter(Area.slug == "pohjoinen").update({"state": "hidden"})
        db.commit()
        assert client.get("/api/analysis/spread?measure=low_education&zoning=district").status_code == 404
        assert fetched(client, "measure=low_education")["method"]["regions"] != "district"


class TestFiguresOfOtherKinds:
    def test_a_value_is_no_share_of_people(self, client: Browser, db: Session) -> None:
        home = db.query(Municipality).one()
        names = {"fi": "Matka", "sv": "Väg", "en": "Distance"}
        row = OwnIndicator(municipality_id=home.id, key="way", domain="housing", kind="value", names=names,
                           meaning=names, of_whom={}, unit="m")  # fmt: skip
        db.add(row)
        db.flush()
        areas = db.query(Area).filter(Area.kind == "postal").order_by(Area.code).all()
        figures = {area.id: {"value": ("value", 100.0 * at)} for at, area in enumerate(areas, start=1)}
        add_edition(db, row, EditionTraits(2024, "Testilä", ""), ("value",), figures)
        db.commit()
        body = fetched(client, "measure=way")
        assert body["method"]["problems"]["segregation"] == "no_share" and body["measures"]["gini"] > 0
        html = page(client, "measure=way")
        assert "This is no share of people" in html and "700.0\u00a0m" in html


class TestNothingToTell:
    def test_an_indicator_without_any_figure(self, client: Browser) -> None:
        html = page(client, "measure=rented")
        assert html.count("No area has a published value of this") == 2

    def test_the_same_value_everywhere(self, client: Browser, db: Session) -> None:
        db.execute(
            text(
                "UPDATE layers.statistic AS s SET value = 100 FROM layers.variable AS v "
                "WHERE v.id = s.variable_id AND v.key IN ('ko_perus', 'ko_ika18y') AND s.state = 'value'"
            )
        )
        db.commit()
        problems = fetched(client, "measure=low_education")["method"]["problems"]
        assert problems == {
            "inequality": "same_everywhere",
            "segregation": "everybody",
            "clusters": "same_everywhere",
        }
        assert "Everybody belongs to the group" in page(client, "measure=low_education")

    def test_areas_that_touch_no_other(self, client: Browser, db: Session) -> None:
        db.execute(text("UPDATE layers.statistic SET state = 'suppressed', value = NULL FROM boundaries.area AS a "
                        "WHERE a.id = area_id AND a.code NOT IN ('01', '03', '07')"))  # fmt: skip
        db.commit()
        body = fetched(client, "measure=low_education")
        assert body["method"]["problems"]["clusters"] == "no_neighbours"
        assert "None of the areas borders on another one" in page(client, "measure=low_education&floor=30")

    def test_no_statistics_at_all(self, client: Browser, db: Session) -> None:
        db.execute(text("DELETE FROM layers.statistic"))
        db.commit()
        answer = client.get("/analysis/spread?lang=en")
        assert answer.status_code == 404 and "no statistics" in answer.get_data(as_text=True)

    @pytest.mark.parametrize(
        ("query", "status", "sentence"),
        [
            ("measure=wealth", 404, "There is no indicator wealth here."),
            ("zoning=set:nowhere", 404, "There is no such division into areas here."),
            ("floor=7", 400, "Something in the address is wrong."),
        ],
    )
    def test_what_is_not_there(self, client: Browser, query: str, status: int, sentence: str) -> None:
        answer = client.get(f"/api/analysis/spread?{query}&lang=en")
        assert answer.status_code == status and sentence in answer.get_data(as_text=True)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_page_is_there_in_the_other_languages(client: Browser, language: str) -> None:
    html = page(client, "measure=low_education", language)
    assert {"fi": "Ei merkitsevä", "sv": "Inte signifikant"}[language] in html
