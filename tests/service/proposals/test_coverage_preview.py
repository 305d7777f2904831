"""What a drawing covers is told in words, before anything is saved."""

from __future__ import annotations

import pytest

from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.service.proposals.conftest import ACROSS, BOTH_HALVES, OVER_THE_EDGE, geojson, preview


def fi(client: Browser) -> None:
    client.get("/about?lang=fi")


def test_half_and_half(planner: Browser) -> None:
    fi(planner)
    answer = preview(planner, {"geometry": geojson(BOTH_HALVES)})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    words = answer.json["words"]
    assert words["sentence"].replace("\xa0", " ") == (
        "Alueesta on 50 % kerrostaloaluetta (AK) ja 50 % puistoa (VP). Kaava: Harjoituskaava, voimassa."
    )
    assert [round(p["share"], 4) for p in answer.json["coverage"]["parts"]] == [0.5, 0.5]
    assert "Kaava on tehty harjoitukseksi" in words["notes"][-1]


@pytest.mark.parametrize(
    ("lang", "start"),
    [
        ("sv", "Området är till 50 % område för flervåningshus (AK) och 50 % park (VP)."),
        ("en", "The area is 50% area for blocks of flats (AK) and 50% park (VP)."),
    ],
)
def test_the_other_languages(planner: Browser, lang: str, start: str) -> None:
    planner.get(f"/about?lang={lang}")
    sentence = preview(planner, {"geometry": geojson(BOTH_HALVES)}).json["words"]["sentence"]
    assert sentence.replace("\xa0", " ").startswith(start)


def test_outside_the_plan_is_told(planner: Browser) -> None:
    fi(planner)
    words = preview(planner, {"geometry": geojson(OVER_THE_EDGE)}).json["words"]
    assert "25 % puistoa (VP) ja 75 % ilman kaavaa" in words["sentence"].replace("\xa0", " ")
    assert words["no_plan"].replace("\xa0", " ") == "75 %"


def test_a_line_in_metres(planner: Browser) -> None:
    fi(planner)
    words = preview(planner, {"geometry": geojson(ACROSS)}).json["words"]
    assert "Viivasta on 50 % kerrostaloaluetta (AK), 200 m ja 50 % puistoa (VP), 200 m." in words["sentence"].replace(
        "\xa0", " "
    )
    assert words["size"].replace("\xa0", " ") == "400 m"


def test_a_whole_area_by_its_address(planner: Browser) -> None:
    answer = preview(planner, {"areas": ["05"]})
    assert [round(p["share"], 3) for p in answer.json["coverage"]["parts"]] == [0.5, 0.5]
    assert answer.json["geometry"]["type"] in ("Polygon", "MultiPolygon")


def test_where_there_is_no_plan(planner: Browser) -> None:
    fi(planner)
    words = preview(planner, {"areas": ["01"]}).json["words"]
    assert words["sentence"] == "Piirtämälläsi paikalla ei ole kaavaa."
    assert words["lines"] == []


@pytest.mark.parametrize("role", ["official", "moderator"])
def test_only_planners_ask(client: Browser, role: str) -> None:
    assert preview(client, {"geometry": geojson(BOTH_HALVES)}).status_code == 401
    client.sign_in(role)
    assert preview(client, {"geometry": geojson(BOTH_HALVES)}).status_code == 403


LON, LAT = lonlat_in("05")
BOW_TIE = [[LON, LAT], [LON + 0.002, LAT + 0.001], [LON + 0.002, LAT], [LON, LAT + 0.001], [LON, LAT]]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"geometry": {"type": "Circle"}},
        {"geometry": {"type": "Polygon", "coordinates": [BOW_TIE]}},
        {"geometry": {"type": "Polygon", "coordinates": []}},
        {"geometry": {"type": "Point", "coordinates": [0, 0]}},
        {"geometry": {"type": "Point", "coordinates": [LAT, LON]}},
        {"geometry": {"type": "LineString", "coordinates": [[LON, LAT]] * 6000}},
        {"areas": ["nowhere"]},
        {"geometry": "POINT (1 2)"},
        {"unknown": 1},
    ],
)
def test_bad_drawings_get_a_sentence(planner: Browser, body: dict[str, object]) -> None:
    answer = preview(planner, body)
    assert answer.status_code == 422, answer.get_data(as_text=True)
    assert answer.json["detail"]
    assert answer.content_type == "application/problem+json"


def test_a_preview_keeps_nothing(planner: Browser, town: TownDatabase) -> None:
    from sqlalchemy import func, select

    from service.proposals.models import Proposal

    preview(planner, {"geometry": geojson(BOTH_HALVES)})
    with town.session() as db:
        assert db.scalar(select(func.count()).select_from(Proposal)) == 0
