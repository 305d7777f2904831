"""The sum index as anyone may fetch it: published values, states, and what the reader chose."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Browser

CASES = {one["id"]: one for one in json.loads(Path("tests/reference/cases.json").read_text())["cases"]}


def fetched(client: Browser, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/analysis/index{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def ranked(body: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in body["areas"] if one["rank"] is not None]


class TestKuopio:
    def test_raw_index_of_the_reference_case(self, kuopio: Browser) -> None:
        expected = CASES["A-SI-02"]["expected"]
        body = fetched(kuopio, "?floor=30&smoothing=none")
        rows = ranked(body)
        assert len(rows) == expected["areas"] == body["method"]["units_ranked"]
        for row, wanted in zip(rows, expected["top5"], strict=False):
            assert row["code"] == wanted["posti_alue"]
            assert row["index"] == pytest.approx(wanted["index"], rel=1e-9)
            for key in ("unemployment", "low_education", "low_income"):
                assert row["indicators"][key]["relative"] == pytest.approx(wanted[key], rel=1e-9)
        rates = {one["key"]: one["municipality_share"] for one in body["method"]["indicators"]}
        assert rates == pytest.approx(expected["city_rates"], rel=1e-9)
        assert rows[-1]["index"] == pytest.approx(expected["index_min"], rel=1e-9)

    def test_smoothed_index_of_larger_areas(self, kuopio: Browser) -> None:
        rows = ranked(fetched(kuopio, "?floor=1000&smoothing=eb"))[:5]
        assert [(row["name"]["fi"], round(row["index"], 1)) for row in rows] == [
            ("Juankoski Keskus", 133.4),
            ("Karttula Keskus", 132.8),
            ("Nilsiä Keskus", 128.5),
            ("Vehmersalmi Keskus", 128.2),
            ("Reittiö", 126.2),
        ]

    def test_the_floor_changes_who_is_ranked_and_not_the_index(self, kuopio: Browser) -> None:
        low, high = (fetched(kuopio, f"?floor={floor}") for floor in (30, 1000))
        before = {one["code"]: one["index"] for one in low["areas"]}
        assert all(one["index"] == before[one["code"]] for one in ranked(high))
        assert len(ranked(high)) < len(ranked(low))

    def test_parts_add_up_to_the_index(self, kuopio: Browser) -> None:
        for row in ranked(fetched(kuopio)):
            parts = sum(one["contribution"] for one in row["indicators"].values())
            assert 100 + parts == pytest.approx(row["index"], rel=1e-12)


class TestStates:
    def test_hidden_figures_are_a_state_and_never_a_number(self, client: Browser) -> None:
        rows = {one["code"]: one for one in fetched(client, "?floor=30")["areas"]}
        hidden = rows["08"]
        assert hidden["state"] == "not_published"
        assert hidden["rank"] is hidden["index"] is hidden["raw_index"] is None
        assert all(one["state"] == "suppressed" for one in hidden["indicators"].values())
        assert all(one["share"] is None for one in hidden["indicators"].values())
        assert rows["09"]["state"] == "below_floor"

    def test_small_areas_are_below_the_floor(self, client: Browser) -> None:
        rows = {one["code"]: one for one in fetched(client)["areas"]}
        assert rows["07"]["state"] == "below_floor"
        assert {one["code"]: one for one in fetched(client, "?floor=100")["areas"]}["07"]["state"] == "ranked"

    def test_without_statistics_the_answer_says_so(self, client: Browser, db: Any) -> None:
        from sqlalchemy import text

        db.execute(text("DELETE FROM layers.statistic"))
        db.commit()
        answer = client.get("/api/analysis/index")
        assert answer.status_code == 404
        assert answer.get_json()["code"] == "no_statistics"


@pytest.mark.parametrize("query", ["?floor=7", "?floor=x", "?smoothing=all", "?weights=1", "?floor="])
def test_bad_choices_get_a_sentence(client: Browser, query: str) -> None:
    answer = client.get(f"/api/analysis/index{query}")
    assert answer.status_code == 400
    assert answer.get_json()["detail"]
