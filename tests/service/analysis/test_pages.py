"""The pages hold what the API holds: states in words, sums that add up, choices in the address."""

import json
import re

import pytest
from sqlalchemy.orm import Session

from tests.conftest import Browser

FI = {"Accept-Language": "fi", "Accept": "text/html"}


def page(client: Browser, path: str) -> str:
    answer = client.get(path, headers=FI)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def test_table_ranks_and_says_why_others_are_not(client: Browser) -> None:
    html = page(client, "/analysis")
    rows = dict(re.findall(r'<tr data-code="(\d+)"(.*?)</tr>', html, re.DOTALL))
    assert len(rows) == 9
    assert "ei julkaistu" in rows["08"]
    assert "liian vähän asukkaita" in rows["07"]
    assert 'name="area"' not in html
    assert "is-unranked" not in rows["03"]


def test_officials_may_tick_areas(client: Browser) -> None:
    client.sign_in("official")
    assert page(client, "/analysis").count('name="area"') == 9


def test_sentence_adds_up_to_the_number_in_front(kuopio: Browser) -> None:
    html = page(kuopio, "/analysis/areas/73500?floor=1000")
    sentence = re.search(r'sum-sentence">(.*?)</p>', html, re.DOTALL)[1]
    assert sentence.startswith("Juankoski Keskus 133,4 = 100 + työttömyys")
    numbers = [
        (-1 if sign == "−" else 1) * float(value.replace(",", "."))
        for sign, value in re.findall(r"([+−]) [^+−=]*?\s([\d,]+)(?= |$)", sentence)
    ]
    assert len(numbers) == 3
    assert 100 + sum(numbers) == pytest.approx(133.4)


def test_an_area_stands_out_among_the_ranked_ones(client: Browser) -> None:
    html = page(client, "/analysis/areas/03?floor=100")
    spec = json.loads(re.search(r'class="chart-spec">(.*?)</script>', html, re.DOTALL)[1])
    assert spec["series"][0]["label"] == "Summaindeksi"
    assert len(spec["series"]) == 4
    ranked = {point["code"]: point for point in spec["series"][0]["points"]}
    assert [code for code, point in ranked.items() if point["strong"]] == ["03"]
    assert "08" not in ranked
    assert ranked["03"]["href"].startswith("/analysis/areas/03?")
    assert "chart-spec" not in page(client, "/analysis/areas/08")


@pytest.mark.parametrize(("code", "words"), [("08", "Tilastokeskus ei julkaise"), ("07", "rajana on 300")])
def test_unranked_areas_say_why(client: Browser, code: str, words: str) -> None:
    assert words in page(client, f"/analysis/areas/{code}")


def test_unknown_area_is_not_found(client: Browser) -> None:
    assert client.get("/analysis/areas/99", headers=FI).status_code == 404


@pytest.mark.parametrize("query", ["?floor=2", "?smoothing=x", "?area=01"])
def test_bad_choices_get_a_page(client: Browser, query: str) -> None:
    assert client.get(f"/analysis{query}", headers=FI).status_code == 400


def test_method_page_tells_what_the_numbers_use(client: Browser) -> None:
    html = page(client, "/analysis/method?floor=100&smoothing=none")
    for words in ("pt_tyott", "ko_perus", "hr_pi_tul", "33,3", "Alle 100 asukkaan", "ilman tasoitusta"):
        assert words in html


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
@pytest.mark.parametrize(
    "path",
    ["/analysis", "/analysis/areas/03", "/analysis/method", "/analysis/pins?map=raw", "/analysis/pins?map=silent"],
)
def test_pages_are_there_in_three_languages(client: Browser, path: str, lang: str, db: Session) -> None:
    html = page(client, f"{path}{'&' if '?' in path else '?'}lang={lang}")
    assert f'<html lang="{lang}"' in html
    assert " style=" not in html
