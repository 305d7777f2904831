"""The workbench as pages: every choice in the address, every number in the table, every refusal a sentence."""

import csv
import io
import re

import pytest

from tests.conftest import Browser

EN = {"Accept-Language": "en", "Accept": "text/html"}


def page(client: Browser, path: str, language: str = "en") -> str:
    answer = client.get(path, headers={**EN, "Accept-Language": language})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def rows_of(html: str) -> dict[str, str]:
    return dict(re.findall(r'<tr data-code="(\d+)"(.*?)</tr>', html, re.DOTALL))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_works_without_scripts_in_every_language(kuopio: Browser, language: str) -> None:
    html = page(kuopio, "/analysis/workbench", language)
    assert len(rows_of(html)) == 65
    assert html.count('type="range"') == 11
    assert "nan" not in re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL).lower().split()


def test_weights_change_the_ranks_and_stand_in_the_links(kuopio: Browser) -> None:
    usual = page(kuopio, "/analysis/workbench")
    other = page(kuopio, "/analysis/workbench?w-rented=10&w-unemployment=0&w-low_income=0&w-low_education=0")
    first = [next(iter(rows_of(html))) for html in (usual, other)]
    assert first[0] != first[1]
    assert "w-rented=10" in other
    assert "<output data-share>100%</output>" in other


def test_presets_and_urban_candidates(client: Browser, kuopio: Browser) -> None:
    for preset in ("helsinki", "imd", "svi", "zscore", "mpi"):
        html = page(kuopio, f"/analysis/workbench?preset={preset}&aggregation=copeland")
        assert len(rows_of(html)) == 65
    html = page(kuopio, "/analysis/workbench?among=urban")
    assert "no layer of urban zones" in html


def test_only_the_ticked_are_ranked(kuopio: Browser) -> None:
    html = page(kuopio, "/analysis/workbench?among=hand&area=70820&area=70500&area=70150")
    rows = rows_of(html)
    assert html.count("data-live-rank") == 3
    assert len(rows) == 65
    assert "not a candidate" in html
    assert html.count('type="hidden" name="only"') == 3


def test_no_weight_at_all_is_a_sentence_and_keeps_the_form(kuopio: Browser) -> None:
    html = page(kuopio, "/analysis/workbench?w-unemployment=0&w-low_income=0&w-low_education=0")
    assert "Give at least one indicator a weight above 0" in html
    assert 'id="bench-form"' in html
    assert "Give at least one" in page(
        kuopio, "/analysis/workbench/results?w-unemployment=0&w-low_income=0&w-low_education=0"
    )


@pytest.mark.parametrize(
    "query",
    ["preset=x", "floor=7", "w-unemployment=11", "w-unemployment=-1", "w-unemployment=nan", "w-no=1", "seed=0",
     "aggregation=%27", "among=everything", "top=4", "sort=1"],
)  # fmt: skip
def test_bad_choices_are_refused(kuopio: Browser, query: str) -> None:
    assert kuopio.get(f"/analysis/workbench?{query}", headers=EN).status_code == 400


def test_an_area_page_takes_the_number_apart(kuopio: Browser) -> None:
    html = page(kuopio, "/analysis/workbench/areas/73500?floor=1000")
    assert "Juankoski Keskus 133.4 = 100 + unemployment" in html
    assert kuopio.get("/analysis/workbench/areas/99999", headers=EN).status_code == 404
    assert "Too few residents." in page(kuopio, "/analysis/workbench/areas/70210")


def test_areas_side_by_side(kuopio: Browser) -> None:
    html = page(kuopio, "/analysis/workbench/compare?area=70820&area=70500&area=70210&area=73500&area=70150")
    assert "The first 4 of the ticked areas are shown." in html
    assert html.count('scope="col"') == 5
    assert kuopio.get("/analysis/workbench/compare?area=1", headers=EN).status_code == 404
    assert "Tick two to four areas" in page(kuopio, "/analysis/workbench/compare")


def test_json_and_table_hold_the_same(kuopio: Browser) -> None:
    answer = kuopio.get("/api/analysis/workbench?floor=1000").json
    assert answer["method"]["plan"]["floor"] == 1000
    assert answer["method"]["digest"]
    table = kuopio.get("/analysis/workbench.csv?floor=1000").get_data(as_text=True).lstrip("\ufeff")
    lines = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert [line["code"] for line in lines] == [area["code"] for area in answer["areas"]]
    top = answer["areas"][0]
    assert float(lines[0]["index"].replace(",", ".")) == pytest.approx(top["index"], abs=1e-5)
    hidden = next(area for area in answer["areas"] if area["state"] == "not_published")
    assert hidden["index"] is None
    assert any(one["state"] == "suppressed" and one["value"] is None for one in hidden["indicators"].values())


def test_a_drawn_area_is_scored_without_moving_the_others(client: Browser) -> None:
    before = client.get("/api/analysis/workbench").json["areas"]
    made = client.send_json("/api/areas", {"name": "Two squares", "areas": ["01", "02"]})
    assert made.status_code == 201, made.get_data(as_text=True)
    slug = made.json["slug"]
    html = page(client, f"/analysis/workbench?score={slug}")
    assert "Among the ranked areas it would be number" in html
    assert "Two squares" in html
    assert client.get("/api/analysis/workbench").json["areas"] == before
    assert "bench__score" not in page(client, "/analysis/workbench?score=no-such-area")


def test_areas_inside_a_drawn_one_are_ranked_alone(client: Browser) -> None:
    made = client.send_json("/api/areas", {"name": "South", "areas": ["01", "02", "03"]})
    slug = made.json["slug"]
    areas = client.get(f"/api/analysis/workbench?among=inside&inside={slug}").json["areas"]
    assert sorted(area["code"] for area in areas if area["rank"]) == ["01", "02", "03"]
    assert "There is no such area" in page(client, "/analysis/workbench?among=inside&inside=nowhere")
