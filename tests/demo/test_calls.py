"""The demo's call for drawings: many hands, two groups that drew otherwise, all made up and all on dry ground."""

from __future__ import annotations

from datetime import UTC, datetime

import geopandas as gpd
import pytest

from demo.content import DemoCall, read_city
from geo.agreement import drawings_of, groups_of, proposal_at
from geo.crs import METRIC


@pytest.fixture(scope="module")
def call() -> DemoCall:
    calls = read_city("kuopio").calls
    assert [one.name for one in calls] == ["Jynkkä"]
    return calls[0]


def test_hands_are_sound_made_up_and_in_order(call: DemoCall) -> None:
    assert len(call.drawings) == 31
    assert all(one.synthetic and one.geometry.is_valid for one in call.drawings)
    moments = [one.created_at for one in call.drawings]
    assert moments == sorted(moments)
    first, last = (datetime(day.year, day.month, day.day, tzinfo=UTC) for day in (call.opens_on, call.closes_on))
    assert first <= moments[0] and moments[-1] <= last
    said = [one.why for one in call.drawings if one.why]
    assert len(said) == len(set(said)), "nobody says another's very words"
    assert not any(one.shows and not one.why for one in call.drawings)


def test_drawings_lie_in_the_municipality(call: DemoCall) -> None:
    city = read_city("kuopio").city
    outline = gpd.read_file(city.geodata, layer="municipality_2025").to_crs(4326).geometry.union_all()
    for one in call.drawings:
        assert outline.contains(one.geometry.representative_point())
        assert one.geometry.difference(outline).area < 0.02 * one.geometry.area


def test_two_groups_draw_otherwise(call: DemoCall) -> None:
    drawings = drawings_of([METRIC.geometry_from_lonlat(one.geometry) for one in call.drawings], 3)
    proposal = proposal_at(drawings, 0.5)
    assert proposal is not None
    found = groups_of(drawings, proposal.shape, 5)
    assert [len(group) for group in found.groups] == [7, 6]
    assert found.groups[0].added.is_empty and not found.groups[0].left_out.is_empty
    assert not found.groups[1].added.is_empty and found.groups[1].left_out.is_empty
    assert (found.lone, found.elsewhere) == (1, 1)


def test_other_cities_have_none() -> None:
    assert read_city("mikkeli").calls == () and read_city("lahti").calls == ()
