"""What drawings come to, as plain values that anyone may see: the frozen body of a surface."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.agreement import (
    METHOD,
    Dissent,
    Drawings,
    Group,
    Proposal,
    agreeing_shape,
    certainty_of,
    drawers_needed,
    drawings_of,
    groups_of,
    jaccard_with,
    proposal_at,
)
from geo.crs import METRIC
from geo.geometry import geometry_to_geojson
from service.areas.agreement.rules import HALF, LEAST_TOGETHER, shown_ties

#: The levels of the surface, besides the call's own.
STEPS = tuple(step / 10 for step in range(1, 11))
#: The levels that a map's bands lie between, besides the call's own.
BANDS = (0.1, HALF, 0.9)
#: Degrees with this many decimals are right to a decimetre, finer than any drawn line.
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Counted:
    """A drawing that is counted: its outline in metres and how its author belongs to the place."""

    shape: BaseGeometry
    tie: str


def drawings_hash(drawn: Sequence[Counted]) -> bytes:
    """SHA-256 of the drawings, whatever their order: the same drawings and ties, the same hash."""
    lines = sorted(f"{one.tie}|{shapely.to_wkb(shapely.normalize(one.shape), hex=True)}" for one in drawn)
    return hashlib.sha256("\n".join(lines).encode()).digest()


def surface_of(drawn: Sequence[Counted], *, core: float, fringe: float, least: int) -> dict[str, Any]:
    """The public sums of drawings: levels, measures, proposal, how sure it is, ties and dissent.

    Parameters
    ----------
    core, fringe : the call's levels (0-1).
    least : nothing is told of fewer drawings than this.

    Geometries are GeoJSON in WGS 84; sizes are m2. Empty when nothing may be shown; `proposal` is None where
    no place is covered by half of the drawings.
    """
    if len(drawn) < least:
        return {}
    drawings = drawings_of([one.shape for one in drawn], LEAST_TOGETHER)
    if drawings.window is None:
        return {}
    ties = shown_ties([one.tie for one in drawn], least)
    by_tie = {tie: drawings_of([one.shape for one in drawn if one.tie == tie], LEAST_TOGETHER) for tie in ties}
    proposal = proposal_at(drawings, HALF)
    return {
        "method": METHOD,
        "count": len(drawn),
        "cell_m": round(drawings.fine.cell_m, 2),
        "median_m2": round(float(np.median(drawings.areas_m2))),
        "levels": _levels(drawings, {*STEPS, core, fringe}),
        "core": _certain(drawings, core),
        "proposal": _proposal(drawings, proposal) if proposal else None,
        "ties": {
            tie: {"count": ties[tie], "levels": _levels(some, {*BANDS, core, fringe})} for tie, some in by_tie.items()
        },
        "dissent": _dissent(drawings, proposal, least),
    }


def _proposal(drawings: Drawings, found: Proposal) -> dict[str, Any]:
    """The boundary proposed at a level with its warrant."""
    sure = certainty_of(drawings, found.level)
    return {
        "share": found.level,
        "drawers": found.drawers,
        "area_m2": round(found.shape.area),
        "low_m2": round(sure.low_m2),
        "high_m2": round(sure.high_m2),
        "unsure_m2": round(sure.unsure_m2),
        "unsure": _geojson(sure.unsure),
        "mean_jaccard": round(float(jaccard_with(drawings, found.shape).mean()), 3),
        "tolerance_m": round(found.tolerance_m, 1),
        "smoothed_m": round(found.smoothed_m, 1),
        "parts": len(shapely.get_parts(found.shape)),
        "crumbs": found.crumbs,
        "crumbs_m2": round(found.crumbs_m2),
        "geometry": _geojson(found.shape),
    }


def _levels(drawings: Drawings, shares: set[float]) -> list[dict[str, Any]]:
    """The levels that at least LEAST_TOGETHER people stand behind, widest first; each lies in the one before."""
    found: list[dict[str, Any]] = []
    around: BaseGeometry | None = None
    for share in sorted(shares):
        shape = agreeing_shape(drawings, share)
        if around is not None:
            shape = _polygons(shape.intersection(around))
        if shape.is_empty:
            continue
        around = shape
        needed = drawers_needed(share, len(drawings))
        found.append({"share": share, "drawers": needed, "area_m2": round(shape.area), "geometry": _geojson(shape)})
    return found


def _certain(drawings: Drawings, core: float) -> dict[str, Any] | None:
    """How much of the core is sure; None when there is no core."""
    if agreeing_shape(drawings, core).is_empty:
        return None
    found = certainty_of(drawings, core)
    return {"low_m2": round(found.low_m2), "high_m2": round(found.high_m2), "sure_m2": round(found.sure_m2)}


def _dissent(drawings: Drawings, proposal: Proposal | None, least: int) -> dict[str, Any]:
    if proposal is None:
        return {"groups": [], "lone": 0, "elsewhere": 0}
    found: Dissent = groups_of(drawings, proposal.shape, least)
    groups = list(found.groups)
    # As with ties: the whole less the shown groups must not tell what a few drew.
    while groups and 0 < len(drawings) - sum(len(one) for one in groups) < least:
        groups.pop()
    return {
        "groups": [_group(one) for one in groups],
        "lone": found.lone,
        "elsewhere": found.elsewhere,
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "count": len(group),
        "area_m2": round(group.shape.area),
        "geometry": _geojson(group.shape),
        "left_out": _place(group.left_out),
        "added": _place(group.added),
    }


def _place(shape: BaseGeometry) -> dict[str, Any] | None:
    """A place with its size and a spot inside its largest part, for naming it; None when there is none."""
    parts = _polygons(shape)
    if parts.is_empty:
        return None
    spot = max(shapely.get_parts(parts), key=lambda part: part.area).representative_point()
    lonlat = METRIC.to_lonlat(spot.x, spot.y)
    return {"area_m2": round(parts.area), "lonlat": [round(one, 5) for one in lonlat], "geometry": _geojson(parts)}


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """The areas of an overlay's outcome, without the lines and points where outlines touch."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if parts else shapely.MultiPolygon()


def _geojson(shape: BaseGeometry) -> dict[str, Any]:
    return geometry_to_geojson(shape, decimals=DECIMALS)
