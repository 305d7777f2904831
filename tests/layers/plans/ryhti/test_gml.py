"""Plan GML with arcs: a small plan drawn here, and the pilots' own files where a developer has them."""

from __future__ import annotations

import datetime as dt
import math
from itertools import pairwise
from pathlib import Path

import pytest
from shapely.geometry import Point, Polygon
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from geo.arcs import TOLERANCE_M, arc
from layers.plans.land_use import code_of
from layers.plans.models import ZoningPlan
from layers.plans.ryhti.gml import read_gml
from layers.plans.ryhti.model import PlanFileProblem
from layers.plans.ryhti.taking_in import take_in

#: Folder of the pilots' files, whose licence does not let them stand here.
PILOTS = Path(__file__).resolve().parents[5] / "shared" / "data" / "zoning"
X, Y, R = 535_000.0, 6_970_000.0, 100.0
#: A half disc: a straight side below and an arc above it.
HALF_DISC = f"""<gml:MultiSurface><gml:surfaceMember><gml:Polygon><gml:exterior><gml:Ring><gml:curveMember>
<gml:Curve><gml:segments>
<gml:LineStringSegment><gml:posList>{X - R} {Y} {X + R} {Y}</gml:posList></gml:LineStringSegment>
<gml:Arc><gml:posList>{X + R} {Y} {X} {Y + R} {X - R} {Y}</gml:posList></gml:Arc>
</gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior></gml:Polygon></gml:surfaceMember>
</gml:MultiSurface>"""
LISTS = "http://www.luettelopalvelu.fi/codelist"


def gml(*, status: str = "5", shape: str = HALF_DISC, head: str = "") -> bytes:
    return f"""<?xml version="1.0"?>{head}<Set xmlns:gml="http://www.opengis.net/gml/3.2"
xmlns:xlink="http://www.w3.org/1999/xlink">
<ZoningElement><planningObjectIdentifier>urn:uuid:z1</planningObjectIdentifier><geometry>{shape}</geometry>
<landUse><PlannedLandUse><landUseKind xlink:href="{LISTS}/FinnishLandUseKind/AO"/></PlannedLandUse></landUse>
</ZoningElement>
<PlanningElement><planningObjectIdentifier>urn:uuid:p1</planningObjectIdentifier><geometry>{HALF_DISC}</geometry>
</PlanningElement>
<SpatialPlan><planningObjectIdentifier>urn:uuid:k1</planningObjectIdentifier><extent>{HALF_DISC}</extent>
<status xlink:href="{LISTS}/FinnishSpatialPlanStatus/{status}"/></SpatialPlan></Set>""".encode()


def test_an_arc_is_followed_within_the_tolerance() -> None:
    (plan,) = read_gml(gml(), epsg=3067)
    (unit,) = plan.units
    assert (unit.letter, plan.details, code_of(plan.plan.life_cycle_status)) == ("AO", 1, "06")
    # Chords cut a little off: at most the tolerance along the whole arc.
    missing = math.pi * R * R / 2 - unit.geom.area
    assert 0 < missing < TOLERANCE_M * math.pi * R


@pytest.mark.parametrize("radius", [0.04, 1.0, 33.3, 5_000.0])
@pytest.mark.parametrize("end", [-170, -20, 20, 100, 350])
def test_chords_stay_near_their_arc_and_pass_the_middle(radius: float, end: int) -> None:
    def at(degrees: float) -> tuple[float, float]:
        return X + radius * math.cos(math.radians(degrees)), Y + radius * math.sin(math.radians(degrees))

    corners = arc(at(0), at(end / 2), at(end))
    assert (corners[0], corners[-1]) == (at(0), at(end))
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairwise(corners)]
    assert all(abs(math.dist((X, Y), one) - radius) <= TOLERANCE_M + 1e-6 for one in (*corners, *middles))
    assert min(math.dist(at(end / 2), one) for one in (*corners, *middles)) < radius


def test_a_straight_arc_and_a_whole_circle() -> None:
    assert arc((0, 0), (1, 1), (2, 2)) == [(0, 0), (1, 1), (2, 2)]
    circle = Polygon(arc((X, Y), (X + 20, Y), (X, Y)))
    assert circle.area == pytest.approx(math.pi * 100, rel=0.02)
    with pytest.raises(ValueError, match="finite"):
        arc((0, 0), (math.inf, 1), (2, 2))


@pytest.mark.parametrize(
    ("data", "epsg", "words"),
    [
        (gml(), None, "Say it with --crs"),
        (gml(status="2"), 3067, "Say it with --status"),
        (gml(head='<!DOCTYPE x [<!ENTITY a "b">]>'), 3067, "DTD or entities"),
        (b"<a><b></a>", 3067, "not sound XML"),
        (b"<a/>", 3067, "0 SpatialPlan"),
        (gml(), 3879, "extent of plan k1 cannot be used"),
    ],
)
def test_what_cannot_be_used_is_told_in_words(data: bytes, epsg: int | None, words: str) -> None:
    with pytest.raises(PlanFileProblem, match=words):
        read_gml(data, epsg=epsg)


def test_a_status_can_be_given() -> None:
    assert code_of(read_gml(gml(status="3"), epsg=3067, status="13")[0].plan.life_cycle_status) == "13"


def test_one_bad_shape_is_told_and_loses_nothing_else() -> None:
    (plan,) = read_gml(gml(shape=HALF_DISC.replace("gml:Arc>", "gml:Clothoid>")), epsg=3067)
    assert plan.remarks == ["part z1: left out, not geometry", "part p1: lies in no land use of the plan"]
    assert plan.outline.area > 0


def test_a_plan_that_has_no_land_uses_yet_keeps_its_outline(db: Session) -> None:
    (plan,) = read_gml(gml(shape=""), epsg=3067)
    report = take_in(db, db.scalars(select(Municipality.id)).one(), [plan], None)
    assert report.units == 0
    assert db.scalar(select(ZoningPlan.plan_key).where(ZoningPlan.plan_key == "k1")) == "k1"


@pytest.mark.skipif(not PILOTS.is_dir(), reason="the real files are not beside the project")
def test_the_pilots_plans() -> None:
    (kempele,) = read_gml((PILOTS / "kempele_asemakaava_2019.gml").read_bytes(), epsg=3067)
    assert (len(kempele.units), kempele.details, kempele.remarks) == (7, 25, [])
    assert kempele.plan.approved_on == dt.date(2019, 6, 4)
    (kuopio,) = read_gml((PILOTS / "kuopio_kaava-alue_2019.gml").read_bytes(), epsg=3067)
    assert kuopio.plan.names == {"fi": "836"}
    assert kuopio.outline.area == pytest.approx(160_000, rel=0.01)
    assert kuopio.outline.distance(Point(535_675, 6_969_946)) == 0
