"""A 0-1 programme under construction, and what the solver (HiGHS through SciPy) found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from geo.choice.problems import ChoiceProblem
from geo.columns import Flags, Floats

TIME_LIMIT_S = 20.0


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen. `value` is the need met, `cost` what it costs.

    `exact` is True when no better choice exists; else the time ran out and a better one could be worth at most
    `gap` (a share of `value`) more. `left_out` are candidates whose need or cost is unknown: they could not be chosen.
    """

    chosen: Flags
    value: float
    cost: float
    exact: bool
    gap: float
    left_out: Flags


@dataclass
class Programme:
    """Columns are variables, of which the first are the candidates; rows are conditions."""

    gain: list[float]
    whole: list[int]
    upper: list[float]
    rows: list[tuple[list[int], list[float], float, float]] = field(default_factory=list)

    def variable(self, *, gain: float = 0.0, whole: bool = False, upper: float = np.inf) -> int:
        """Adds one between 0 and `upper`; gives its number."""
        self.gain.append(gain)
        self.whole.append(int(whole))
        self.upper.append(upper)
        return len(self.gain) - 1

    def require(self, terms: dict[int, float], least: float = -np.inf, most: float = np.inf) -> None:
        """Adds ``least <= sum of factor * variable <= most``."""
        self.rows.append((list(terms), list(terms.values()), least, most))

    def solve(self, time_limit_s: float = TIME_LIMIT_S) -> tuple[Floats, bool, float]:
        """The values of the variables, whether they are the best, and the gap.

        Raises
        ------
        ChoiceProblem
            ``impossible`` or ``out_of_time``.
        """
        found: Any = milp(
            -np.array(self.gain),
            integrality=np.array(self.whole),
            bounds=Bounds(0, np.array(self.upper)),
            constraints=self._constraints(),
            options={"time_limit": time_limit_s, "mip_rel_gap": 0.0},
        )
        if found.x is None:
            if found.status == 1:
                raise ChoiceProblem("out_of_time", f"no choice was found in {time_limit_s:g} s", seconds=time_limit_s)
            raise ChoiceProblem("impossible", "no choice meets all the conditions at once")
        exact = found.status == 0
        gap = 0.0 if exact else float(found.mip_gap)
        return np.asarray(found.x, dtype=np.float64), exact, gap

    def _constraints(self) -> list[LinearConstraint]:
        if not self.rows:
            return []
        sizes = [len(columns) for columns, *_ in self.rows]
        at = np.repeat(np.arange(len(self.rows)), sizes)
        columns = np.concatenate([np.array(row[0], dtype=np.intp) for row in self.rows])
        factors = np.concatenate([np.array(row[1], dtype=np.float64) for row in self.rows])
        matrix = csr_array((factors, (at, columns)), shape=(len(self.rows), len(self.gain)))
        return [LinearConstraint(matrix, [row[2] for row in self.rows], [row[3] for row in self.rows])]
