"""What a decision is held against: fixed on its day, and what later years say of it."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from geo.change.programme_effect import difference_in_differences
from layers.indicators.columns import Column
from layers.indicators.years.store import YearTable, store_year
from service.i18n import speaking
from service.programmes.evaluation.fixing import proposed_areas
from tests.conftest import Browser, TownDatabase
from tests.factories.world import STATISTICS

FORM = {
    "title": "Ohjelma 2020–2021",
    "reason": "Valitsemme alueen, jolla moni asia kasautuu.",
    "floor": "300",
    "smoothing": "none",
    "area": ["03"],
    "area_reason": ["Eniten työttömiä."],
    "followup_shown": "1",
    "followup_first_year": "2020",
    "followup_last_year": "2021",
    "followup_compare": ["04", "05"],
    "followup_reason": "Samanlaisia aluetyyppejä.",
}
CODES = tuple(STATISTICS)
Bring = Callable[[dict[int, float]], None]


def decide(client: Browser, **changes: Any) -> Any:
    client.sign_in("official")
    return client.send("/decisions", {key: value for key, value in {**FORM, **changes}.items() if value is not None})


@pytest.fixture
def after(client: Browser) -> str:
    """The page of a decision that an official made."""
    answer = decide(client)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.headers["Location"]) + "/after"


@pytest.fixture
def bring(town: TownDatabase) -> Bring:
    """Brings years of unemployment in: area 03 has the share that is given for the year, the others theirs of 2017."""

    def years(shares: dict[int, float]) -> None:
        with town.session() as db:
            home = db.execute(text("SELECT id FROM boundaries.municipality")).scalar_one()
            for year, share in shares.items():
                force = [float(row[5] + row[6]) if row else np.nan for row in STATISTICS.values()]
                out = [float(row[6]) if row else np.nan for row in STATISTICS.values()]
                out[2] = round(share * force[2])
                values = np.array([out, [whole - part for whole, part in zip(force, out, strict=True)]]).T
                columns = tuple(
                    Column(key, "count", "henkilöä", year, {"fi": key}) for key in ("pt_tyott", "pt_tyoll")
                )
                table = YearTable(f"made_{year}", "Keksitty", columns, CODES, values, np.isnan(values))
                store_year(db, home, "postal", table)
            db.commit()

    return years


def shown(client: Browser, path: str, **query: str) -> str:
    answer = client.get(path, query_string=query, headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    html = answer.get_data(as_text=True)
    assert not re.search(r"\b(nan|inf|None)\b", re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL))
    return html


class TestFixing:
    def test_nearest_areas_are_proposed_and_unranked_ones_never(self) -> None:
        index = {"a": 150.0, "b": 148.0, "c": 120.0, "d": None, "e": 90.0, "f": 151.0}
        table = [{"code": code, "index": one} for code, one in index.items()]
        assert proposed_areas(table, {"a"}) == ["b", "c", "f"]

    def test_form_shows_the_proposal(self, client: Browser) -> None:
        client.sign_in("official")
        page = client.get("/decisions/new?area=03&floor=300&smoothing=eb&lang=en").get_data(as_text=True)
        assert "Proposed: Alue" in page
        assert len(re.findall(r'name="followup_compare" value="\d\d" checked', page)) == 3
        assert 'name="followup_compare" value="03"' not in page
        assert 'name="followup_compare" value="08"' not in page

    def test_without_the_fields_the_rule_chooses(self, client: Browser, db: Session) -> None:
        bare = {name: None for name in FORM if name.startswith("followup_")}
        assert decide(client, **bare).status_code == 303
        row = db.execute(text("SELECT comparison, proposed, first_year FROM service.decision_followup")).one()
        assert [one["code"] for one in row.comparison] == row.proposed
        assert len(row.proposed) == 3

    @pytest.mark.parametrize(
        ("changes", "where"),
        [
            ({"followup_compare": ["04"]}, "followup_compare"),
            ({"followup_compare": ["03", "04"]}, "followup_compare"),
            ({"followup_compare": ["08", "04"]}, "followup_compare"),
            ({"followup_compare": ["77", "04"]}, "followup_compare"),
            ({"followup_reason": " "}, "followup_reason"),
            ({"followup_last_year": "2019"}, "followup_last_year"),
            ({"followup_first_year": "soon"}, "followup_first_year"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_lost(
        self, client: Browser, db: Session, changes: dict[str, Any], where: str
    ) -> None:
        answer = decide(client, **changes)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert f'href="#field-{where}"' in page
        assert "Eniten työttömiä." in page
        assert db.execute(text("SELECT count(*) FROM service.decision")).scalar() == 0

    def test_never_changes_and_is_sealed_with_the_decision(self, client: Browser, after: str, db: Session) -> None:
        body = client.get(f"/api{after}").get_json()
        followup = body["followup"]
        content = {
            "decision_sha256": body["content_sha256"],
            **{
                key: followup[key]
                for key in ("first_year", "last_year", "comparison", "proposed", "reason", "fixed_at")
            },
        }
        canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(canonical.encode()).hexdigest() == followup["content_sha256"]
        for statement in (
            "UPDATE service.decision_followup SET first_year = 1999",
            "DELETE FROM service.decision_followup",
        ):
            with pytest.raises(DBAPIError):
                db.execute(text(statement))
            db.rollback()

    def test_a_decision_without_it_says_that_nothing_can_be_compared(
        self, client: Browser, after: str, town: TownDatabase
    ) -> None:
        from sqlalchemy import create_engine

        from service.db import sqlalchemy_url

        engine = create_engine(sqlalchemy_url(town.settings.database_url))
        with engine.begin() as owner:
            owner.execute(text("ALTER TABLE service.decision_followup DISABLE TRIGGER USER"))
            owner.execute(text("DELETE FROM service.decision_followup"))
        engine.dispose()
        assert "would prove nothing" in shown(client, after, lang="en")
        assert client.get(f"{after}.csv").status_code == 404
        assert client.get(f"/api{after}").status_code == 404


class TestOutcome:
    def test_before_later_years_come_the_baseline_is_shown(self, client: Browser, after: str) -> None:
        page = shown(client, after, lang="en")
        assert "The newest figures are of 2017, and the programme runs 2020–2021." in page
        assert "this page shows by itself" in page
        assert "owe part of that to chance" in page
        assert client.get(f"/api{after}").get_json()["why_no_effect"] == "no_after"

    def test_difference_in_differences_of_the_series(self, client: Browser, after: str, bring: Bring) -> None:
        bring({2018: 0.21, 2019: 0.2, 2020: 0.12, 2021: 0.1})
        body = client.get(f"/api{after}").get_json()
        areas = {one["code"]: [cell["smoothed"] for cell in one["years"]] for one in body["areas"]}
        assert {one["code"]: one["role"] for one in body["areas"]} == {
            "03": "chosen",
            "04": "comparison",
            "05": "comparison",
        }
        truth = difference_in_differences([areas[code] for code in ("03", "04", "05")], [True, False, False], 3)
        assert body["effect"]["effect"] == pytest.approx(truth.effect)
        assert body["effect"]["effect"] < -0.05
        assert body["effect"]["standard_error"] is None
        assert (body["effect"]["rank"], body["effect"]["of"]) == (1, 3)
        page = shown(client, after, lang="en")
        assert "a standard error would mean nothing" in page
        assert "number 1 of 3 in size" in page

    def test_with_so_few_others_a_place_proves_nothing(self, client: Browser, after: str, bring: Bring) -> None:
        bring({2018: 0.21, 2019: 0.2, 2020: 0.12})
        assert "it is no sign that the programme changed anything" in shown(client, after, lang="en")

    def test_a_drift_before_is_said(self, client: Browser, after: str, bring: Bring) -> None:
        bring({2018: 0.3, 2019: 0.2, 2020: 0.19})
        assert "cannot be put down to the programme" in shown(client, after, lang="en")

    def test_an_area_like_no_other_gets_no_mix(self, client: Browser, after: str, bring: Bring) -> None:
        bring({2018: 0.4, 2019: 0.1, 2020: 0.1})
        assert "No mix of the comparison areas ran like this area" in shown(client, after, lang="en")

    def test_many_chosen_areas_have_a_standard_error_by_area(
        self, client: Browser, bring: Bring, town: TownDatabase
    ) -> None:
        many = {
            "floor": "30",
            "area": ["01", "02", "03", "04"],
            "area_reason": ["a", "b", "c", "d"],
            "followup_compare": ["05", "06", "07"],
        }
        path = decide(client, **many).headers["Location"] + "/after"
        bring({2018: 0.21, 2019: 0.2, 2020: 0.12, 2021: 0.1})
        effect = client.get(f"/api{path}").get_json()["effect"]
        assert effect["standard_error"] > 0
        page = shown(client, path, lang="en")
        assert "Standard error by area: " in page
        assert "would mean nothing" not in page

    def test_table_for_spreadsheets(self, client: Browser, after: str, bring: Bring) -> None:
        bring({2019: 0.2, 2020: 0.12})
        answer = client.get(f"{after}.csv?lang=en").get_data(as_text=True).lstrip("\ufeff")
        rows = list(csv.DictReader(io.StringIO(answer), delimiter=";"))
        assert {(row["Code"], row["Role"]) for row in rows} == {
            ("03", "chosen"),
            ("04", "comparison"),
            ("05", "comparison"),
        }
        assert {row["Time"] for row in rows if row["Year"] == "2020"} == {"with the programme"}

    @pytest.mark.parametrize("language", ["fi", "sv", "en"])
    def test_the_same_facts_in_each_language(self, client: Browser, after: str, bring: Bring, language: str) -> None:
        bring({2018: 0.21, 2019: 0.2, 2020: 0.12, 2021: 0.1})
        page = shown(client, after, lang=language)
        effect = client.get(f"/api{after}").get_json()["effect"]["effect"]
        number = f"{abs(100 * effect):.1f}"
        assert "−" + (number if language == "en" else number.replace(".", ",")) in page
        assert {"fi": "Vertailualueet", "sv": "Jämförelseområden", "en": "Comparison areas"}[language] in page

    def test_no_such_decision_or_indicator(self, client: Browser, after: str) -> None:
        assert client.get("/decisions/nothing/after").status_code == 404
        assert client.get(f"{after}?indicator=nothing").status_code == 400


class TestIdeas:
    def test_rates_before_and_since_with_their_ratio(
        self, client: Browser, after: str, bring: Bring, town: TownDatabase
    ) -> None:
        with town.session() as db:
            for number, day in enumerate(("2018-02-01", "2019-06-01", "2020-03-01", "2020-04-01", "2021-05-01")):
                add_pin(db, f"TES-{number}", "03", day)
            add_pin(db, "TES-9", "04", "2020-05-01")
            db.commit()
        body = client.get(f"/api{after}").get_json()["ideas"]
        chosen, compared = body["rows"]
        assert (chosen["before"], chosen["after"]) == (2, 3)
        assert chosen["low"] < chosen["ratio"] < chosen["high"]
        assert chosen["ratio"] == pytest.approx(3 / 2, rel=0.05)
        assert (compared["before"], compared["after"], compared["ratio"]) == (0, 1, None)
        page = shown(client, after, lang="en")
        assert "no clear change" in page
        assert "nothing to compare with" in page

    def test_hidden_ideas_are_not_counted(self, client: Browser, after: str, town: TownDatabase) -> None:
        with town.session() as db:
            add_pin(db, "TES-1", "03", "2019-06-01")
            add_pin(db, "TES-2", "03", "2020-06-01")
            db.execute(text("UPDATE service.pin SET visibility = 'hidden' WHERE reference = 'TES-2'"))
            db.commit()
        rows = client.get(f"/api{after}").get_json()["ideas"]["rows"]
        assert (rows[0]["before"], rows[0]["after"]) == (1, 0)

    def test_a_young_service_compares_nothing(self, client: Browser, after: str) -> None:
        body = client.get(f"/api{after}").get_json()["ideas"]
        assert body["rows"] == []
        assert body["reason_for_none"] == "too_short"


def add_pin(db: Session, reference: str, code: str, day: str) -> None:
    """A public idea in the middle of an area, sent on a day."""
    from geoalchemy2.shape import from_shape

    from geo.crs import METRIC
    from service.participation.pins.models import Pin, Theme
    from tests.factories.world import square

    theme = db.query(Theme).first()
    home = db.execute(text("SELECT id FROM boundaries.municipality")).scalar_one()
    assert theme is not None
    point = from_shape(square(code).centroid, METRIC.epsg)
    db.add(
        Pin(
            municipality_id=home,
            reference=reference,
            kind="idea",
            theme_id=theme.id,
            body="Kokeilu",
            language="fi",
            geom=point,
            public_geom=point,
            created_at=f"{day}T12:00:00+02:00",
        )
    )
    db.flush()


def test_words_stand_without_a_request() -> None:
    with speaking("fi"):
        assert proposed_areas([], set()) == []
