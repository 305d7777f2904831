"""Paavo comes in with its zeros, its states and its totals."""

from collections.abc import Iterator
from pathlib import Path

import geopandas
import numpy as np
import pyogrio
import pytest
import shapely
from geoalchemy2.shape import from_shape
from shapely.geometry import MultiPolygon, Polygon, box
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from boundaries.models import Area, AreaVersion, Municipality
from demo.cities import CITIES
from geo.crs import METRIC
from layers.indicators.columns import paavo_columns
from layers.indicators.errors import ColumnsMissing, CrsMissing, LayerMissing, MunicipalityNotInFile
from layers.indicators.models import Statistic, Variable
from layers.indicators.paavo import import_paavo
from layers.indicators.queries import municipality_total, statistics_frame, statistics_stamp
from layers.indicators.years.queries import figures_by_year
from tests.conftest import TownDatabase

LAYER = "paavo_2019"


@pytest.fixture
def empty(empty_town: TownDatabase) -> Iterator[Session]:
    with empty_town.session() as session:
        yield session


def make_city(db: Session, slug: str, code: str | None = None) -> int:
    city = CITIES[slug]
    outline = pyogrio.read_dataframe(city.geodata, layer="municipality_2025").union_all()
    row = Municipality(
        slug=slug,
        code=code or city.code,
        names={"fi": city.name_fi},
        languages=["fi"],
        reference_prefix=city.reference_prefix,
        centre=from_shape(outline.centroid, METRIC.epsg),
        zoom=8,
        geom=from_shape(MultiPolygon(shapely.get_parts(outline).tolist()), METRIC.epsg),
    )
    db.add(row)
    db.flush()
    return row.id


def small_file(folder: Path, rows: list[dict[str, object]], **options: object) -> Path:
    """A file with Paavo's columns: everything 100 unless a row says otherwise."""
    usual: dict[str, object] = {c.key: 100.0 for c in paavo_columns()}
    frame = geopandas.GeoDataFrame(
        [{**usual, "posti_alue": "00100", "nimi": "Ydin", "namn": "Kärna", "kunta": "091"} | row for row in rows],
        geometry="geometry",
        crs=options.get("crs", METRIC.epsg),
    )
    path = folder / "figures.gpkg"
    frame.drop(columns=options.get("without", [])).to_file(path, layer=LAYER)
    return path


@pytest.mark.parametrize(
    ("slug", "areas", "residents"), [("kuopio", 65, 117_064), ("mikkeli", 41, 53_587), ("lahti", 31, 112_629)]
)
def test_totals_of_the_three_cities(
    empty_town: TownDatabase, empty: Session, slug: str, areas: int, residents: int
) -> None:
    town = make_city(empty, slug)
    report = import_paavo(empty, town, CITIES[slug].geodata, LAYER)
    empty.commit()
    assert (report.areas_created, report.areas, report.messages) == (areas, areas, [])
    assert report.values + report.suppressed + report.missing == areas * report.variables
    with empty_town.database.public_engine.connect() as public:
        total = municipality_total(public, town, "he_vakiy")
        assert (total.total, total.shown_units, total.hidden_units) == (residents, areas, 0)


def test_suppressed_stays_suppressed_and_missing_missing(empty_town: TownDatabase, empty: Session) -> None:
    town = make_city(empty, "kuopio")
    report = import_paavo(empty, town, CITIES["kuopio"].geodata, LAYER)
    empty.commit()
    assert (report.suppressed, report.missing) == (349, 41)
    assert not empty.scalars(select(Statistic.id).where(Statistic.value < 0)).all()
    keys = ["he_vakiy", "he_0_2", "pt_tyoll", "te_taly", "ra_ke", "no_such_column"]
    with empty_town.database.public_engine.connect() as public:
        frame = statistics_frame(public, town, keys)
        young = municipality_total(public, town, "he_0_2")
    assert set(frame.values) == set(keys) - {"no_such_column"}
    hidden = {frame.codes[i] for i in np.flatnonzero(frame.suppressed["pt_tyoll"])}
    assert hidden == {"71610", "71690", "72490"}
    assert np.isnan(frame.values["pt_tyoll"][frame.suppressed["pt_tyoll"]]).all()
    assert [frame.codes[i] for i in np.flatnonzero(frame.missing("te_taly"))] == ["70210"]
    assert np.nansum(frame.values["ra_ke"]) == 10_948
    assert (young.hidden_units, young.shown_units) == (3, 62)
    variable = frame.variables["pt_tyoll"]
    assert (variable.names["sv"], variable.year, variable.edition) == ("Sysselsatta", 2016, LAYER)


def test_importing_twice_changes_nothing(empty_town: TownDatabase, empty: Session) -> None:
    town = make_city(empty, "lahti")
    first = import_paavo(empty, town, CITIES["lahti"].geodata, LAYER)
    empty.commit()
    with empty_town.database.public_engine.connect() as public:
        before = statistics_stamp(public, town)
        second = import_paavo(empty, town, CITIES["lahti"].geodata, LAYER)
        empty.commit()
        assert (second.areas_unchanged, second.areas_created, second.areas_revised) == (31, 0, 0)
        assert (second.values, second.suppressed) == (first.values, first.suppressed)
        assert statistics_stamp(public, town) != before, "a cache must notice the new figures"
    assert empty.scalar(select(func.count()).select_from(Variable)) == first.variables
    assert empty.scalar(select(func.count()).select_from(Statistic)) == 31 * first.variables


def test_codes_keep_their_leading_zeros(empty: Session, tmp_path: Path) -> None:
    town = make_city(empty, "kuopio", code="091")
    x, y = 385_000.0, 6_672_000.0
    path = small_file(
        tmp_path,
        [
            {"posti_alue": "100", "kunta": "91", "geometry": box(x, y, x + 500, y + 500)},
            {"posti_alue": "00120", "geometry": box(x + 500, y, x + 900, y + 500)},
            {"posti_alue": "70100", "kunta": "297", "geometry": box(x + 900, y, x + 990, y + 500)},
        ],
    )
    report = import_paavo(empty, town, path, LAYER)
    assert sorted(empty.scalars(select(Area.code))) == ["00100", "00120"]
    assert sorted(empty.scalars(select(Area.slug))) == ["00100-ydin", "00120-ydin"]
    assert [(m.code, m.where) for m in report.messages] == [("code_padded", "00100")]


def test_one_bad_outline_never_loses_the_rest(empty: Session, tmp_path: Path) -> None:
    town = make_city(empty, "kuopio", code="091")
    x, y = 385_000.0, 6_672_000.0
    bow_tie = Polygon([(x, y), (x + 400, y + 400), (x + 400, y), (x, y + 500)])
    path = small_file(
        tmp_path,
        [
            {"posti_alue": "00100", "geometry": bow_tie},
            {"posti_alue": "00110", "geometry": Polygon()},
            {"posti_alue": "00120", "geometry": box(x, y, x + 9, y + 9)},
            {"posti_alue": "00120", "geometry": box(x, y, x + 9, y + 9)},
            {"posti_alue": "00130", "he_vakiy": -7.0, "geometry": box(x + 20, y, x + 29, y + 9)},
        ],
    )
    report = import_paavo(empty, town, path, LAYER)
    assert [(m.code, m.where) for m in report.messages] == [
        ("boundary_repaired", "00100"),
        ("boundary_unusable", "00110"),
        ("code_twice", "00120"),
        ("unknown_sentinel", "00130"),
    ]
    assert sorted(empty.scalars(select(Area.code))) == ["00100", "00120", "00130"]
    assert empty.scalar(select(func.count()).where(Statistic.state == "missing")) == 1
    kept = empty.scalars(select(AreaVersion.area_m2).join(Area).where(Area.code == "00100")).one()
    assert kept > 10_000


def test_a_moved_boundary_is_a_new_version(empty: Session, tmp_path: Path) -> None:
    town = make_city(empty, "kuopio", code="091")
    for width in (500, 600):
        shape = box(385_000, 6_672_000, 385_000 + width, 6_672_500)
        report = import_paavo(empty, town, small_file(tmp_path, [{"geometry": shape}]), LAYER)
    assert report.areas_revised == 1
    numbers = empty.scalars(select(AreaVersion.number).order_by(AreaVersion.number)).all()
    assert numbers == [1, 2]


def test_other_coordinate_systems_land_in_the_same_place(empty: Session, tmp_path: Path) -> None:
    town = make_city(empty, "kuopio", code="091")
    shape = box(385_000, 6_672_000, 385_500, 6_672_500)
    path = small_file(tmp_path, [{"geometry": METRIC.geometry_to_lonlat(shape)}], crs=4326)
    import_paavo(empty, town, path, LAYER)
    assert empty.scalars(select(AreaVersion.area_m2)).one() == pytest.approx(250_000, rel=1e-6)


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_files_that_cannot_be_used_say_why(empty: Session, tmp_path: Path) -> None:
    town = make_city(empty, "kuopio", code="091")
    shape = {"geometry": box(385_000, 6_672_000, 385_500, 6_672_500)}
    with pytest.raises(LayerMissing):
        import_paavo(empty, town, tmp_path / "nothing.gpkg", LAYER)
    with pytest.raises(LayerMissing):
        import_paavo(empty, town, small_file(tmp_path, [shape]), "another_layer")
    with pytest.raises(MunicipalityNotInFile, match="091"):
        import_paavo(empty, town, small_file(tmp_path, [shape | {"kunta": "092"}]), LAYER)
    with pytest.raises(ColumnsMissing, match="ra_ke"):
        import_paavo(empty, town, small_file(tmp_path, [shape], without=["ra_ke"]), LAYER)
    with pytest.raises(CrsMissing):
        import_paavo(empty, town, small_file(tmp_path, [shape], crs=None), LAYER)


def edition_file(folder: Path, layer: str) -> Path:
    """Lahti's file under another edition's name; the northern half of its first area goes to a neighbour."""
    frame = pyogrio.read_dataframe(CITIES["lahti"].geodata, layer=LAYER)
    first = frame.geometry.iloc[0]
    west, _south, east, north = first.bounds
    half = first.intersection(box(west - 1, first.centroid.y, east + 1, north + 1))
    touching = next(i for i in range(1, len(frame)) if frame.geometry.iloc[i].buffer(1).intersects(half))
    frame.loc[0, "geometry"] = first.difference(half)
    frame.loc[touching, "geometry"] = frame.geometry.iloc[touching].union(half)
    path = folder / f"{layer}.gpkg"
    frame.to_file(path, layer=layer)
    return path


def test_an_older_edition_leaves_boundaries_as_they_are(
    empty_town: TownDatabase, empty: Session, tmp_path: Path
) -> None:
    town = make_city(empty, "lahti")
    import_paavo(empty, town, CITIES["lahti"].geodata, LAYER)
    report = import_paavo(empty, town, edition_file(tmp_path, "paavo_2018"), "paavo_2018")
    empty.commit()
    assert (report.areas_created, report.areas_revised, report.areas_unchanged) == (0, 0, 31)
    assert [one.code for one in report.messages] == ["years_assumed", "older_edition"]
    assert empty.scalar(select(func.max(AreaVersion.number))) == 1
    with empty_town.database.public_engine.connect() as public:
        frame = figures_by_year(public, town, ["pt_tyott"])
        # The newest edition is still the one that pages without a year show.
        assert statistics_frame(public, town, ["pt_tyott"]).variables["pt_tyott"].edition == LAYER
    assert frame.years == (2015, 2016)
    assert (frame.notes[0].moved, frame.notes[0].moved_from, frame.notes[1].moved) == (2, "paavo_2018", 0)
    assert frame.moved[:, 0].sum() == 2
    both = frame.values["pt_tyott"]
    kept = ~frame.moved[:, 0]
    assert np.array_equal(both[kept, 0], both[kept, 1], equal_nan=True)
    assert np.nansum(both[:, 0]) == pytest.approx(np.nansum(both[:, 1]))


def test_a_newer_edition_is_of_newer_years(empty_town: TownDatabase, empty: Session, tmp_path: Path) -> None:
    town = make_city(empty, "lahti")
    import_paavo(empty, town, CITIES["lahti"].geodata, LAYER)
    report = import_paavo(empty, town, edition_file(tmp_path, "paavo_2020"), "paavo_2020")
    empty.commit()
    assert report.areas_revised == 2
    with empty_town.database.public_engine.connect() as public:
        frame = figures_by_year(public, town, ["pt_tyott"])
    assert frame.years == (2016, 2017)
    # The earlier year follows the boundary of today.
    assert (frame.notes[0].moved, frame.notes[1].moved) == (2, 0)
    assert np.nansum(frame.values["pt_tyott"][:, 0]) == pytest.approx(np.nansum(frame.values["pt_tyott"][:, 1]))
