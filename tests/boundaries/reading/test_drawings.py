"""Outlines in drawings: closed lines become areas, and a text that stands alone in one becomes its designation."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from boundaries.reading.layers import opened_layer
from tests.boundaries.reading.drawn import arc, box_at, circle, drawing, outline, spline, words

X, Y = 533_000.0, 6_973_000.0


def read(folder: Path, *entities: Any) -> list[tuple[Any, Any, list[str]]]:
    """Shape, text and notes of each feature."""
    path = folder / "piirros.dxf"
    path.write_bytes(drawing(*entities))
    with opened_layer(path, path.name) as stream:
        return [
            (batch.shapes[at], batch.values[at].get("Text"), [one.code for one in batch.notes.get(at, [])])
            for batch in stream.batches
            for at in range(len(batch))
        ]


def test_closed_lines_become_areas_and_open_ones_stay_lines(tmp_path: Path) -> None:
    back = [*box_at(X + 200, Y, 100), (X + 200, Y + 0.0004)]
    found = read(
        tmp_path,
        outline(box_at(X, Y, 100)),
        outline(back, closed=False),
        outline(box_at(X + 400, Y, 100), closed=False),
        outline([(X, Y), (X + 9, Y)], closed=True),
        circle(X + 700, Y, 50),
    )
    kinds = [shape.geom_type for shape, _text, _notes in found]
    assert kinds == ["Polygon", "Polygon", "LineString", "LineString", "Polygon"]
    assert [notes for _shape, _text, notes in found] == [["line_closed"], ["line_closed"], [], [], ["line_closed"]]
    assert found[0][0].area == found[1][0].area == pytest.approx(10_000)
    assert found[4][0].area == pytest.approx(math.pi * 50**2, rel=1e-4)


def test_an_outline_with_an_arc_follows_it(tmp_path: Path) -> None:
    corners = box_at(X, Y, 100)
    corners[1] = (*corners[1], 1.0)  # half a circle to the east
    ((shape, _text, _notes),) = read(tmp_path, outline(corners))
    assert shape.is_valid and shape.area == pytest.approx(10_000 + math.pi * 50**2 / 2, rel=1e-4)


@pytest.mark.parametrize("radius", [50.0, 1_000.0, 40_000.0])
def test_arcs_of_any_size_are_followed_to_five_centimetres(tmp_path: Path, radius: float) -> None:
    bulged = [(X + radius, Y, math.tan(math.pi / 8)), (X, Y + radius), (X, Y)]  # a quarter of a circle
    for shape, _text, _notes in read(tmp_path, arc(X, Y, radius, 10, 80), outline(bulged, closed=False)):
        corners = shapely.get_coordinates(shape)
        away = np.hypot(*(corners - (X, Y)).T)
        corners = corners[np.abs(away - radius) < 0.001]
        middles = (corners[1:] + corners[:-1]) / 2
        gaps = radius - np.hypot(*(middles - (X, Y)).T)
        assert len(corners) > 40 and gaps.max() <= 0.05


def test_a_free_curve_is_told_of(tmp_path: Path) -> None:
    ((shape, _text, notes),) = read(tmp_path, spline([(X, Y), (X + 9, Y + 30), (X + 30, Y - 30), (X + 50, Y)]))
    assert shape.geom_type == "LineString" and notes == ["spline_followed"]


def test_a_text_that_stands_alone_inside_names_the_smallest_area_around_it(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        words("VP", X + 10, Y + 10),
        outline(box_at(X, Y, 100)),
        outline(box_at(X + 40, Y + 40, 20)),
        words("AK-1", X + 50, Y + 50),
        outline(box_at(X + 200, Y, 100)),
        words("AP", X + 210, Y + 10),
        words("12", X + 220, Y + 20),
        outline(box_at(X + 400, Y, 100)),
        words("LPA", X + 399, Y),
    )
    told = [(text, notes) for shape, text, notes in found if shape.geom_type == "Polygon"]
    assert told == [
        ("VP", ["line_closed", "text_inside"]),
        ("AK-1", ["line_closed", "text_inside"]),
        (None, ["line_closed"]),  # two texts: which one would be a guess
        (None, ["line_closed"]),  # it stands beside
    ]
