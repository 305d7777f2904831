"""Heat is never raw alone: rates, adjusted for who takes part, and against residents; heaps, repeats and thin data."""

import re
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from service.accounts.models import Person
from service.participation.pins.models import Pin
from tests.conftest import Browser
from tests.factories.world import ORIGIN, square
from tests.service.analysis.test_pins import fetched, say

PAGE = {"Accept-Language": "en", "Accept": "text/html"}


def grid(client: Browser, query: str) -> dict[str, Any]:
    answer = client.get(f"/api/analysis/heat?{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def cells(found: dict[str, Any]) -> np.ndarray:
    """The values as an array of rows, NaN where there is none."""
    values = np.array([np.nan if value is None else value for value in found["values"]])
    return values.reshape(found["rows"], found["columns"])


def mean_in(found: dict[str, Any], code: str) -> float:
    """The mean over the cells of an area."""
    west, south, east, north = (int((side - low) // found["cell"]) for side, low in zip(
        square(code).bounds, (found["west"], found["south"]) * 2, strict=True
    ))  # fmt: skip
    return float(np.nanmean(cells(found)[south:north, west:east]))


def page(client: Browser, query: str = "") -> str:
    answer = client.get(f"/analysis/pins{query}", headers=PAGE)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


@pytest.fixture
def uneven(db: Session) -> None:
    """Area 01 (2,000 people) sends sixty ideas, area 05 (5,000 people) fifteen."""
    say(db, "01", 60)
    say(db, "05", 15)


@pytest.mark.usefixtures("uneven")
class TestFourMaps:
    def test_adjusting_gives_the_quieter_area_more_and_the_louder_less(self, client: Browser) -> None:
        plain, adjusted = (grid(client, f"map={kind}&sigma=300") for kind in ("rate", "adjusted"))
        assert plain["steps"] == adjusted["steps"], "the two maps share their classes"
        assert mean_in(plain, "01") > 2 * mean_in(plain, "05")
        assert mean_in(adjusted, "01") < mean_in(plain, "01")
        assert mean_in(adjusted, "05") > mean_in(plain, "05")

    def test_ratio_is_about_one_on_the_whole_and_masked_where_thin(self, client: Browser) -> None:
        found = grid(client, "map=risk&sigma=300")
        assert mean_in(found, "01") > 1.5 > mean_in(found, "05")
        values = cells(found)
        assert np.isnan(values[-1, -1]), "nobody lives in area 09"
        assert np.nanmin(values) > 0
        half = int(found["cell"])
        assert np.isnan(values[int(2500 // half), int(100 // half)]), "no five ideas within 900 m"

    def test_runs_are_the_values_in_classes(self, client: Browser) -> None:
        for kind in ("raw", "rate", "adjusted", "risk"):
            found = grid(client, f"map={kind}&sigma=250")
            runs = np.array(found["runs"]).reshape(-1, 2)
            classes = np.repeat(runs[:, 0], runs[:, 1])
            assert len(classes) == len(found["values"]) == found["rows"] * found["columns"]
            for number, value in zip(classes.tolist(), found["values"], strict=True):
                if number:
                    step = found["steps"][number - 1]
                    # Values are told to three digits, classes are made of the whole ones.
                    assert (step["low"] or 0) <= value * 1.01
                    assert step["high"] is None or value * 0.99 < step["high"]
            assert classes.any()

    def test_page_always_holds_the_switch_and_the_table(self, client: Browser) -> None:
        for kind in ("raw", "rate", "adjusted", "risk", "silent"):
            html = page(client, f"?map={kind}&sigma=300")
            for other in ("As they are", "Per 1,000", "By who takes part", "Against residents", "Silent areas"):
                assert other in html
            assert html.count("<tr data-code=") == 9
            assert not re.search(r"\bnan\b", html, re.IGNORECASE)

    def test_page_says_what_was_done(self, client: Browser) -> None:
        html = page(client, "?map=adjusted&sigma=300")
        assert "at least 0.2 and at most 5" in html
        assert "standard deviation of 300 m" in html
        assert "A rule of thumb (Scott)" in html
        assert "shared out evenly" in html
        assert "fewer than 5 ideas" in page(client, "?map=risk&sigma=300")

    def test_what_is_hidden_is_in_no_surface(self, client: Browser, db: Session) -> None:
        before = grid(client, "map=raw&sigma=300")
        db.execute(text("UPDATE service.pin SET visibility = 'hidden' WHERE municipality_id = 1 AND "
                        "ST_X(geom) < :east"), {"east": ORIGIN[0] + 1000})  # fmt: skip
        db.commit()
        after = grid(client, "map=raw&sigma=300")
        assert mean_in(before, "01") > 40
        assert mean_in(after, "01") < 1


class TestHeaps:
    def test_many_on_one_point_are_flagged_and_left_out_unless_wanted(self, client: Browser, db: Session) -> None:
        say(db, "05", 25, at=(500, 500))
        say(db, "01", 19, at=(400, 400))
        out, taken = fetched(client), fetched(client, "?heaps=in")
        assert (out["method"]["ideas"]["in_heaps"], taken["method"]["ideas"]["in_heaps"]) == (25, 0)
        assert [one["ideas"] for one in out["areas"] if one["code"] == "05"] == [0]
        assert [one["ideas"] for one in taken["areas"] if one["code"] == "05"] == [25]
        for query, words in (("", "left out of the maps"), ("?heaps=in", "They are taken in.")):
            html = page(client, query)
            assert "Very many ideas lie on one point" in html
            assert "25 ideas" in html
            assert words in html
        kilometre = (grid(client, "map=raw&sigma=300")["cell"] / 1000) ** 2
        sums = [np.nansum(cells(grid(client, f"map=raw&sigma=300&heaps={way}"))) * kilometre for way in ("out", "in")]
        assert sums == pytest.approx([19, 44], rel=0.02)

    def test_a_rounded_place_is_no_heap(self, client: Browser, db: Session) -> None:
        say(db, "05", 25, at=(500, 500), precision="about_100_m")
        assert fetched(client)["method"]["ideas"]["in_heaps"] == 0


class TestVoices:
    def test_one_person_counts_once_on_one_theme_and_spot(self, client: Browser, db: Session) -> None:
        person = db.scalars(select(Person)).first()
        say(db, "05", 4, author_id=person.id)
        say(db, "05", 1, at=(900, 900), author_id=person.id)
        say(db, "05", 3)
        (row,) = (one for one in fetched(client)["areas"] if one["code"] == "05")
        assert (row["ideas"], row["voices"]) == (8, 5)
        assert row["per_1000"] == pytest.approx(1000 * 5 / 5000)
        assert "3 of them say again" in page(client)

    def test_fewer_than_five_voices_are_not_told_apart_from_ideas(self, client: Browser, db: Session) -> None:
        person = db.scalars(select(Person)).first()
        say(db, "05", 6, author_id=person.id)
        (row,) = (one for one in fetched(client)["areas"] if one["code"] == "05")
        assert (row["ideas"], row["voices"]) == (6, 6)

    def test_too_few_voices_are_not_weighted(self, client: Browser, db: Session) -> None:
        say(db, "05", 3)
        assert fetched(client)["method"]["weighting"]["reason_for_none"] == "few_voices"
        assert "Nothing was adjusted" in page(client, "?map=adjusted")
        say(db, "05", 9, at=(100, 100))
        assert "All ideas are of one area" in page(client, "?map=adjusted")

    def test_weights_stay_within_their_limits(self, client: Browser, db: Session) -> None:
        say(db, "07", 30)
        say(db, "05", 1)
        body = fetched(client)
        weights = {one["code"]: one["weight"] for one in body["areas"]}
        assert weights["07"] == 0.2
        assert weights["05"] == 5
        assert body["method"]["weighting"]["trimmed"] == 31


class TestChoices:
    def test_themes_and_days_narrow_map_and_table(self, client: Browser, db: Session) -> None:
        say(db, "05", 6)
        db.execute(text("UPDATE service.pin SET created_at = '2024-05-01T09:00:00Z'"))
        db.commit()
        say(db, "01", 4)
        assert fetched(client, "?theme=traffic")["method"]["ideas"]["total"] == 0
        assert fetched(client, "?until=2024-05-01")["method"]["ideas"]["in_areas"] == 6
        assert fetched(client, "?since=2024-05-02")["method"]["ideas"]["in_areas"] == 4
        assert "No idea matches these choices." in page(client, "?theme=traffic")
        assert "there is nothing to draw" in page(client, "?theme=traffic&map=risk")
        assert db.query(Pin).count() == 10

    def test_nothing_said_at_all(self, client: Browser) -> None:
        for kind in ("raw", "rate", "adjusted", "risk", "silent"):
            page(client, f"?map={kind}")
            assert set(grid(client, f"map={kind}")["values"]) <= {None, 0.0}

    @pytest.mark.parametrize(
        "query",
        ["sigma=3", "sigma=125", "sigma=1e9", "sigma=nan", "heaps=maybe", "since=soon", "map=loud", "x=1",
         "theme=" + "a" * 61, "until=2024-13-01", "base='%3B--"],
    )  # fmt: skip
    def test_hostile_values_get_a_sentence(self, client: Browser, query: str) -> None:
        for path in ("/analysis/pins", "/api/analysis/heat", "/api/analysis/heat/classes", "/api/analysis/pins"):
            assert client.get(f"{path}?{query}").status_code == 400, path

    @pytest.mark.parametrize("lang", ["fi", "sv", "en"])
    @pytest.mark.parametrize("kind", ["raw", "rate", "adjusted", "risk"])
    def test_pages_in_three_languages(self, client: Browser, db: Session, kind: str, lang: str) -> None:
        say(db, "05", 25, at=(500, 500))
        say(db, "01", 12)
        html = page(client, f"?map={kind}&lang={lang}&base=users")
        assert f'<html lang="{lang}"' in html
        assert " style=" not in html
        assert ("Holiday homes are shared out" in html) == (lang == "en" and kind != "raw")
