"""Measuring a case by all who can answer it, in turns, and the table of ratios."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.benchmarks.duel import aligned
from tests.benchmarks.floor import floor_rate
from tests.benchmarks.load import measure_by_wrk
from tests.benchmarks.map_cases import MapCase


@dataclass
class Measurement:
    """Answers a second by who gave them, round by round."""

    case: MapCase
    rates: dict[str, list[float]] = field(default_factory=dict)
    mean_bytes: float = 0.0

    def measure(self, ports: dict[str, int], clients: int, seconds: float) -> None:
        """One round: the floor and everybody who can answer, one after the other."""
        if self.case.floor is not None:
            self.rates.setdefault("floor", []).append(floor_rate(self.case.floor, clients, seconds))
        for who, requests in self.case.asked.items():
            if who in ports:
                found = measure_by_wrk(ports[who], requests, clients, seconds)
                self.rates.setdefault(who, []).append(found.rate)
                if who == "ours":
                    self.mean_bytes = found.mean_bytes

    def ratio(self, who: str) -> float | None:
        """Ours to another's, the median of the rounds; None where the other was not measured."""
        if who not in self.rates:
            return None
        # Who gives no answer in its turn is as slow as can be.
        pairs = zip(self.rates["ours"], self.rates[who], strict=True)
        return statistics.median(a / b if b else math.inf for a, b in pairs)

    def goal(self, who: str) -> float | None:
        """The least ratio asked for; a goal for dear tiles is none for cheap ones."""
        goal = self.case.goals.get(who)
        if goal is None or not self.case.least_floor_ms or "floor" not in self.rates:
            return goal
        return goal if self.floor_ms >= self.case.least_floor_ms else None

    @property
    def floor_ms(self) -> float:
        """What one costs the bare database in ms, on two processors."""
        return 2000 / statistics.median(self.rates["floor"])

    @property
    def is_good(self) -> bool:
        """Whether every goal is reached."""
        return all(self.is_reached(who) for who in self.case.goals)

    def is_reached(self, who: str) -> bool:
        """Whether one goal is; what was not measured, or has no goal, is."""
        ratio, goal = self.ratio(who), self.goal(who)
        return ratio is None or goal is None or ratio >= goal


def map_table(rows: Sequence[Measurement]) -> str:
    """The rows as text: rates are medians of the rounds."""
    others = ("floor", "tipg", "pygeoapi")
    head = ("case", "", "kB", "ours /s", *(f"{who} /s" for who in others), *(f"ours / {who}" for who in others))
    return aligned([head, *(_cells(row, others) for row in rows)])


def _cells(row: Measurement, others: tuple[str, ...]) -> tuple[str, ...]:
    def rate(who: str) -> str:
        return f"{statistics.median(row.rates[who]):.0f}" if who in row.rates else "-"

    def ratio(who: str) -> str:
        found, goal = row.ratio(who), row.goal(who)
        if found is None:
            return "-"
        wanted = "" if goal is None else f" (goal {goal:g}{'' if row.is_reached(who) else ', MISSED'})"
        return f"{found:.2f}{wanted}"

    size = f"{row.mean_bytes / 1000:.1f}"
    return (row.case.name, "", size, rate("ours"), *(rate(who) for who in others), *(ratio(who) for who in others))
