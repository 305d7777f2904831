"""Testilä: a made-up town of nine square areas of 1 km, with statistics, themes, a plan and people.

The grid's south-west corner stands at (ORIGIN); area "01" is the south-west square, "09" the north-east
one. Area "08" is suppressed (-1 at its publisher) and area "09" has nobody.
"""

from __future__ import annotations

from geoalchemy2.shape import from_shape
from shapely.geometry import MultiPolygon, Point, box
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Area, AreaPiece, AreaVersion, Municipality, Place
from boundaries.records import AreaBody
from geo.crs import METRIC
from layers.indicators.models import Statistic, Variable
from layers.models import Layer
from layers.plans.models import ZoningPlan, ZoningUnit
from service.accounts.models import BOARD_ROLE, ROLES, Person, RoleGrant
from service.participation.pins.models import Theme

#: Where the town lies: in Savo, or, where the metric CRS is another country's, in the middle of that.
_WEST, _SOUTH, _EAST, _NORTH = METRIC.lonlat_bounds
HERE = (27.68, 62.89) if METRIC.contains_lonlat(27.68, 62.89) else ((_WEST + _EAST) / 2, (_SOUTH + _NORTH) / 2)
ORIGIN = METRIC.from_lonlat(*HERE)
ORIGIN = (round(ORIGIN[0], -3), round(ORIGIN[1], -3))
SIDE = 1000
SRID = METRIC.epsg

#: code: residents, adults, low education, income base, low income, employed, unemployed, households, cottages
STATISTICS: dict[str, tuple[int, ...] | None] = {
    "01": (2000, 1600, 320, 1600, 320, 700, 100, 1000, 5),
    "02": (3000, 2400, 360, 2400, 360, 1200, 100, 1500, 2),
    "03": (1000, 800, 240, 800, 240, 300, 80, 500, 40),
    "04": (4000, 3200, 960, 3200, 900, 1200, 300, 2100, 0),
    "05": (5000, 4100, 500, 4100, 700, 2000, 150, 2900, 0),
    "06": (800, 640, 128, 640, 128, 290, 40, 390, 120),
    "07": (120, 100, 40, 100, 35, 30, 12, 70, 200),
    "08": None,
    "09": (0, 0, 0, 0, 0, 0, 0, 0, 30),
}
KEYS = (
    "he_vakiy",
    "ko_ika18y",
    "ko_perus",
    "hr_tuy",
    "hr_pi_tul",
    "pt_tyoll",
    "pt_tyott",
    "te_taly",
    "ra_ke",
)
THEMES = (
    ("green", {"fi": "Puistot ja luonto", "sv": "Parker och natur", "en": "Parks and nature"}),
    ("traffic", {"fi": "Liikkuminen", "sv": "Trafik", "en": "Getting around"}),
)


def square(code: str) -> MultiPolygon:
    """The square of an area in the metric CRS."""
    number = int(code) - 1
    x = ORIGIN[0] + (number % 3) * SIDE
    y = ORIGIN[1] + (number // 3) * SIDE
    return MultiPolygon([box(x, y, x + SIDE, y + SIDE)])


def lonlat_in(code: str, east_m: float = 500, north_m: float = 500) -> tuple[float, float]:
    """A WGS 84 point inside an area's square, so many metres from its south-west corner."""
    minx, miny, _, _ = square(code).bounds
    return METRIC.to_lonlat(minx + east_m, miny + north_m)


def make_world(db: Session) -> Municipality:
    """Fill an empty, migrated database with the town; the caller commits."""
    whole = MultiPolygon([box(ORIGIN[0], ORIGIN[1], ORIGIN[0] + 3 * SIDE, ORIGIN[1] + 3 * SIDE)])
    centre = Point(ORIGIN[0] + 1.5 * SIDE, ORIGIN[1] + 1.5 * SIDE)
    town = Municipality(
        slug="testila",
        code="997",
        names={"fi": "Testilä", "sv": "Testby", "en": "Testilä"},
        languages=["fi", "sv", "en"],
        reference_prefix="TES",
        centre=from_shape(centre, SRID),
        zoom=8.0,
        geom=from_shape(whole, SRID),
        is_demo=True,
        settings={},
    )
    db.add(town)
    db.flush()
    _areas(db, town)
    for order, (key, names) in enumerate(THEMES):
        db.add(Theme(municipality_id=town.id, key=key, names=names, icon="trees", sort_order=order))
    _plan(db, town)
    _people(db, town)
    db.add(
        Place(
            municipality_id=town.id,
            names={"fi": "Testilän leikkipuisto", "sv": "Testby lekpark"},
            kind="playground",
            rank=3,
            geom=from_shape(centre, SRID),
            source="",
        )
    )
    db.flush()
    return town


def _areas(db: Session, town: Municipality) -> None:
    variables = [
        Variable(key=key, edition="test", names={"fi": key}, unit="", year=2017, is_count=True, source="Test")
        for key in KEYS
    ]
    db.add_all(variables)
    for code, values in STATISTICS.items():
        shape = square(code)
        area = Area(
            municipality_id=town.id,
            kind="postal",
            slug=code,
            code=code,
            names={"fi": f"Alue {code}", "sv": f"Område {code}"},
            source="Test",
        )
        area.versions.append(AreaVersion(number=1, geom=from_shape(shape, SRID), area_m2=shape.area))
        db.add(area)
        db.flush()
        version = area.versions[0]
        db.add(AreaPiece(area_version_id=version.id, geom=from_shape(shape.geoms[0], SRID)))
        for index, variable in enumerate(variables):
            # At the publisher, -1 hides everything but the base counts of residents and households.
            if values is None:
                row = {"state": "value", "value": 20.0} if index == 0 else {"state": "suppressed", "value": None}
            else:
                row = {"state": "value", "value": float(values[index])}
            db.add(Statistic(variable_id=variable.id, area_id=area.id, **row))


def _plan(db: Session, town: Municipality) -> None:
    base = square("05").bounds
    db.add(
        Layer(
            municipality_id=town.id,
            key="zoning",
            kind="zoning",
            names={"fi": "Harjoituskaava", "sv": "Övningsplan", "en": "Practice plan"},
            source="Test",
            licence="",
            attribution="Test",
            is_synthetic=True,
        )
    )
    plan = ZoningPlan(
        municipality_id=town.id,
        plan_key="T-1",
        names={"fi": "Harjoituskaava", "sv": "Övningsplan"},
        plan_kind="detailed",
        life_cycle_status="http://uri.suomi.fi/codelist/rytj/kaavaelinkaari/code/13",
        is_synthetic=True,
        geom=from_shape(square("05"), SRID),
    )
    db.add(plan)
    db.flush()
    half = (base[0] + base[2]) / 2
    for number, letter, shape in (
        ("1", "AK", box(base[0], base[1], half, base[3])),
        ("2", "VP", box(half, base[1], base[2], base[3])),
    ):
        db.add(
            ZoningUnit(
                plan_id=plan.id,
                number=number,
                letter=letter,
                land_use="http://uri.suomi.fi/codelist/rytj/RY_KaavanKayttotarkoitus/code/" + letter,
                names={"fi": letter},
                area_m2=shape.area,
                geom=from_shape(MultiPolygon([shape]), SRID),
            )
        )


def _people(db: Session, town: Municipality) -> None:
    for role in ROLES:
        person = Person(
            email=f"{role}@testila.example",
            display_name=role.capitalize(),
            title=f"Testilä, {role}",
            is_demo=True,
        )
        db.add(person)
        db.flush()
        db.add(RoleGrant(person_id=person.id, municipality_id=town.id, role=role))
    db.add(Person(email="resident@testila.example", display_name="Resident", title="", is_demo=True))


def add_board(db: Session) -> None:
    """A board for area 05, and a member of it who can sign in as `area_board`."""
    area = db.scalars(select(Area).where(Area.code == "05", Area.kind == "postal")).one()
    member = Person(email=f"{BOARD_ROLE}@testila.example", display_name="Member", title="", is_demo=True)
    names = {"fi": "Keskustan johtokunta", "sv": "Centrums direktion"}
    db.add_all([member, AreaBody(area_id=area.id, municipality_id=area.municipality_id, kind="board", names=names)])
    db.flush()
    db.add(RoleGrant(person_id=member.id, municipality_id=area.municipality_id, role=BOARD_ROLE, area_id=area.id))
