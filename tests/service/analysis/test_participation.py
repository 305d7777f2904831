"""Who takes part beside who lives here: ratios with ranges, the unknown in a row of its own, ties never under five."""

from typing import Any

import numpy as np
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from geo.protection import cell_key
from service.accounts.models import Person
from service.analysis.participation.protected import keys_of, told
from tests.conftest import Browser
from tests.service.analysis.test_pins import say

HTML = {"Accept": "text/html"}


def fetched(client: Browser, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/analysis/participation{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def page(client: Browser, query: str = "", lang: str = "en") -> str:
    answer = client.get(f"/analysis/participation{query}", headers={**HTML, "Accept-Language": lang})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


@pytest.fixture
def uneven(db: Session) -> None:
    """Area 01 (2,000 people) sends sixty ideas, area 05 (5,000) fifteen, area 04 (4,000) ten; six are of no area."""
    say(db, "01", 50, tie="permanent")
    say(db, "01", 10, at=(200, 200), tie="seasonal")
    say(db, "05", 15, tie="permanent")
    say(db, "04", 10, tie="permanent")
    say(db, None, 6)


@pytest.mark.usefixtures("uneven")
class TestByArea:
    def test_ratios_weights_and_what_is_unknown(self, client: Browser) -> None:
        body = fetched(client)
        rows = {one["code"]: one for one in body["areas"]}
        people = 2000 + 3000 + 1000 + 4000 + 5000 + 800 + 120 + 20
        assert rows["01"]["ratio"] == pytest.approx((60 / 85) / (2000 / people))
        assert rows["01"]["low"] < rows["01"]["ratio"] < rows["01"]["high"]
        assert rows["01"]["verdict"] == "more" and rows["05"]["verdict"] == "fewer"
        assert rows["05"]["weight"] == pytest.approx((5000 / people) / (15 / 85))
        assert rows["09"]["ratio"] is None and rows["09"]["verdict"] == "unknown"
        assert body["method"]["unknown"] == 6
        expected = 0.5 * sum(
            abs(one["share"] - one["people_share"]) for one in rows.values() if one["share"] is not None
        )
        assert body["method"]["dissimilarity"] == pytest.approx(expected)
        assert body["method"]["dissimilarity_weighted"] < expected
        assert body["method"]["effective_n"] < 91
        assert sum(one["weighted_share"] or 0 for one in rows.values()) == pytest.approx(1)

    def test_page_holds_the_table_the_unknown_and_the_words(self, client: Browser) -> None:
        html = page(client)
        assert html.count("<tr data-code=") == 9
        assert "No area known, or nobody lives there" in html
        assert "clearly fewer" in html and "Chance alone would hardly" in html
        assert 'class="chart-spec"' in html
        assert "Only staff see this" not in html

    @pytest.mark.parametrize("lang", ["fi", "sv", "en"])
    def test_in_three_languages(self, client: Browser, lang: str) -> None:
        client.sign_in("official")
        html = page(client, f"?lang={lang}")
        assert f'<html lang="{lang}"' in html
        assert " style=" not in html
        assert ("raking" in html) and ("Weighted by area and tie" in html) == (lang == "en")

    @pytest.mark.parametrize("query", ["?base=all", "?since=x", "?map=raw", "?until=2024-02-30", "?theme=" + "a" * 99])
    def test_hostile_values_get_a_sentence(self, client: Browser, query: str) -> None:
        for path in ("/analysis/participation", "/api/analysis/participation"):
            assert client.get(path + query).status_code == 400


@pytest.mark.usefixtures("uneven")
class TestByTie:
    def test_officials_and_planners_alone_see_it(self, client: Browser) -> None:
        for role, sees in (("moderator", False), ("planner", True), ("official", True)):
            client.sign_in(role)
            assert ("Only staff see this" in page(client)) == sees, role

    def test_counts_under_five_are_not_told_and_the_rest_is_weighted(self, client: Browser, db: Session) -> None:
        say(db, "05", 4, at=(200, 200), tie="visitor")
        client.sign_in("official")
        html = page(client)
        visitors = html.split('<th scope="row">visit</th>')[1].split("</tr>")[0]
        assert "fewer than five" in visitors
        assert "Weighted by area and tie at once" in html
        assert "of equal weight" in html

    def test_groups_that_cannot_be_met_at_once_are_said(self, client: Browser, db: Session) -> None:
        db.execute(text("UPDATE service.pin SET tie = CASE tie WHEN 'permanent' THEN 'seasonal' ELSE 'permanent' END"))
        db.commit()
        client.sign_in("official")
        assert "No weights meet the areas and the ties at once" in page(client)

    def test_one_group_alone_is_said(self, client: Browser, db: Session) -> None:
        db.execute(text("UPDATE service.pin SET tie = 'permanent'"))
        db.commit()
        client.sign_in("official")
        assert "Only one of the two groups reaches five ideas" in page(client)
        db.execute(text("UPDATE service.pin SET tie = 'unknown'"))
        db.commit()
        assert "no group reaches five" in page(client)


def test_where_ties_are_spread_thin_areas_are_put_together(client: Browser, db: Session) -> None:
    say(db, "05", 20, tie="permanent")
    say(db, "06", 9, tie="permanent")
    for code in ("01", "02", "03"):
        say(db, code, 4, at=(300, 300), tie="seasonal")
    client.sign_in("official")
    html = page(client)
    assert "put together by how many holiday homes" in html
    assert "6 areas, holiday homes under 5% of their people" in html
    assert "1 area, holiday homes between 5% and 25%" in html
    # Holiday homes under 1,500 stand beside 16,000 residents: a third of the ideas weighs far less than a third.
    seasonal = html.split('<th scope="row">have a holiday home there</th>')[1].split("</tr>")[0]
    before, after = (float(seasonal.split("%")[at].split(">")[-1]) for at in (0, 2))
    assert after < before / 2


def test_hidden_ideas_and_repeats_count_in_neither(client: Browser, db: Session) -> None:
    person = db.query(Person).first()
    say(db, "05", 7, author_id=person.id, tie="permanent")
    say(db, "05", 6, at=(900, 900), visibility="hidden", tie="seasonal")
    say(db, "05", 9, tie="permanent")
    rows = {one["code"]: one for one in fetched(client)["areas"]}
    assert rows["05"]["voices"] == 10
    client.sign_in("official")
    html = page(client)
    assert "no group reaches five" not in html
    seasonal = html.split('<th scope="row">have a holiday home there</th>')[1].split("</tr>")[0]
    assert "fewer than five" in seasonal


def test_nothing_said_or_nobody_to_compare(client: Browser, db: Session) -> None:
    assert "so there is nothing to compare" in page(client)
    say(db, "09", 6)
    html = page(client)
    assert "No idea is of an area where people live" in html
    assert "nan" not in html.lower().split("<main")[1].split("</main")[0].replace("finans", "")
    db.execute(text("DELETE FROM layers.statistic"))
    db.commit()
    assert client.get("/analysis/participation", headers=HTML).status_code == 404


class TestProtection:
    def test_the_same_ideas_have_the_same_noise_and_another_secret_another(self) -> None:
        ids = [f"idea-{number}" for number in range(400)]
        one, again, other = keys_of("a secret", ids), keys_of("a secret", ids), keys_of("another", ids)
        assert one == again and one != other
        assert told(one) == told(again)

    def test_noise_is_small_and_even_and_nothing_under_five_is_told(self) -> None:
        chance = np.random.default_rng(3)
        found = []
        for _time in range(4000):
            keys = chance.random(9).tolist()
            assert 0 <= cell_key(keys) < 1
            found.append((told(keys) or 0) - 9)
        assert set(found) == {-2, -1, 0, 1, 2}
        assert abs(np.mean(found)) < 0.06
        assert told(chance.random(4).tolist()) is None
        assert {told(chance.random(5).tolist()) for _time in range(500)} == {None, 5, 6, 7}
