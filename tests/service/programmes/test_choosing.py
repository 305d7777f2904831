"""Choosing by a rule, on plain pages: each rule, the reasons told, the official's changes, and what cannot be done."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest

from service.accounts.models import ROLES
from tests.conftest import Browser


def look(client: Browser, path: str = "/decisions/choose", **asked: Any) -> str:
    """The page of a choice in English, as an official sees it."""
    client.sign_in("official")
    query = urlencode({"lang": "en", **asked}, doseq=True)
    return client.get(f"{path}?{query}", headers={"Accept": "text/html"}).get_data(as_text=True)


def chosen_on(page: str) -> list[str]:
    """Codes of the chosen areas, in the order of their reasons."""
    return re.findall(r'class="card chosen-area" data-code="(\w+)"', page)


@pytest.mark.parametrize("role", [None, *ROLES])
def test_is_for_officials(client: Browser, role: str | None) -> None:
    if role:
        client.sign_in(role)
    status = client.get("/decisions/choose", headers={"Accept": "text/html"}).status_code
    assert (status == 200) == (role in ("official", "administrator"))


class TestRules:
    def test_first_of_the_ranking(self, client: Browser) -> None:
        page = look(client, by="top", count="2")
        ranked = re.findall(r'<tr data-code="(\w+)">', page)
        assert chosen_on(page) == ranked[:2]

    def test_over_a_limit_and_surely_so(self, client: Browser) -> None:
        all_over = chosen_on(look(client, by="threshold", index="100", p="0", top="3"))
        surely = chosen_on(look(client, by="threshold", index="100", p="0.95", top="3"))
        assert all_over
        assert set(surely) < set(all_over)

    def test_most_need_within_a_sum(self, client: Browser) -> None:
        page = look(client, by="budget", budget="300 000", per_head="50,0")
        assert set(chosen_on(page)) == {"03", "04"}
        assert "250,000" in page

    def test_own_cost_of_an_area(self, client: Browser) -> None:
        page = look(client, by="budget", budget="300000", per_head="50", **{"cost-04": "300001"})
        assert "04" not in chosen_on(page)

    def test_at_least_one_in_each_district(self, client: Browser) -> None:
        parts = {
            f"part-{code}": "North" if code in ("05", "06") else "South"
            for code in ("01", "02", "03", "04", "05", "06")
        }
        page = look(client, by="each", count="2", **parts)
        found = chosen_on(page)
        assert "04" in found
        assert {"05", "06"} & set(found)

    def test_side_by_side(self, client: Browser) -> None:
        # Of areas with a need, 03 and 04 touch only across 02 or 05: a choice of two keeps together.
        found = chosen_on(look(client, by="joined", count="2"))
        assert len(found) == 2
        assert touch(*found)


def touch(one: str, other: str) -> bool:
    """Whether two squares of the town share a corner or a side."""
    (x, y), (u, v) = (((int(code) - 1) % 3, (int(code) - 1) // 3) for code in (one, other))
    return max(abs(x - u), abs(y - v)) == 1


def test_fields_left_empty_count_as_not_given(client: Browser) -> None:
    empty = ("index", "most", "zoning", "over", "least", "greatest", "cost-04", "part-04", "each", "sum")
    page = look(client, by="budget", budget="300000", per_head="50", **dict.fromkeys(empty, ""))
    assert set(chosen_on(page)) == {"03", "04"}


class TestReasons:
    def test_sum_adds_up_and_neighbours_are_named(self, client: Browser) -> None:
        page = look(client, by="top", count="2")
        sentence = re.search(r'class="sum-sentence">\s*Alue \d\d ([\d.,]+) = 100([^<]+)<', page)
        assert sentence, page
        parts = re.findall(r"([+−]) [^+−]*?\u00a0([\d.]+)", sentence[2])
        total = 100 + sum(float(value) * (1 if sign == "+" else -1) for sign, value in parts)
        assert total == pytest.approx(float(sentence[1]), abs=1e-6)
        assert "The nearest area left out is Alue" in page
        assert "in nine of ten draws" in page
        assert "No change of one weight alone" in page
        assert "would come before it" in look(client, by="top", count="3")

    def test_what_the_rule_would_take_instead(self, client: Browser) -> None:
        assert "Without it" in look(client, by="budget", budget="300000", per_head="50")


class TestOwnChanges:
    def test_are_marked_and_can_be_undone(self, client: Browser) -> None:
        before = chosen_on(look(client, by="top", count="2"))
        other = next(code for code in ("01", "02", "05") if code not in before)
        page = look(client, by="top", count="2", add=other, drop=before[0])
        assert set(chosen_on(page)) == {other, before[1]}
        assert "taken in by the official" in page
        assert "Left out by the official" in page
        assert page.count("Follow the rule") >= 2

    def test_both_at_once_is_refused_in_words(self, client: Browser) -> None:
        assert "cannot be both taken in and left out" in look(client, add="01", drop="01")


class TestImpossible:
    @pytest.mark.parametrize(
        ("asked", "words"),
        [
            ({"by": "top", "count": "40"}, "40 areas are asked for, and 6 are ranked."),
            ({"by": "threshold"}, "Give the index from which areas are taken."),
            ({"by": "budget", "per_head": "50"}, "Give the sum that the areas may cost together."),
            ({"by": "budget", "budget": "1000"}, "Give what the areas cost"),
            ({"by": "budget", "budget": "10", "per_head": "50"}, "The cheapest area costs 40,000"),
            ({"by": "each", "count": "2"}, "No area lies in a district."),
            ({"by": "each", "count": "1", "part-01": "A", "part-02": "B"}, "There are 2 districts"),
            ({"by": "joined", "count": "7"}, "7 areas side by side are asked for"),
            ({"among": "hand", "only": "09"}, "No area is ranked by these choices."),
            ({"among": "urban"}, "no map of urban zones"),
            ({"w-unemployment": "0", "w-low_education": "0", "w-low_income": "0"}, "Nothing has a weight"),
            ({"sum": "100000", "least": "90000"}, "take more than the sum"),
            ({"sum": "100000", "greatest": "100"}, "take less than the sum"),
            ({"sum": "100000", "least": "50", "unit": "100"}, "must be multiples of 100"),
            ({"sum": "100000", "over": "500"}, "nobody to share among"),
        ],
    )
    def test_is_said_in_a_sentence(self, client: Browser, asked: dict[str, str], words: str) -> None:
        page = look(client, **asked)
        assert words in page.replace("\u00a0", " ")
        assert "nan" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL).lower().replace("finans", "")

    @pytest.mark.parametrize(
        ("name", "value"), [("budget", "paljon"), ("count", "0"), ("count", "1,5"), ("cost-04", "-5"), ("sum", "1e99")]
    )
    def test_wrong_number_is_pointed_at_and_kept(self, client: Browser, name: str, value: str) -> None:
        page = look(client, by="budget", **{name: value})
        assert f'href="#field-{name}"' in page
        assert f'value="{value}"' in page

    def test_unknown_parameter_is_refused(self, client: Browser) -> None:
        client.sign_in("official")
        assert client.get("/decisions/choose?nonsense=1").status_code == 400


def test_shared_sum_adds_up_in_each_way(client: Browser) -> None:
    page = look(client, by="top", count="3", sum="100000", unit="1000").replace("\u00a0", " ")
    last = page[page.index("<tfoot>") : page.index("</tfoot>")]
    assert last.count("100,000 €") == 3
