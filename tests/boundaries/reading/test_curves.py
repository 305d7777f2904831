"""Arcs in GeoPackages become corners that lie within 5 cm of them, whatever they are part of, and it is said."""

from __future__ import annotations

import math
import struct
from pathlib import Path

import numpy as np
import pytest
import shapely

from boundaries.reading.batches import MOST_CORNERS, Batch
from boundaries.reading.curves import TooManyCorners, followed
from boundaries.reading.layers import opened_layer
from tests.boundaries.reading.curved import geopackage_with, line, several

X, Y = 533_000.0, 6_973_000.0
RADIUS = 5_000.0


def circle(radius: float, x: float = X, y: float = Y) -> list[tuple[float, ...]]:
    """A whole circle as two arcs."""
    return [(x + radius, y), (x, y + radius), (x - radius, y), (x, y - radius), (x + radius, y)]


def bulging() -> bytes:
    """A square of 100 m whose eastern side is half a circle."""
    straight = [(X + 100, Y + 100), (X, Y + 100), (X, Y), (X + 100, Y)]
    half = [(X + 100, Y), (X + 150, Y + 50), (X + 100, Y + 100)]
    return several(10, several(9, line(half, 8), line(straight)))


def read(path: Path) -> Batch:
    with opened_layer(path, path.name) as stream:
        (batch,) = list(stream.batches)
        return batch


def test_a_large_circle_keeps_to_five_centimetres_where_steps_of_an_angle_would_not(tmp_path: Path) -> None:
    (shape,) = read(geopackage_with(tmp_path, [several(10, line(circle(RADIUS), 8))], "CURVEPOLYGON")).shapes
    corners = shapely.get_coordinates(shape)
    middles = (corners[1:] + corners[:-1]) / 2
    away = RADIUS - np.hypot(middles[:, 0] - X, middles[:, 1] - Y)
    assert 0 < away.max() <= 0.05
    assert len(shape.exterior.coords) < 1_000, "no more corners than are needed"
    assert shape.area == pytest.approx(math.pi * RADIUS**2, rel=1e-4)


def test_every_kind_is_followed_and_told_and_straight_ones_are_left_alone(tmp_path: Path) -> None:
    hole = line([(X + 20, Y + 20), (X + 40, Y + 20), (X + 40, Y + 40), (X + 20, Y + 20)])
    shapes = [
        bulging(),
        several(12, bulging(), several(3, struct.pack("<I", 4) + hole[9:])),
        several(10, line(circle(100), 8), hole),
        line([(X, Y, 7.0), (X + 50, Y + 50, 8.0), (X + 100, Y, 9.0)], 8),
        several(11, line([(X, Y), (X + 9, Y)]), line([(X, Y), (X + 50, Y + 50), (X + 100, Y)], 8)),
        several(7, bulging()),
        shapely.to_wkb(shapely.box(X, Y, X + 10, Y + 10)),
    ]
    batch = read(geopackage_with(tmp_path, shapes, "GEOMETRY"))
    assert batch.problems == {}
    assert [one.geom_type for one in batch.shapes] == [
        "Polygon", "MultiPolygon", "Polygon", "LineString", "MultiLineString", "GeometryCollection", "Polygon",
    ]  # fmt: skip
    half = math.pi * 50**2 / 2
    assert batch.shapes[0].area == pytest.approx(10_000 + half, rel=1e-3)
    assert batch.shapes[1].area == pytest.approx(10_000 + half + 200, rel=1e-3)
    assert batch.shapes[2].area == pytest.approx(math.pi * 100**2 - 200, rel=1e-3)
    assert batch.shapes[3].length == pytest.approx(math.pi * 50, rel=1e-3) and not batch.shapes[3].has_z
    assert {at: [one.code for one in found] for at, found in batch.notes.items()} == {
        at: ["arcs_followed"] for at in range(6)
    }


def test_arcs_in_degrees_keep_to_the_same_distance_on_the_ground() -> None:
    across = 0.02
    shape, arcs = followed(
        line([(27.0, 63.0), (27.0 + across / 2, 63.0 + across / 2), (27.0 + across, 63.0)], 8), 10**6
    )
    places = shapely.get_coordinates(shape)
    chord = np.hypot(*(places[1] - places[0]))
    sagitta = across / 2 - math.sqrt((across / 2) ** 2 - (chord / 2) ** 2)
    assert arcs == 1 and sagitta * 111_700 <= 0.0501 and len(places) < 400


@pytest.mark.parametrize(
    "wkb",
    [
        line([(X, Y), (X + 1, Y)], 8),  # two positions are no arc
        line([(math.nan, Y), (X + 1, Y), (X, Y)], 8),
        several(10, shapely.to_wkb(shapely.Point(X, Y))),
        several(10, line(circle(10), 8))[:-9],
        several(11, shapely.to_wkb(shapely.Point(X, Y))),  # a point is no curve
        several(12, line(circle(10), 8)),
        line([(-1e18, 0.0), (0.0, 1e18), (1e18, 0.0)], 8),  # no chord of it can be told from the arc
        struct.pack("<BII", 1, 12, 4_000_000_000),
        struct.pack("<BII", 1, 15, 1),
        several(7, several(7, several(7)))[:9] * 40,
    ],
)  # fmt: skip
def test_what_is_no_sound_curve_is_refused(wkb: bytes) -> None:
    with pytest.raises(ValueError):
        followed(wkb, MOST_CORNERS)


def test_arcs_beyond_the_most_corners_are_not_reckoned_to_their_end() -> None:
    many = [(X + n, Y + (n % 2) * 9_000.0) for n in range(20_001)]
    with pytest.raises(TooManyCorners):
        followed(line(many, 8), MOST_CORNERS)
