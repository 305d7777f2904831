"""All that a reader can choose in the workbench; the address of the page carries the same."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, get_args

from geo.stats.composite.recipes import PRESETS, Aggregation, Normalisation, Recipe
from geo.stats.shares import Smoothing
from layers.indicators.catalogue import SUM_INDEX

Among = Literal["all", "urban", "inside", "hand"]
AMONG: tuple[Among, ...] = get_args(Among)
FLOORS = (30, 100, 300, 1000)
DEFAULT_FLOOR = 300
#: Weights are whole steps of a slider.
MOST_WEIGHT = 10
USUAL_WEIGHT = 5
TOPS = (3, 5, 10)
#: Version of what the presets and the rules of the workbench mean; raised whenever the same plan would give other
#: numbers, so that old records say so instead of differing.
METHOD_VERSION = 1


@dataclass(frozen=True)
class Plan:
    """Choices of data and method. Equal plans over equal figures give equal numbers, byte for byte.

    preset
        One of `geo.stats.composite.recipes.PRESETS`.
    smoothing, aggregation
        In place of the preset's; empty for the preset's own.
    treats_outliers
        Whether outliers are drawn in.
    floor
        Residents under which an area gets no rank.
    among
        Which areas are ranked: ``all``, ``urban`` (those in the urban zones), ``inside`` (those whose greater part
        lies in the area named by `inside`) or ``hand`` (those of `only`). Shares of the municipality, and what is
        normal, come from all areas whatever is chosen here.
    weights
        Relative weight of each indicator by key, > 0, in the order of keys.
    top
        N of the chance to be among the first N.
    seed, draws
        Of the draws that tell how sure the ranks are.
    """

    preset: str = "helsinki"
    smoothing: Smoothing | Literal[""] = ""
    aggregation: str = ""
    treats_outliers: bool = False
    floor: int = DEFAULT_FLOOR
    among: Among = "all"
    inside: str = ""
    only: tuple[str, ...] = ()
    weights: tuple[tuple[str, float], ...] = tuple(sorted((one.key, float(USUAL_WEIGHT)) for one in SUM_INDEX))
    top: int = 5
    seed: int = 1
    draws: int = 1000

    @property
    def recipe(self) -> Recipe:
        """The preset with the reader's own changes. An aggregation that does not fit the preset is left out."""
        recipe = replace(PRESETS[self.preset], treats_outliers=self.treats_outliers)
        if self.smoothing:
            recipe = replace(recipe, smoothing=self.smoothing)
        if self.aggregation and self.fits(self.aggregation):
            recipe = replace(recipe, aggregation=Aggregation(self.aggregation))
        return recipe

    def fits(self, aggregation: str) -> bool:
        """Whether the preset's figures can be put together so: z-scores have no geometric mean, for example."""
        base = PRESETS[self.preset]
        if base.normalisation is Normalisation.CUTOFF or aggregation == Aggregation.COUNTING:
            return base.aggregation == aggregation
        return not (base.normalisation is Normalisation.Z and aggregation in ("geometric", "harmonic"))

    @property
    def decimals(self) -> int:
        """Decimals that the index is shown with; what reads as the same number shares a rank."""
        return {Normalisation.Z: 2, Normalisation.CUTOFF: 3, Normalisation.SVI: 3}.get(self.recipe.normalisation, 1)

    def query(self) -> dict[str, Any]:
        """The parameters of the address, without those that are as usual; weights as ``w-<key>``."""
        usual, found = Plan(), {}
        for name in ("preset", "smoothing", "aggregation", "among", "inside", "only"):
            if getattr(self, name) != getattr(usual, name):
                found[name] = list(self.only) if name == "only" else getattr(self, name)
        if self.treats_outliers:
            found["outliers"] = "1"
        for name in ("floor", "top", "seed"):
            if getattr(self, name) != getattr(usual, name):
                found[name] = str(getattr(self, name))
        if self.weights != usual.weights:
            keys = dict.fromkeys((*dict(usual.weights), *dict(self.weights)))
            found.update({f"w-{key}": f"{dict(self.weights).get(key, 0):g}" for key in keys})
        return found

    def plain(self) -> dict[str, Any]:
        """All choices as plain values, for a method card."""
        return {**asdict(self), "weights": dict(self.weights), "only": list(self.only)}

    def digest(self, stamp: tuple[object, ...]) -> str:
        """A name for this plan over one state of the figures: a hash in hexadecimal."""
        text = json.dumps([METHOD_VERSION, self.plain(), [str(part) for part in stamp]], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def plan_of(values: dict[str, Any]) -> Plan:
    """The plan that `Plan.plain` gave; keys of later or earlier versions are left out."""
    known = {name: values[name] for name in Plan.__dataclass_fields__ if name in values}
    known["weights"] = tuple(sorted((key, float(weight)) for key, weight in values["weights"].items()))
    known["only"] = tuple(values.get("only", ()))
    return Plan(**known)
