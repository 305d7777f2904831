"""A plan as it was read from a file, before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from boundaries.reading.errors import FileProblem
from geo.positions import Limits
from layers.plans.importing import PlanInput, UnitInput

#: A plan of a whole town district has some thousand parts; a hundred megabytes of text is none.
MOST_BYTES = 50_000_000
MOST_PARTS = 20_000
LIMITS = Limits(vertices=200_000, rings=2_000)


class PlanFileProblem(FileProblem):
    """A file that is no plan, or does not say what is needed to use it; the message says what to do.

    `code` is one of `PLAN_CODES`, `values` what a sentence made from it names.
    """

    def __init__(self, message: str, code: str = "plan_file", **values: object) -> None:
        super().__init__(message)
        self.code = code
        self.values = values


#: Every code of a `PlanFileProblem`; a test holds the sentences of the service to it.
PLAN_CODES = frozenset(
    {
        "plan_file",  # nothing more is known than that the file is no sound plan
        "plan_too_large",  # megabytes
        "plan_not_sound",  # format
        "plan_entities",
        "plan_missing",
        "plan_several",  # count
        "plan_without_key",
        "plan_status_missing",  # key
        "plan_status_unknown",
        "plan_crs_missing",
        "plan_crs_mixed",  # systems
        "plan_outline",  # key
        "plan_too_many_parts",  # count
        "plan_outside",  # key
    }
)


@dataclass(frozen=True, slots=True)
class Repeal:
    """What a plan ends of an earlier one.

    `object_key` names the earlier plan's part; `remaining` is what stays in force of it, in the metric CRS, or
    None where the whole part ends.
    """

    object_key: str
    remaining: BaseGeometry | None = None


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A plan, its land uses as `units`, and what a reader of the report must know.

    `details` counts the parts that are no land use of their own (building areas, lines, plots): each is kept
    among the regulations of the unit that it lies in. `outline` is the plan's own, in the metric CRS.
    `remarks` are plain English sentences.
    """

    plan: PlanInput
    outline: BaseGeometry
    units: list[UnitInput] = field(default_factory=list)
    details: int = 0
    repeals: list[Repeal] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
