"""The four surfaces of one choice, on the cells of one raster."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.columns import Flags, Floats
from geo.density import RelativeRisk, enough_evidence, intensity_surface, rate_surface, relative_risk, scott_bandwidth
from geo.grids import Raster, points_inside, raster_over
from service.analysis.ideas import Ideas
from service.analysis.surfaces.choices import SurfaceChoices
from service.analysis.surfaces.people import Ground, People, people_on
from service.analysis.weights import AreaWeights

#: Cells along the longer side at the most while somebody waits, and all of them in the background.
MOST_ALONG, MOST_CELLS = 280, 4_000_000
FINEST_M = 50.0
#: So many people must stand behind a kernel for a rate or a comparison to be shown (4 pi sigma^2 m2 of them).
LEAST_PEOPLE = 30
#: So many ideas within three sigma for a comparison to be shown.
LEAST_IDEAS = 5
RELABELLINGS, SEED, LEVEL = 199, 20, 0.05
M2_PER_KM2 = 1e6
Say = Callable[[int], None]


@dataclass(frozen=True)
class Places:
    """The ideas that have a point on the map, as the surfaces take them.

    `voices` is what each counts, `weights` the same adjusted for who takes part; `left_out` are voices outside the
    window.
    """

    points: Floats
    voices: Floats
    weights: Floats
    left_out: float

    @property
    def total(self) -> float:
        """How many voices are on the map."""
        return float(self.voices.sum())


@dataclass(frozen=True)
class Surfaces:
    """All surfaces of one choice. NaN is outside, or masked.

    `raw` is voices per km2; `rate` and `adjusted` are per 1,000 people and smoothed, `overall` is theirs without
    adjusting; `risk` is None when nobody lives or nothing was said there.
    """

    raster: Raster
    choices: SurfaceChoices
    places: Places
    people: People
    raw: Floats
    rate: Floats
    adjusted: Floats
    overall: float
    risk: RelativeRisk | None
    seen: Flags


def places_of(ideas: Ideas, choices: SurfaceChoices, weights: AreaWeights, ground: Ground) -> Places:
    """Voices with a point, with and without their areas' weights."""
    used = ideas if choices.with_heaps else ideas.without_heaps()
    here = used.has_point & (used.voices > 0)
    by_area = dict(zip(ground.frame.area_ids, weights.weight.tolist(), strict=True))
    factor = np.array([by_area.get(area_id, 1.0) for area_id in used.area_ids[here].tolist()])
    voices = used.voices[here]
    covered = shapely.contains_xy(ground.units.ground, used.points[here]) if here.any() else np.zeros(0, dtype=bool)
    left_out = float(voices[~covered].sum())
    return Places(used.points[here][covered], voices[covered], (voices * factor)[covered], left_out)


def rule_of_thumb(places: Places) -> tuple[float, float]:
    """Scott's bandwidth along each axis in metres, for the voices as they are; NaN for fewer than two."""
    return scott_bandwidth(np.repeat(places.points, places.voices.astype(np.int64), axis=0))


def quick_raster(window: BaseGeometry, sigma_m: float) -> Raster:
    """Cells that are reckoned while somebody waits: never wider than two sigma."""
    minx, miny, maxx, maxy = window.bounds
    along = math.ceil(max(maxx - minx, maxy - miny) / MOST_ALONG)
    return raster_over(window, min(max(FINEST_M, along, sigma_m / 4), 2 * sigma_m))


def fine_raster(window: BaseGeometry, sigma_m: float) -> Raster:
    """Cells for the background: 50 m, a tenth of sigma where that is more, wider only for a very large window."""
    minx, miny, maxx, maxy = window.bounds
    widest = math.sqrt((maxx - minx) * (maxy - miny) / MOST_CELLS)
    return raster_over(window, min(max(FINEST_M, sigma_m / 10, widest), 2 * sigma_m))


def surfaces_of(
    raster: Raster,
    ground: Ground,
    places: Places,
    choices: SurfaceChoices,
    *,
    relabellings: int = 0,
    say: Say | None = None,
) -> Surfaces:
    """The four surfaces.

    Parameters
    ----------
    relabellings : how often labels are dealt anew for what is significant; 0 tells nothing of it.
    say : told how far it is, in per cent; None when nobody waits for it.
    """
    told = say or (lambda part: None)
    sigma = float(choices.sigma_m)
    people = people_on(ground, raster, with_homes=choices.base == "users")
    told(15)
    reach = 4 * np.pi * sigma**2
    least = LEAST_PEOPLE / reach
    raw = intensity_surface(raster, places.points, sigma, weights=places.voices) * M2_PER_KM2
    told(30)
    plain, adjusted = (
        rate_surface(raster, places.points, people.points, sigma, weights=weights, people_weights=people.weights)
        for weights in (places.voices, places.weights)
    )
    told(55)
    lived = intensity_surface(raster, people.points, sigma, weights=people.weights)
    seen = enough_evidence(raster, places.points, sigma, base=lived, least_points=0, least_base=least)
    told(65)
    return Surfaces(
        raster=raster,
        choices=choices,
        places=places,
        people=people,
        raw=raw,
        rate=np.where(seen, plain.shrunk, np.nan),
        adjusted=np.where(seen, adjusted.shrunk, np.nan),
        overall=plain.overall,
        risk=_risk(raster, places, people, sigma, least, relabellings),
        seen=seen,
    )


def _risk(
    raster: Raster, places: Places, people: People, sigma: float, least: float, relabellings: int
) -> RelativeRisk | None:
    """The ratio against residents; None where there is nothing to compare."""
    if not points_inside(raster, places.points).any() or not points_inside(raster, people.points).any():
        return None
    # Squares hold several voices, and five ideas are five, wherever they lie.
    each = np.repeat(places.points, places.voices.astype(np.int64), axis=0)
    return relative_risk(
        raster,
        each,
        people.points,
        sigma,
        people_weights=people.weights,
        relabellings=relabellings,
        seed=SEED,
        level=LEVEL,
        least_points=LEAST_IDEAS,
        least_base=least,
    )
