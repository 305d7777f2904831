"""What a drawing (DXF) means as areas: closed lines are outlines, and a text that stands alone in one is its name.

Drawings know no polygons but hatches: programs draw an outline as a line that comes back to its beginning, and write
its designation inside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import shapely

from boundaries.reading.batches import Batch
from boundaries.reading.findings import Finding
from boundaries.reading.values import text_of

#: The column in which GDAL tells the text of a drawing's texts.
TEXT = "Text"
#: The column in which it tells what kinds of thing an entity is, and the kind that free curves are.
KINDS, SPLINE = "SubClasses", "AcDbSpline"
#: A line whose ends lie nearer than this is closed, in the unit of the drawing: drawings are made to the millimetre.
CLOSED = 0.001
_POINT, _LINE, _POLYGON, _SEVERAL = 0, 1, 3, 6
_LEAST_CORNERS = 4

Place = tuple[int, int]


def areas_of_drawing(batches: Iterator[Batch]) -> Iterator[Batch]:
    """The same features, closed lines made areas, and areas given the text that stands alone inside them.

    Both are noted of the feature, and that it is a free curve, which GDAL follows by eight corners to a control point.
    All are held meanwhile, for a text may stand anywhere in the file.
    """
    held = list(batches)
    for batch in held:
        _tell_of_splines(batch)
        _close(batch)
    _name(held)
    yield from held


def _tell_of_splines(batch: Batch) -> None:
    for at, values in enumerate(batch.values):
        if SPLINE in str(values.get(KINDS) or "") and at not in batch.problems:
            batch.notes.setdefault(at, []).append(Finding("spline_followed", "note"))


def _close(batch: Batch) -> None:
    for at in np.flatnonzero(shapely.get_type_id(batch.shapes) == _LINE):
        places = shapely.get_coordinates(batch.shapes[at])
        if len(places) < _LEAST_CORNERS or np.hypot(*(places[0] - places[-1])) > CLOSED:
            continue
        places[-1] = places[0]
        batch.shapes[at] = shapely.Polygon(places)
        batch.notes.setdefault(int(at), []).append(Finding("line_closed", "note"))


def _name(held: list[Batch]) -> None:
    areas: list[Place] = []
    texts: list[Place] = []
    for number, batch in enumerate(held):
        kinds = shapely.get_type_id(batch.shapes)
        is_area = np.isin(kinds, (_POLYGON, _SEVERAL)) & shapely.is_valid(batch.shapes)
        areas += [(number, int(at)) for at in np.flatnonzero(is_area)]
        texts += [(number, int(at)) for at in np.flatnonzero(kinds == _POINT) if text_of(batch.values[at].get(TEXT))]
    for place, inside in _texts_by_area(held, areas, texts).items():
        if len(inside) == 1:
            _note(held[place[0]], place[1], text_of(_values(held, inside[0])[TEXT]))


def _texts_by_area(held: list[Batch], areas: list[Place], texts: list[Place]) -> dict[Place, list[Place]]:
    """The texts inside each area; where areas lie in each other, a text belongs to the smallest alone."""
    found: dict[Place, list[Place]] = defaultdict(list)
    if not areas or not texts:
        return found
    shapes = np.array([held[number].shapes[at] for number, at in areas], dtype=object)
    points = np.array([held[number].shapes[at] for number, at in texts], dtype=object)
    sizes = shapely.area(shapes)
    around: dict[int, int] = {}
    for text, area in shapely.STRtree(shapes).query(points, predicate="within").T.tolist():
        if text not in around or sizes[area] < sizes[around[text]]:
            around[text] = area
    for text, area in around.items():
        found[areas[area]].append(texts[text])
    return found


def _values(held: list[Batch], place: Place) -> dict[str, object]:
    return held[place[0]].values[place[1]]


def _note(batch: Batch, at: int, text: str) -> None:
    if text_of(batch.values[at].get(TEXT)):
        return
    batch.values[at][TEXT] = text
    batch.notes.setdefault(at, []).append(Finding("text_inside", "note", None, {"text": text[:80]}))
