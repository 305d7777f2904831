"""Which coordinate system a file's numbers are in: stated and plausible, or a question with where each would land."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from boundaries.reading.batches import Batch, LayerStream
from geo.candidates import Candidate, ranked, systems_near
from geo.crs import METRIC, WEB_MERCATOR_QUAD
from geo.errors import GeometryProblem
from layers.intake.placing import check_batch
from service.layer_imports.models import LayerImport

#: So many places of a file tell where it lies.
MOST_PLACES = 200
#: Another system is asked for when the stated one puts nothing here and another puts at least so much here.
LIKELY_SHARE = 0.5


def question_of_system(
    row: LayerImport, stream: LayerStream, first: Batch, ground: BaseGeometry, centre: tuple[float, float]
) -> dict[str, Any] | None:
    """What must be asked of a file's coordinate system before it is read; None when it is plain.

    The question holds ``problem`` (why the stated one cannot be right, or None when none is stated) and
    ``candidates``: EPSG number, shares of the places in the municipality as they stand and exchanged, and the lon and
    lat of where the file would land (None for nowhere on the map).

    Parameters
    ----------
    ground : the municipality in the metric CRS; empty when there is none to compare with.
    centre : WGS 84.
    """
    wished = row.wish.get("epsg")
    epsg = wished or stream.epsg
    problem = None
    if epsg is not None:
        problem = _problem(first, int(epsg), bool(row.wish.get("is_swapped")))
        if problem is None and (wished or ground.is_empty):
            return None
    places = _places(first)
    systems = (*systems_near(centre), WEB_MERCATOR_QUAD.epsg)
    candidates = ranked(places, systems, ground)
    if epsg is not None and problem is None:
        own = next((one for one in ranked(places, (int(epsg),), ground)), None)
        best = candidates[0]
        is_elsewhere = own is not None and own.share == 0 and max(best.share, best.swapped_share) >= LIKELY_SHARE
        if not is_elsewhere:
            return None
        problem = "elsewhere"
    return {
        "name": "crs",
        "problem": problem,
        "epsg": epsg,
        "stated": stream.stated,
        "candidates": [[one.epsg, one.share, one.swapped_share, landing(places, one)] for one in candidates],
    }


def _problem(first: Batch, epsg: int, is_swapped: bool) -> str | None:
    try:
        check_batch(first, epsg, is_swapped=is_swapped)
    except GeometryProblem as problem:
        return str(problem.code)
    return None


def _places(first: Batch) -> list[tuple[float, float]]:
    bounds = shapely.bounds(first.shapes[~shapely.is_missing(first.shapes)])
    step = max(1, len(bounds) // MOST_PLACES)
    return [((west + east) / 2, (south + north) / 2) for west, south, east, north in bounds[::step].tolist()]


def landing(places: list[tuple[float, float]], candidate: Candidate) -> list[float] | None:
    """The middle of the places in a system, as lon and lat; None when it lies nowhere on the map."""
    if not places:
        return None
    x, y = (float(value) for value in np.median(np.array(places), axis=0))
    if candidate.swapped_share > candidate.share:
        x, y = y, x
    try:
        middle = METRIC.geometry_from_epsg(shapely.Point(x, y), candidate.epsg)
        lon, lat = METRIC.to_lonlat(middle.x, middle.y)
    except GeometryProblem:
        return None
    return [round(lon, 5), round(lat, 5)] if METRIC.contains_lonlat(lon, lat) else None
