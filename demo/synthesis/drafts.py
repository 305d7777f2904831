"""Who writes about what and where, before a word is written: areas, surroundings, themes, kernels."""

import math
import statistics
from dataclasses import dataclass

from demo.cities import City
from demo.synthesis.dice import Dice, quotas
from demo.synthesis.ground import Area, Ground
from demo.synthesis.kernels import Kernel, kernels
from demo.synthesis.spots import has_shore

# Ideas without a point, and how many of those are about the whole municipality.
NO_POINT = 0.24
WHOLE_OF_NO_POINT = 0.35
# A cottage counts as one resident when it is drawn who writes.
COTTAGE_WEIGHT = 1.0
# Taking part follows an area's standing: correlations of ideas per resident with unemployment, median income
# and higher education over the districts of a city whose ideas were counted, and how steeply it is followed.
GRADIENT = {"unemployment": -0.24, "income": 0.32, "higher_education": 0.34}
STEEPNESS = 0.35


@dataclass
class Draft:
    """An idea to be written."""

    surroundings: str
    area: Area | None
    has_point: bool
    theme: str = ""
    kernel: Kernel | None = None


def drafts(city: City, ground: Ground, count: int, dice: Dice) -> list[Draft]:
    """Return so many drafts, each with a theme and a kernel that fit its place."""
    found = _places(ground, count, dice)
    left = quotas(count, {theme.key: theme.share for theme in city.themes})
    shores = {area.code for area in ground.areas if has_shore(area, ground)}
    # The choosiest first: cottages and shores share a small theme, whole-city ideas fit few themes.
    order = sorted(dice.shuffled(found), key=lambda draft: _choosiness(draft, shores))
    for draft in order:
        draft.theme = _theme(draft, left, shores, dice)
        left[draft.theme] -= 1
        draft.kernel = _kernel(draft, shores, dice)
    return found


def participation_weights(areas: list[Area]) -> dict[str, float]:
    """Return each area's weight for drawing writers: residents times exp(steepness times standing).

    The standing is the mean of the z-scores of the shares in GRADIENT, weighted by it; 0 where the statistics
    are suppressed.
    """
    z = {name: _z_scores(areas, name) for name in GRADIENT}
    total = sum(abs(weight) for weight in GRADIENT.values())
    standing = {
        area.code: sum(weight * z[name].get(area.code, 0.0) for name, weight in GRADIENT.items()) / total
        for area in areas
    }
    return {area.code: area.residents * math.exp(STEEPNESS * standing[area.code]) for area in areas}


def _places(ground: Ground, count: int, dice: Dice) -> list[Draft]:
    weights = participation_weights(ground.areas)
    cottages = {area.code: area.cottages * COTTAGE_WEIGHT for area in ground.areas}
    share = sum(cottages.values()) / (sum(cottages.values()) + sum(a.residents for a in ground.areas))
    seasonal_count = round(count * share)
    found = []
    for n in range(count):
        seasonal = n < seasonal_count
        area = ground.by_code[dice.weighted(cottages if seasonal else weights)]
        surroundings = "cottage" if seasonal else "urban" if area.is_urban else "village"
        found.append(Draft(surroundings, area, has_point=True))
    unpinned = dice.shuffled(found)[: round(count * NO_POINT)]
    for draft in unpinned:
        draft.has_point = False
    townspeople = [draft for draft in unpinned if draft.surroundings == "urban"]
    for draft in townspeople[: round(len(unpinned) * WHOLE_OF_NO_POINT)]:
        draft.surroundings, draft.area = "whole", None
    return dice.shuffled(found)


def _choosiness(draft: Draft, shores: set[str]) -> int:
    if draft.surroundings in ("cottage", "whole"):
        return 0
    return 1 if draft.area is not None and draft.area.code in shores else 2


def _theme(draft: Draft, left: dict[str, int], shores: set[str], dice: Dice) -> str:
    possible = {kernel.theme for kernel in _fitting_kernels(draft, shores)}
    weights = {theme: float(n) for theme, n in left.items() if n > 0 and theme in possible}
    if not weights:
        # Rounding has left only themes that do not fit here: any fitting theme is better than a wrong one.
        weights = dict.fromkeys(sorted(possible), 1.0)
    if "shore" in weights:
        weights["shore"] *= 12 if draft.surroundings == "cottage" else 8
    return dice.weighted(weights)


def _kernel(draft: Draft, shores: set[str], dice: Dice) -> Kernel:
    options = [kernel for kernel in _fitting_kernels(draft, shores) if kernel.theme == draft.theme]
    place = draft.area.code if draft.area else "whole"
    unused = [kernel for kernel in options if dice.times_used((kernel.key, place), "kernel at") == 0]
    chosen = dice.freshest(unused or options, "kernel")
    dice.freshest([(chosen.key, place)], "kernel at")
    return chosen


def _fitting_kernels(draft: Draft, shores: set[str]) -> list[Kernel]:
    return [kernel for kernel in kernels() if _fits(kernel, draft, shores)]


def _fits(kernel: Kernel, draft: Draft, shores: set[str]) -> bool:
    if draft.surroundings not in kernel.where:
        return False
    area = draft.area
    if area is None:
        return True
    if kernel.at == "playground":
        return bool(area.playgrounds)
    if kernel.at == "shore":
        return area.code in shores
    return not (kernel.at == "village" and area.is_town_centre)


def _z_scores(areas: list[Area], name: str) -> dict[str, float]:
    known = {area.code: getattr(area, name) for area in areas if getattr(area, name) is not None}
    mean, spread = statistics.fmean(known.values()), statistics.pstdev(known.values())
    return {code: (value - mean) / spread for code, value in known.items()}
