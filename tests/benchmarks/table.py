"""The one table that is printed."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.benchmarks.client import Measured


@dataclass
class Row:
    """What was measured of a case: rates by round, and the median time with few pins and with all."""

    name: str
    goal: float | None = None
    floors: list[float] = field(default_factory=list)
    ours: list[Measured] = field(default_factory=list)
    ms_small: float | None = None
    ms_large: float | None = None
    problem: str = ""

    @property
    def ratios(self) -> list[float]:
        """Ours to the floor, round by round."""
        return [mine.rate / floor for mine, floor in zip(self.ours, self.floors, strict=False)]

    @property
    def is_good(self) -> bool:
        """Whether all was answered and the median ratio reaches the goal, where one is set."""
        if self.problem:
            return False
        return self.goal is None or not self.ratios or statistics.median(self.ratios) >= self.goal

    @property
    def growth(self) -> float | None:
        """How many times longer one answer takes with all the pins than with few."""
        return self.ms_large / self.ms_small if self.ms_small and self.ms_large else None


def table(rows: Sequence[Row], small: int, large: int) -> str:
    """The rows as text: rates are medians; a ratio is least / median / most of the rounds."""
    head = (
        "case", "floor /s", "ours /s", "ratio least", "median", "most", "goal", "kB",
        f"ms at {_short(small)}", f"ms at {_short(large)}", "growth",
    )  # fmt: skip
    lines = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    texts = [
        "  ".join(_aligned(cell, width, at) for at, (cell, width) in enumerate(zip(line, widths, strict=True)))
        for line in lines
    ]
    texts.insert(1, "-" * len(texts[0]))
    texts += [f"! {row.name}: {row.problem}" for row in rows if row.problem]
    return "\n".join(texts)


def _cells(row: Row) -> tuple[str, ...]:
    ratios = sorted(row.ratios)
    return (
        row.name,
        _number(statistics.median(row.floors)) if row.floors else "-",
        _number(statistics.median(one.rate for one in row.ours)) if row.ours else "-",
        *([f"{value:.2f}" for value in (ratios[0], statistics.median(ratios), ratios[-1])] if ratios else ["-"] * 3),
        ("" if row.goal is None else f"{row.goal:.1f}") + ("" if row.is_good else " MISSED"),
        f"{statistics.median(one.mean_bytes for one in row.ours) / 1000:.1f}" if row.ours else "-",
        f"{row.ms_small:.2f}" if row.ms_small else "-",
        f"{row.ms_large:.2f}" if row.ms_large else "-",
        f"{row.growth:.1f}x" if row.growth else "-",
    )


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}"


def _short(count: int) -> str:
    return f"{count / 1_000_000:g}M" if count >= 1_000_000 else f"{count / 1000:g}k"


def _aligned(text: str, width: int, column: int) -> str:
    return text.ljust(width) if column == 0 else text.rjust(width)
