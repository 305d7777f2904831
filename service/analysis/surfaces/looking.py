"""One look at the surfaces: all that goes into them, and the quick ones, remembered while nothing changed."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass

from sqlalchemy import Connection

from service.analysis.ideas import IdeaFilters
from service.analysis.pins import Base, PinAnalysis, pin_analysis
from service.analysis.surfaces.choices import SurfaceChoices, usual_sigma
from service.analysis.surfaces.people import Ground, ground_of
from service.analysis.surfaces.reckoning import Places, Surfaces, places_of, quick_raster, rule_of_thumb, surfaces_of

#: Goes up with every change of what is reckoned, so that no older surface is found again.
VERSION = 1
KEPT = 12
_lock = threading.Lock()
_kept: dict[str, Surfaces] = {}


@dataclass(frozen=True)
class Look:
    """Everything that surfaces are made of. `thumb` is Scott's rule by axis in metres, NaN for fewer than two ideas.

    `stamp` is the same for the same surfaces and for no others.
    """

    choices: SurfaceChoices
    analysis: PinAnalysis
    ground: Ground
    places: Places
    thumb: tuple[float, float]
    stamp: str


def look_at(
    connection: Connection,
    municipality_id: int,
    *,
    base: Base = "residents",
    sigma_m: int | None = None,
    with_heaps: bool = False,
    filters: IdeaFilters | None = None,
) -> Look:
    """What a reader asked for; without `sigma_m` the spread is that of the rule of thumb.

    Raises LookupError when the municipality has no statistics.
    """
    chosen = filters or IdeaFilters()
    analysis = pin_analysis(connection, municipality_id, base, chosen, with_heaps=with_heaps)
    ground = ground_of(connection, municipality_id)
    choices = SurfaceChoices(base, sigma_m or 0, with_heaps, chosen)
    places = places_of(analysis.ideas, choices, analysis.weights, ground)
    thumb = rule_of_thumb(places)
    if sigma_m is None:
        choices = SurfaceChoices(base, usual_sigma(thumb), with_heaps, chosen)
    return Look(choices, analysis, ground, places, thumb, _stamp(choices, ground, places))


def quick_surfaces(look: Look) -> Surfaces:
    """The surfaces on wider cells and without what is significant; a fraction of a second the first time."""
    with _lock:
        found = _kept.get(look.stamp)
    if found is None:
        raster = quick_raster(look.ground.units.ground, look.choices.sigma_m)
        found = surfaces_of(raster, look.ground, look.places, look.choices)
        with _lock:
            while len(_kept) >= KEPT:
                del _kept[next(iter(_kept))]
            _kept[look.stamp] = found
    return found


def _stamp(choices: SurfaceChoices, ground: Ground, places: Places) -> str:
    digest = hashlib.sha256(json.dumps([VERSION, choices.plain()], sort_keys=True).encode())
    digest.update(repr(ground.stamp).encode())
    for part in (places.points, places.voices, places.weights):
        digest.update(part.tobytes())
    return digest.hexdigest()
