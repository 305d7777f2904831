"""Setting up a municipality from files, as an administrator does: real files, real commands, real PostGIS."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyogrio
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from boundaries.models import Area, Municipality, Place
from demo.cities import KUOPIO
from geo.crs import METRIC
from layers.indicators.models import Statistic
from layers.models import Layer, LayerFeature
from layers.plans.models import ZoningUnit
from service.cli.__main__ import main
from service.participation.pins.models import Theme
from service.records import AuditEntry
from tests.boundaries.reading.making import frame, shapefile, square
from tests.conftest import TownDatabase

Import = Callable[..., int]
BOUNDARY = f"{KUOPIO.geodata}:municipality_2025"
LAYER = ("--key", "playgrounds", "--kind", "services", "--names", "fi=Leikkipaikat,sv=Lekplatser")
RIGHTS = ("--source", "OpenStreetMap", "--licence", "ODbL 1.0", "--attribution", "© OpenStreetMap")


@pytest.fixture
def run(empty_town: TownDatabase, monkeypatch: pytest.MonkeyPatch) -> Import:
    """Run `import` on an empty database; gives the exit code."""
    for name, value in (
        ("DATABASE_URL", empty_town.settings.database_url),
        ("SERVICE_DATABASE_URL", empty_town.settings.service_database_url),
        ("PUBLIC_DATABASE_URL", empty_town.settings.public_database_url),
        ("ALUEKARTTA_SECRET_KEY", empty_town.settings.secret_key),
    ):
        monkeypatch.setenv(name, value)
    return lambda *words: main(["import", *map(str, words)])


@pytest.fixture
def kuopio(run: Import) -> Import:
    """The same with Kuopio already in."""
    assert run("municipality", "--code", "297", "--boundaries", BOUNDARY, "--prefix", "KUO", "--zoom", "9") == 0
    return run


def geojson(
    folder: Path, features: list[tuple[dict[str, object], dict[str, object]]], name: str = "f.geojson"
) -> Path:
    file = folder / name
    rows = [{"type": "Feature", "properties": values, "geometry": geometry} for geometry, values in features]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": rows}))
    return file


def layer_count(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(LayerFeature)) or 0


def test_a_municipality_comes_in_and_gets_the_usual_themes(kuopio: Import, empty_town: TownDatabase) -> None:
    with empty_town.session() as db:
        home = db.scalars(select(Municipality)).one()
        themes = db.scalars(select(Theme).where(Theme.municipality_id == home.id)).all()
        area_km2 = db.scalar(select(func.ST_Area(Municipality.geom))) / 1e6
        acts = db.scalars(select(AuditEntry.action)).all()
    assert (home.slug, home.code, home.reference_prefix, home.zoom) == ("kuopio", "297", "KUO", 9.0)
    assert home.names["fi"] == "Kuopio"
    assert not home.is_demo
    assert 3000 < area_km2 < 5500
    assert all(set(theme.names) == {"fi", "sv", "en"} for theme in themes)
    assert len(themes) == 7
    assert acts == ["import.municipality"]


def test_again_updates_and_keeps_what_was_changed(kuopio: Import, empty_town: TownDatabase) -> None:
    with empty_town.database.session() as db:
        db.delete(db.scalars(select(Theme)).first())
    words = ("municipality", "--code", "297", "--boundaries", BOUNDARY, "--name", "en=Kuopio city")
    assert kuopio(*words, "--languages", "fi,en") == 0
    with empty_town.session() as db:
        home = db.scalars(select(Municipality)).one()
        assert db.scalar(select(func.count()).select_from(Theme)) == 6
    assert (home.reference_prefix, home.names["en"], home.languages) == ("KUO", "Kuopio city", ["fi", "en"])


def test_paavo_comes_in_with_its_totals(
    kuopio: Import, empty_town: TownDatabase, capsys: pytest.CaptureFixture
) -> None:
    assert kuopio("paavo", "--municipality", "kuopio", f"{KUOPIO.geodata}:paavo_2019") == 0
    assert "65 areas (65 new" in capsys.readouterr().out
    with empty_town.session() as db:
        assert db.scalar(select(func.count()).select_from(Area)) == 65
        states = set(db.scalars(select(Statistic.state).distinct()))
    assert "suppressed" in states


def test_playgrounds_in_degrees_land_in_the_municipality(kuopio: Import, empty_town: TownDatabase) -> None:
    assert kuopio("layer", "--municipality", "kuopio", *LAYER, *RIGHTS, KUOPIO.playgrounds) == 0
    with empty_town.session() as db:
        layer = db.scalars(select(Layer).where(Layer.key == "playgrounds")).one()
        inside = db.scalar(
            select(func.count())
            .select_from(LayerFeature)
            .join(Municipality, func.ST_Intersects(func.ST_Envelope(Municipality.geom), LayerFeature.geom))
        )
        assert layer_count(db) == inside == pyogrio.read_info(KUOPIO.playgrounds)["features"]
    assert (layer.names["sv"], layer.licence, layer.kind) == ("Lekplatser", "ODbL 1.0", "services")
    assert kuopio("layer", "--municipality", "kuopio", *LAYER, *RIGHTS, KUOPIO.playgrounds) == 0
    with empty_town.session() as db:
        assert layer_count(db) == inside


def test_large_backdrops_are_cut_and_lose_no_ground(kuopio: Import, empty_town: TownDatabase) -> None:
    words = ("--key", "zones", "--kind", "backdrop", "--names", "fi=Vyöhykkeet", "--code-field", "vyoh", *RIGHTS)
    assert kuopio("layer", "--municipality", "kuopio", *words, f"{KUOPIO.geodata}:ykr_zones_2017") == 0
    frame = pyogrio.read_dataframe(KUOPIO.geodata, layer="ykr_zones_2017")
    with empty_town.session() as db:
        total, corners = db.execute(
            select(func.sum(func.ST_Area(LayerFeature.geom)), func.max(func.ST_NPoints(LayerFeature.geom)))
        ).one()
        codes = set(db.scalars(select(LayerFeature.code)))
    assert total == pytest.approx(frame.area.sum(), rel=1e-6)
    assert corners <= 512
    assert codes == set(map(str, frame["vyoh"]))


def test_places_are_found_by_the_search(kuopio: Import, empty_town: TownDatabase) -> None:
    words = ("places", "--municipality", "kuopio", "--kind", "postal_area", "--source", "Tilastokeskus")
    for _again in range(2):
        assert kuopio(*words, f"{KUOPIO.geodata}:paavo_2019") == 0
    with empty_town.session() as db:
        assert db.scalar(select(func.count()).select_from(Place)) == 65
        assert db.scalar(select(Place.names["fi"].astext).where(Place.names["fi"].astext == "Puijonlaakso"))


def test_a_dry_run_changes_nothing(kuopio: Import, empty_town: TownDatabase, capsys: pytest.CaptureFixture) -> None:
    assert kuopio("layer", "--municipality", "kuopio", *LAYER, *RIGHTS, "--dry-run", KUOPIO.playgrounds) == 0
    assert "dry run" in capsys.readouterr().out
    with empty_town.session() as db:
        assert layer_count(db) == 0
        assert db.scalars(select(Layer)).all() == []


def test_bad_features_are_told_one_by_one(
    kuopio: Import, empty_town: TownDatabase, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    lon, lat = KUOPIO.opening_lonlat
    bow_tie = [[lon, lat], [lon + 0.01, lat + 0.01], [lon + 0.01, lat], [lon, lat + 0.01], [lon, lat]]
    file = geojson(
        tmp_path,
        [
            ({"type": "Point", "coordinates": [lon, lat]}, {"name": "Good"}),
            ({"type": "Polygon", "coordinates": [bow_tie]}, {"name": "Bow tie"}),
            ({"type": "Point", "coordinates": [24.94, 60.17]}, {"name": "Helsinki"}),
            ({"type": "Point", "coordinates": [2.35, 48.85]}, {"name": "Paris"}),
        ],
    )
    assert kuopio("layer", "--municipality", "kuopio", *LAYER, *RIGHTS, file) == 0
    said = capsys.readouterr().out
    assert "feature 2 repaired: untangled" in said
    assert "feature 3 left out: it lies outside the municipality" in said
    assert "feature 4 left out: it lies outside the area of the map" in said
    with empty_town.session() as db:
        assert layer_count(db) == 2
        assert db.scalar(select(func.bool_and(func.ST_IsValid(LayerFeature.geom))))


@pytest.mark.parametrize("mix", ["swapped", "metres"])
def test_mixed_up_coordinates_refuse_the_file(
    kuopio: Import, empty_town: TownDatabase, tmp_path: Path, capsys: pytest.CaptureFixture, mix: str
) -> None:
    lon, lat = KUOPIO.opening_lonlat
    coordinates = [lat, lon] if mix == "swapped" else list(METRIC.from_lonlat(lon, lat))
    file = geojson(tmp_path, [({"type": "Point", "coordinates": coordinates}, {})])
    assert kuopio("layer", "--municipality", "kuopio", *LAYER, *RIGHTS, file) == 1
    said = capsys.readouterr().out
    assert ("changed places" if mix == "swapped" else "are metres") in said
    assert "Nothing was changed" in said
    with empty_town.session() as db:
        assert db.scalars(select(Layer)).all() == []


def test_a_file_without_a_crs_asks_for_it(
    kuopio: Import, empty_town: TownDatabase, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    frame = pyogrio.read_dataframe(KUOPIO.playgrounds)
    file = tmp_path / "bare.shp"
    pyogrio.write_dataframe(frame[["name", "geometry"]], file)
    file.with_suffix(".prj").unlink()
    assert kuopio("layer", "--municipality", "kuopio", *LAYER, *RIGHTS, file) == 1
    assert "--crs" in capsys.readouterr().out
    assert kuopio("layer", "--municipality", "kuopio", *LAYER, *RIGHTS, "--crs", "4326", file) == 0
    with empty_town.session() as db:
        assert layer_count(db) == len(frame)


def test_another_crs_than_the_stated_one_is_refused(kuopio: Import, capsys: pytest.CaptureFixture) -> None:
    words = ("layer", "--municipality", "kuopio", *LAYER, *RIGHTS, "--crs", METRIC.epsg, KUOPIO.playgrounds)
    assert kuopio(*words) == 1
    assert "says EPSG:4326" in capsys.readouterr().out


def test_a_file_is_read_only_as_what_its_ending_says(
    kuopio: Import, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    secret = geojson(tmp_path, [({"type": "Point", "coordinates": list(KUOPIO.opening_lonlat)}, {})], "secret.geojson")
    layer = f"<OGRVRTLayer name='secret'><SrcDataSource>{secret}</SrcDataSource></OGRVRTLayer>"
    pointing = f"<OGRVRTDataSource>{layer}</OGRVRTDataSource>"
    for name in ("upload.geojson", "upload.gpkg", "upload.shp", "upload.fgb", "upload.vrt", "upload.csv"):
        file = tmp_path / name
        file.write_text(pointing)
        assert kuopio("layer", "--municipality", "kuopio", *LAYER, *RIGHTS, file) == 1, name
    assert "features." not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("paavo", "--municipality", "nowhere", f"{KUOPIO.geodata}:paavo_2019"), "There is no municipality nowhere"),
        (("paavo", "--municipality", "kuopio", f"{KUOPIO.geodata}:ykr_zones_2017"), "columns_missing"),
        (("paavo", "--municipality", "kuopio", KUOPIO.geodata), "has several layers"),
        (("paavo", "--municipality", "kuopio", "nothing.gpkg"), "There is no file"),
        (("municipality", "--code", "091", "--boundaries", BOUNDARY), "No feature has the code"),
        (("municipality", "--code", "297", "--boundaries", BOUNDARY, "--prefix", "K1"), "capital letters"),
    ],
)
def test_what_cannot_be_imported_is_said(
    kuopio: Import, capsys: pytest.CaptureFixture, words: tuple[object, ...], sentence: str
) -> None:
    assert kuopio(*words) == 1
    assert sentence in capsys.readouterr().out


def test_districts_come_in_through_the_same_door_as_on_the_page(
    kuopio: Import, empty_town: TownDatabase, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    made = frame([square(0), square(1)], 3882, nimi=["Särkilahti", "Jänneniemi"], koodi=["01", "02"])
    file = shapefile(tmp_path, made, encoding="ISO-8859-1", without=(".prj", ".cpg"))
    words = ("areas", "--municipality", "kuopio", "--kind", "district", file)
    assert kuopio(*words) == 1
    assert "What fits: 3882" in capsys.readouterr().out
    assert kuopio(*words, "--crs", "3882", "--dry-run") == 0
    assert kuopio(*words, "--crs", "3882") == 0
    assert "2 create" in capsys.readouterr().out
    assert kuopio(*words, "--crs", "3882") == 0
    assert "2 same" in capsys.readouterr().out
    with empty_town.session() as db:
        areas = db.scalars(select(Area).where(Area.kind == "district").order_by(Area.code)).all()
        assert [(area.code, area.names["fi"]) for area in areas] == [("01", "Särkilahti"), ("02", "Jänneniemi")]


def test_a_disguised_file_of_districts_is_refused(kuopio: Import, tmp_path: Path) -> None:
    file = tmp_path / "a.geojson"
    file.write_text(f"<OGRVRTDataSource><SrcDataSource>{KUOPIO.geodata}</SrcDataSource></OGRVRTDataSource>")
    assert kuopio("areas", "--municipality", "kuopio", "--kind", "district", file) == 1


def plan_file(folder: Path, east: float) -> Path:
    """A plan of one park in Kuopio's middle, `east` metres aside."""
    x, y = 535_000 + east, 6_973_000
    ring = [[x, y], [x + 100, y], [x + 100, y + 100], [x, y + 100], [x, y]]
    area = {"srid": "3067", "geometry": {"type": "Polygon", "coordinates": [ring]}}
    codes = "http://uri.suomi.fi/codelist/rytj/"
    use = {
        "type": f"{codes}RY_Kaavamaarayslaji/code/puisto",
        "additionalInformations": [{"type": f"{codes}RY_Kaavamaarayksen_Lisatiedonlaji/code/paakayttotarkoitus"}],
    }
    plan = {
        "planKey": "k-1",
        "lifeCycleStatus": f"{codes}kaavaelinkaari/code/13",
        "planDescription": "Keskustan puisto",
        "periodOfValidity": {"begin": "2026-05-01"},
        "geographicalArea": area,
        "planObjects": [{"planObjectKey": "o-1", "name": {"fin": "Puisto"}, "geometry": area}],
        "planRegulationGroups": [{"planRegulationGroupKey": "g", "letterIdentifier": "VP", "planRegulations": [use]}],
        "planRegulationGroupRelations": [{"planObjectKey": "o-1", "planRegulationGroupKey": "g"}],
    }
    file = folder / "plan.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    return file


def test_plans_come_in_with_a_report_in_words(
    kuopio: Import, empty_town: TownDatabase, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    assert kuopio("plans", plan_file(tmp_path, 0), "--municipality", "kuopio") == 0
    assert "Keskustan puisto (k-1): in force from 2026-05-01, 1.0 ha, 1 land uses" in capsys.readouterr().out
    with empty_town.session() as db:
        assert db.scalars(select(ZoningUnit.letter)).all() == ["VP"]
        assert "import.plans" in db.scalars(select(AuditEntry.action)).all()


def test_a_plan_elsewhere_or_no_plan_changes_nothing(
    kuopio: Import, empty_town: TownDatabase, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    assert kuopio("plans", plan_file(tmp_path, -300_000), "--municipality", "kuopio") == 1
    assert "outside the municipality" in capsys.readouterr().out
    gml = tmp_path / "plan.gml"
    gml.write_text("<a/>")
    assert kuopio("plans", gml, "--municipality", "kuopio") == 1
    assert "plan.gml: The file holds 0 SpatialPlan elements" in capsys.readouterr().out
    with empty_town.session() as db:
        assert not db.scalars(select(ZoningUnit.id)).all()
