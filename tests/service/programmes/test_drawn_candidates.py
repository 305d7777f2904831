"""Drawn areas as candidates beside the statistical ones: scored, never counted twice, frozen, and shown everywhere."""

import csv
import io
import re
from typing import Any

import numpy as np
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from service.programmes.choosing.apart import left_out, neediest_apart
from service.programmes.records.verifying import verified
from tests.conftest import Browser
from tests.service.programmes.conftest import decide_by_rule
from tests.service.programmes.test_choosing import chosen_on, look
from tests.service.programmes.test_decisions import _change_the_world
from tests.service.programmes.test_records import view_of


@pytest.fixture
def drawn(client: Browser) -> str:
    """The address of a drawn area that is made of two needy units, and so overlaps both."""
    client.sign_in("official")
    made = client.send_json("/api/areas", {"name": "Kaksi ruutua", "areas": ["03", "04"]})
    assert made.status_code == 201, made.get_data(as_text=True)
    return str(made.json["slug"])


@pytest.fixture
def other(client: Browser) -> str:
    """Another drawn area, which overlaps the first one in a unit."""
    client.sign_in("official")
    made = client.send_json("/api/areas", {"name": "Toinen alue", "areas": ["04", "05"]})
    assert made.status_code == 201, made.get_data(as_text=True)
    return str(made.json["slug"])


def drawn_of(client: Browser, **options: Any) -> dict[str, Any]:
    """What the record of a choice holds of drawn areas, and the codes of the chosen units."""
    client.sign_in("official")
    plain = {"title": "T", "reason": "R", "add": [], "drop": [], "sum": "", "budget": "", "per_head": ""}
    answer = decide_by_rule(client, **{**plain, **options})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    content = client.get(answer.headers["Location"] + ".json").get_json()["content"]
    found: dict[str, Any] = content["method_card"]["drawn"]
    return {**found, "units": {one["code"] for one in content["chosen"]}, "address": answer.headers["Location"]}


class TestApart:
    def test_the_needier_of_a_pair_is_kept(self) -> None:
        kept = neediest_apart(np.array([1.0, 3.0, 2.0, np.nan]), [(0, 1), (1, 2), (0, 2)])
        assert np.isnan(kept).tolist() == [True, False, True, True]

    def test_one_who_overlaps_only_those_left_out_is_kept(self) -> None:
        kept = neediest_apart(np.array([3.0, 2.0, 1.0]), [(0, 1), (1, 2)])
        assert np.isnan(kept).tolist() == [False, True, False]

    def test_equal_ones_are_kept_by_order(self) -> None:
        assert np.isnan(neediest_apart(np.array([2.0, 2.0]), [(1, 0)])).tolist() == [False, True]

    def test_left_out_names_the_chosen_one(self) -> None:
        flags = [np.array(one) for one in ([True, False, False], [True, True, False])]
        assert left_out(flags[0], flags[1], [(0, 1), (0, 2)]) == [(1, 0)]


class TestRules:
    def test_top_takes_one_of_an_overlapping_pair(self, client: Browser, drawn: str) -> None:
        found = drawn_of(client, by="top", count="2", also=drawn)
        code = f"drawn-{drawn}"
        assert {other for one, other in found["overlaps"] if one == code} >= {"03", "04"}
        taken = found["units"] | set(found["chosen"])
        assert len(taken) == 2
        assert not (code in taken and taken & {"03", "04"})
        left = dict(found["left_out"])
        assert left
        assert set(left.values()) <= taken

    def test_threshold_takes_one_of_an_overlapping_pair(self, client: Browser, drawn: str, other: str) -> None:
        found = drawn_of(client, by="threshold", index="90", p="0", also=[drawn, other])
        taken = found["units"] | set(found["chosen"])
        assert not [pair for pair in found["overlaps"] if set(pair) <= taken]
        assert set(dict(found["left_out"]).values()) <= taken

    def test_a_rule_that_asks_how_surely_leaves_drawn_areas_aside(self, client: Browser, drawn: str) -> None:
        page = look(client, by="threshold", index="90", p="0.5", top="5", also=drawn)
        assert "asks how surely an area is among the first" in page

    def test_budget_never_takes_both(self, client: Browser, drawn: str, other: str) -> None:
        cost = {f"cost-drawn-{drawn}": "1000", f"cost-drawn-{other}": "1000"}
        found = drawn_of(client, by="budget", budget="300000", per_head="50", also=[drawn, other], **cost)
        taken = found["units"] | set(found["chosen"])
        assert f"drawn-{drawn}" in taken or f"drawn-{other}" in taken
        assert not [pair for pair in found["overlaps"] if set(pair) <= taken]

    @pytest.mark.parametrize(
        ("rule", "words"),
        [
            ({"by": "joined", "count": "2"}, "only statistical areas are known to lie side by side"),
            ({"by": "each", "count": "2", "part-03": "A", "part-05": "B"}, "they may lie in several districts"),
        ],
    )
    def test_other_rules_leave_them_out_and_say_so(
        self, client: Browser, drawn: str, rule: dict[str, str], words: str
    ) -> None:
        without = chosen_on(look(client, **rule))
        page = look(client, also=drawn, **rule)
        assert chosen_on(page) == without
        assert words in page

    def test_an_area_taken_in_by_hand_keeps_out_what_overlaps_it(self, client: Browser, drawn: str) -> None:
        page = look(client, by="threshold", index="900", p="0", add="03", also=drawn)
        assert "Kaksi ruutua was left out because it overlaps" in page
        assert chosen_on(page) == ["03"]

    def test_units_keep_their_index_and_rank(self, client: Browser, drawn: str) -> None:
        def numbers(page: str) -> list[str]:
            body = page[page.index('id="areas-table"') :]
            return re.findall(r'data-value="([^"]*)"', body)

        assert numbers(look(client, by="top", count="2")) == numbers(look(client, by="top", count="2", also=drawn))


class TestRecord:
    def test_same_byte_for_byte_whatever_happens(self, client: Browser, db: Session, drawn: str) -> None:
        found = drawn_of(client, by="threshold", index="90", p="0", also=drawn)
        row = found["rows"][0]
        sealed = db.execute(
            text("SELECT encode(sha256(ST_AsBinary(geom)), 'hex') FROM boundaries.area_version WHERE id = :id"),
            {"id": row["area_version_id"]},
        ).scalar_one()
        assert row["boundary_sha256"] == sealed
        _change_the_world(db)
        again = verified(view_of(db, found["address"]))
        assert again.is_sealed
        assert again.is_same, again.differences

    @pytest.mark.parametrize("language", ["fi", "sv", "en"])
    def test_is_shown_on_every_page_and_in_every_file(self, client: Browser, drawn: str, language: str) -> None:
        address = drawn_of(client, by="threshold", index="90", p="0", also=drawn)["address"]
        title = {
            "fi": "Piirretyt alueet tilastoalueiden rinnalla",
            "sv": "Ritade områden vid sidan av statistikområdena",
            "en": "Drawn areas beside the statistical ones",
        }[language]
        for path in ("", "/report.html"):
            page = client.get(f"{address}{path}?lang={language}").get_data(as_text=True)
            assert title in page
            assert "Kaksi ruutua" in page
        assert "Kaksi ruutua" in client.get(f"{address}/method?lang={language}").get_data(as_text=True)
        body = client.get(f"{address}/areas.csv?lang={language}").get_data().decode("utf-8-sig")
        assert [row for row in csv.reader(io.StringIO(body), delimiter=";") if f"drawn-{drawn}" in row]
        slug = address.rsplit("/", 1)[-1]
        compared = client.get(f"/decisions/compare?a={slug}&b={slug}&lang={language}").get_data(as_text=True)
        assert "Kaksi ruutua" in compared
        file = client.get(f"{address}/areas.gpkg")
        assert f"drawn-{drawn}".encode() in file.get_data()
        file.close()

    def test_a_chosen_one_is_outlined_on_every_map(self, client: Browser, drawn: str) -> None:
        options = {"by": "budget", "budget": "60000", "per_head": "50", f"cost-drawn-{drawn}": "1000", "also": drawn}
        options |= {"add": "02"}  # a decision needs a unit beside the drawn area
        found = drawn_of(client, **options)
        assert found["chosen"] == [f"drawn-{drawn}"]
        page = client.get(found["address"]).get_data(as_text=True)
        assert "paper-map__area--6 paper-map__area--chosen" in page
        assert f'"slug": "drawn-{drawn}"' in page or f"drawn-{drawn}" in page.split("data-map-config", 1)[-1]
        assert "Kaksi ruutua" in client.get(f"{found['address']}/report.html").get_data(as_text=True)
        assert f'data-drawn="{drawn}"' in look(client, **options)

    def test_older_choices_hold_nothing_of_it(self, record: str, client: Browser) -> None:
        card = client.get(f"{record}.json").get_json()["content"]["method_card"]
        assert "drawn" not in card
        assert "also" not in card["choice"]


class TestHostile:
    @pytest.mark.parametrize("slug", ["nowhere", "' OR 1=1 --", "<img src=x onerror=alert(1)>", "../../etc/passwd"])
    def test_unknown_address_is_a_sentence(self, client: Browser, slug: str) -> None:
        page = look(client, by="top", count="2", also=slug)
        assert "One of the drawn areas is not published here" in page
        assert "<img src=x" not in page

    def test_statistical_unit_is_no_drawn_area(self, client: Browser, db: Session) -> None:
        slug = db.execute(text("SELECT slug FROM boundaries.area WHERE code = '03'")).scalar_one()
        assert "One of the drawn areas is not published here" in look(client, by="top", count="2", also=slug)

    def test_too_many_are_refused(self, client: Browser) -> None:
        client.sign_in("official")
        query = "&".join(f"also=a{number}" for number in range(21))
        assert client.get(f"/decisions/choose?{query}", headers={"Accept": "text/html"}).status_code == 422
