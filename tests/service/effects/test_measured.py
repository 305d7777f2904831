"""The figures beside the rows: those of the place, hidden ones as hidden, frozen on the day of the version."""

from __future__ import annotations

import json
from typing import Any

import pytest
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select, text

from layers.indicators.models import Statistic, Variable
from service.areas.facts.catalogue import RESIDENTS_COUNT
from service.areas.facts.compute import Overlaps, count_of
from service.areas.facts.zones import zones_of
from service.effects.figures import measured_words, rounded_content
from service.effects.measuring import AROUND_M, measured
from tests.conftest import Browser, TownDatabase
from tests.factories.world import square
from tests.service.effects.conftest import DATA, PAGE, SLUG, add_row, proposal_id, publish, visitor
from tests.service.proposals.conftest import BOTH_HALVES, form, geojson, text_of

MINX, MINY, _MAXX, _MAXY = square("08").bounds
#: In the middle of the area whose figures its publisher hides.
HIDDEN = box(MINX + 400, MINY + 400, MINX + 600, MINY + 600)


def figures(town: TownDatabase, shape: BaseGeometry) -> dict[str, Any]:
    with town.database.public_engine.connect() as public:
        return measured(public, 1, proposal_id(town), shape)


def test_residents_are_those_inside_and_within_300_metres(drafted: TownDatabase) -> None:
    found = figures(drafted, BOTH_HALVES)
    assert [one["where"] for one in found["people"]] == ["inside", "around"]
    with drafted.database.public_engine.connect() as public:
        zones = zones_of(public, 1)
        shapes = (BOTH_HALVES, BOTH_HALVES.buffer(AROUND_M))
        wanted = [count_of(zones, Overlaps(zones, shape), RESIDENTS_COUNT) for shape in shapes]
    told = [one["facts"][0] for one in found["people"]]
    assert [one["key"] for one in told] == ["residents", "residents"]
    assert [one["estimate"] for one in told] == [one.estimate for one in wanted if one is not None]
    assert told[0]["estimate"] == pytest.approx(200, abs=20), "5,000 people on a square kilometre"
    assert told[1]["estimate"] > 2000
    assert json.loads(json.dumps(found)) == found, "what is kept is plain"


def test_hidden_figures_stay_hidden(drafted: TownDatabase) -> None:
    found = figures(drafted, HIDDEN)
    assert found["people"][0]["facts"][0]["state"] == "few", "nearly nobody lives there"
    shares = [fact for fact in found["areas"][0]["facts"] if fact["kind"] == "share"]
    assert len(shares) == 3
    for fact in [found["people"][0]["facts"][0], *shares]:
        assert fact["estimate"] is None and fact["base"] is None and fact["comparison"] == ""
    assert {fact["state"] for fact in shares} == {"suppressed"}
    words = measured_words(found)
    assert words.people[0].figures[0].text == "liian vähän arvioon"
    assert [one.text for one in words.areas[0].figures[1:]] == ["ei julkaistu"] * 3


def test_a_point_has_no_inside_and_areas_have_the_indicators_of_the_index(drafted: TownDatabase) -> None:
    found = figures(drafted, Point(BOTH_HALVES.centroid))
    assert [one["where"] for one in found["people"]] == ["around"]
    keys = {fact["key"] for fact in found["areas"][0]["facts"]}
    assert keys == {"residents", "unemployment", "low_education", "low_income"}


def test_the_figures_of_a_version_stay_when_statistics_change(planner: Browser, drafted: TownDatabase) -> None:
    add_row(planner, drafted, people="all")
    publish(planner, drafted)
    before = visitor(planner).get(DATA).json["content"]
    with drafted.session() as db:
        query = select(Statistic).join(Variable).where(Variable.key == "he_vakiy", Statistic.value == 5000)
        old = db.scalars(query).one()
        new = {"variable_id": old.variable_id, "area_id": old.area_id, "state": "value", "value": 10_000}
        db.delete(old)
        db.flush()
        db.add(Statistic(**new))
        db.commit()
    assert visitor(planner).get(DATA).json["content"] == before
    assert publish(planner, drafted).status_code == 303
    after = visitor(planner).get(DATA).json["content"]
    first, second = (one["alternatives"][1]["facts"]["people"][0]["facts"][0]["estimate"] for one in (before, after))
    assert second == pytest.approx(2 * first, rel=0.1)


def test_a_row_stands_beside_what_was_measured_of_its_people(planner: Browser, drafted: TownDatabase) -> None:
    add_row(planner, drafted, people="all")
    add_row(planner, drafted, people="all", alternative="0", why="Nykyinen tila jatkuu.")
    add_row(planner, drafted, people="staff", why="Hoito siirtyy toiselle tiimille.")
    area = figures(drafted, BOTH_HALVES)["areas"][0]["slug"]
    assert add_row(planner, drafted, people=f"area:{area}", why="Koko alue saa puiston.").status_code == 303
    publish(planner, drafted)
    page = text_of(visitor(planner).get(f"{PAGE}?lang=fi"))
    assert page.count("Sen sisällä tai enintään 300 metrin päässä: Asukkaita: noin") == 2, "by both alternatives"
    assert "Alueen" in page and "Pienituloisuus:" in page


def test_statements_are_counted_by_what_they_are_about(planner: Browser, drafted: TownDatabase) -> None:
    with drafted.session() as db:
        for number, (about, visibility) in enumerate(
            [("whole", "public"), ("whole", "public"), ("place", "public"), ("whole", "hidden")]
        ):
            db.execute(
                text(
                    "INSERT INTO service.statement (municipality_id, proposal_id, proposal_version, reference, about,"
                    " body, language, visibility, received_on) VALUES (1, :proposal, 1, :reference, :about, 'Kanta.',"
                    " 'fi', :visibility, CURRENT_DATE)"
                ),
                {
                    "proposal": proposal_id(drafted),
                    "reference": f"TES-L-10000{number}",
                    "about": about,
                    "visibility": visibility,
                },
            )
        db.commit()
    assert figures(drafted, BOTH_HALVES)["statements"] == [
        {"about": "place", "count": 1},
        {"about": "whole", "count": 2},
    ]
    lower = {"source": "statement", "source_text": "tes-l-100000"}
    assert add_row(planner, drafted, **lower).status_code == 303
    hidden = {"source": "statement", "source_text": "TES-L-100003", "alternative": "0"}
    assert add_row(planner, drafted, **hidden).status_code == 422, "what is hidden is no source"
    publish(planner, drafted)
    page = visitor(planner).get(PAGE).get_data(as_text=True)
    assert f'href="/proposals/{SLUG}/statements/TES-L-100000"' in page


def test_every_drawing_gets_figures(planner: Browser, drafted: TownDatabase) -> None:
    """A proposal over the suppressed area is assessed too, and says what is not published."""
    sent = form(version="1", geometry=json.dumps(geojson(HIDDEN)))
    assert planner.send(f"/proposals/{SLUG}/edit", sent).status_code == 303
    add_row(planner, drafted, people="all")
    assert publish(planner, drafted).status_code == 303
    assert "ei julkaistu" in text_of(visitor(planner).get(f"{PAGE}?lang=fi"))


def test_the_same_as_json_claims_no_more_digits_than_the_page(drafted: TownDatabase) -> None:
    facts = figures(drafted, BOTH_HALVES)
    kept = {"form": 1, "alternatives": [{"key": "none"}, {"key": "a", "facts": facts}]}
    before = json.dumps(kept)
    told = rounded_content(kept)["alternatives"][1]["facts"]
    rounded = [one for place in (*told["people"], *told["areas"]) for one in place["facts"]]
    raw = [one for place in (*facts["people"], *facts["areas"]) for one in place["facts"]]
    assert any(one["standard_error"] not in (None, round(one["standard_error"] or 0, 3)) for one in raw)
    for one, exact in zip(rounded, raw, strict=True):
        for name in ("estimate", "lower", "upper", "standard_error", "municipality"):
            value = one[name]
            assert (value is None) == (exact[name] is None), name
            if value is not None:
                assert value == round(value, 0 if one["kind"] == "count" else 3), (one["key"], name)
                assert value == pytest.approx(exact[name], abs=0.5 if one["kind"] == "count" else 0.005)
    assert json.dumps(kept) == before, "what is kept stays as it was"
    assert measured_words(told) == measured_words(facts), "and reads the same"
