"""What the addresses of the workbench may carry: the plan, and what of it is looked at more closely."""

from __future__ import annotations

import functools
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from geo.stats.composite.recipes import PRESETS
from layers.indicators.catalogue import Indicator
from service.analysis.workbench.plan import DEFAULT_FLOOR, MOST_WEIGHT, Among, Plan

Preset = Literal["helsinki", "imd", "svi", "zscore", "mpi"]
Aggregation = Literal["", "arithmetic", "geometric", "harmonic", "copeland", "counting"]
MOST_AREAS = 400
MOST_COMPARED = 4
assert set(Preset.__args__) == set(PRESETS)  # type: ignore[attr-defined]  # noqa: S101


class BenchQuery(BaseModel):
    """A plan as the form of the workbench sends it; weights come as ``w-<key>``, 0-10.

    only, area : the areas picked by hand; and those that are ticked, which are picked where `only` names none.
    score : a published area that is scored beside the others.
    x : the indicator that the scatter plot shows against the index.
    """

    model_config = ConfigDict(extra="forbid")

    preset: Preset = "helsinki"
    smoothing: Literal["", "none", "eb", "logit"] = ""
    aggregation: Aggregation = ""
    outliers: Literal["", "1"] = ""
    floor: Literal["30", "100", "300", "1000"] = str(DEFAULT_FLOOR)  # type: ignore[assignment]
    among: Among = "all"
    inside: str = Field(default="", max_length=200)
    only: list[str] = Field(default=[], max_length=MOST_AREAS)
    top: Literal["3", "5", "10"] = "5"
    seed: int = Field(default=1, ge=1, le=1_000_000)
    area: list[str] = Field(default=[], max_length=MOST_AREAS)
    score: str = Field(default="", max_length=200)
    x: str = Field(default="", max_length=80)

    def plan(self) -> Plan:
        """The same as the engine takes it."""
        return Plan(
            preset=self.preset,
            smoothing=self.smoothing,
            aggregation=self.aggregation,
            treats_outliers=self.outliers == "1",
            floor=int(self.floor),
            among=self.among,
            inside=self.inside if self.among == "inside" else "",
            only=tuple(sorted(set(self.only or self.area))) if self.among == "hand" else (),
            weights=tuple(sorted((key, weight) for key, weight in self.weights().items() if weight > 0)),
            top=int(self.top),
            seed=self.seed,
        )

    def weights(self) -> dict[str, float]:
        """The weight of each indicator, also those of 0."""
        return {
            info.alias.removeprefix("w-"): getattr(self, name)
            for name, info in type(self).model_fields.items()
            if info.alias
        }


def bench_query(indicators: tuple[Indicator, ...]) -> type[BenchQuery]:
    """The schema with a weight for each of these indicators."""
    return _made(tuple(one.key for one in indicators))


@functools.lru_cache(maxsize=64)
def _made(keys: tuple[str, ...]) -> type[BenchQuery]:
    usual = dict(Plan().weights)
    weights: dict[str, Any] = {
        f"weight_{at}": (float, Field(default=usual.get(key, 0.0), alias=f"w-{key}", ge=0, le=MOST_WEIGHT))
        for at, key in enumerate(keys)
    }
    return create_model("BenchQueryOfHere", __base__=BenchQuery, **weights)
