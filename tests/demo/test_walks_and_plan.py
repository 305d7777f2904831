"""Walks, the practice plan, drawn areas and the proposal: believable, valid, and marked."""

import json

import geopandas as gpd
import shapely

from demo.backdrop import water
from demo.cities import SYNTHETIC_FOLDER
from demo.content import DemoCity
from demo.synthesis.plan_codes import LAND_USES


def test_walks(content: DemoCity) -> None:
    assert 4 <= len(content.walks) <= 6
    slugs = {walk.slug for walk in content.walks}
    assert len(slugs) == len(content.walks)
    themes = {theme.key for theme in content.city.themes}
    for walk in content.walks:
        observations = [o for stop in walk.stops for o in stop.observations]
        assert 4 <= len(walk.stops) <= 6 and 3 <= len(observations) <= 8
        assert any(not stop.observations for stop in walk.stops), "a stop with nothing to report"
        assert [stop.order for stop in walk.stops] == list(range(1, len(walk.stops) + 1))
        assert len({stop.name for stop in walk.stops}) == len(walk.stops), "stops that nobody can tell apart"
        assert walk.theme in themes and {o.theme for o in observations} <= themes
        assert walk.follows is None or walk.follows in slugs
        for o in observations:
            assert o.observed_at >= walk.starts_at and (o.todo or o.severity == "good")
    assert sum(walk.follows is not None for walk in content.walks) == 1
    assert {walk.light for walk in content.walks} == {"light", "dark"}


def test_routes_are_a_walk_long_and_dry(content: DemoCity, outline: gpd.GeoSeries) -> None:
    crs = gpd.read_file(content.city.geodata, layer="municipality_2025").crs
    routes = gpd.GeoSeries([walk.route for walk in content.walks], crs=4326)
    assert routes.within(outline.iloc[0]).all()
    metric = routes.to_crs(crs)
    assert metric.length.between(800, 2500).all()
    assert not metric.intersects(shapely.union_all(water(content.city))).any()


def test_plan_is_a_valid_coverage_on_built_land(content: DemoCity) -> None:
    shapes = [unit.geometry for unit in content.plan.units]
    assert 40 <= len(shapes) <= 80
    assert all(shape.is_valid for shape in shapes)
    assert shapely.coverage_is_valid(shapes)
    zones = gpd.read_file(content.city.geodata, layer="ykr_zones_2017")
    metric = gpd.GeoSeries(shapes, crs=4326).to_crs(zones.crs)
    assert 1.5e6 <= metric.area.sum() <= 4e6
    whole = metric.union_all()
    assert whole.geom_type == "Polygon"
    assert whole.difference(zones.union_all()).area < 1
    assert not whole.intersects(shapely.union_all(water(content.city)))


def test_plan_units_carry_the_national_codes(content: DemoCity) -> None:
    prefix = "http://uri.suomi.fi/codelist/rytj/RY_Kaavamaarayslaji/code/"
    units = content.plan.units
    assert len({unit.unit for unit in units}) == len(units)
    assert {unit.letter for unit in units} >= {
        "AK",
        "AP",
        "AO",
        "A",
        "K",
        "C",
        "P",
        "Y",
        "VP",
        "VL",
        "LP",
        "LT",
        "SL",
    }
    for unit in units:
        use = LAND_USES[unit.letter]
        assert unit.land_use == prefix + use.code
        assert (unit.floor_area_m2 is not None) == (use.efficiency > 0)
        assert all((unit.name_fi, unit.name_sv, unit.name_en))


def test_plan_never_passes_for_the_citys(content: DemoCity) -> None:
    assert content.plan.name_fi.startswith("Harjoituskaava")
    assert "ei ole" in content.plan.notice_fi and content.plan.notice_sv and content.plan.notice_en


def test_plan_lies_near_the_opening_view(content: DemoCity) -> None:
    lon, lat = content.city.opening_lonlat
    middle = shapely.union_all([unit.geometry for unit in content.plan.units]).centroid
    assert abs(middle.x - lon) < 0.03 and abs(middle.y - lat) < 0.015


def test_drawn_areas_and_proposal(content: DemoCity, outline: gpd.GeoSeries) -> None:
    assert 3 <= len(content.drawn_areas) <= 5 and len(content.proposals) == 1
    for thing in (*content.drawn_areas, *content.proposals):
        assert thing.geometry.is_valid and outline.iloc[0].contains(thing.geometry)
    proposal = content.proposals[0]
    references = {idea.reference for idea in content.ideas}
    assert proposal.idea_references and set(proposal.idea_references) <= references
    covered = {u.letter for u in content.plan.units if u.geometry.intersects(proposal.geometry)}
    assert "VP" in covered and len(covered) >= 2
    assert proposal.comments_until > proposal.created_at.date()


def test_places_are_real(content: DemoCity, areas: gpd.GeoDataFrame, outline: gpd.GeoSeries) -> None:
    playgrounds = set(gpd.read_file(content.city.playgrounds)["name"].dropna())
    real = set(areas["nimi"]) | playgrounds
    assert {place.name_fi for place in content.places} <= real
    assert {p.name_fi for p in content.places if p.kind == "postal_area"} == set(areas["nimi"])
    for place in content.places:
        assert outline.iloc[0].contains(shapely.Point(place.lonlat)) and 1 <= place.rank <= 5 and place.source


def test_every_row_says_what_it_is(content: DemoCity) -> None:
    for file in sorted(SYNTHETIC_FOLDER.glob(f"{content.city.slug}_*")):
        made_up = "synteettinen" in file.name
        whole = json.loads(file.read_text(encoding="utf-8"))
        assert whole["synteettinen"] is made_up
        if made_up:
            assert whole["seed"] == content.city.seed and whole["notice_fi"]
        for row in whole.get("features", whole.get("ideas")):
            values = row.get("properties", row)
            assert values["synteettinen"] is made_up
            assert all(x["synteettinen"] for key in ("comments", "answers") for x in values.get(key, []))
