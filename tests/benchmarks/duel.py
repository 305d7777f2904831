"""Ours beside another program's way to the same numbers, in turns within one run: wall time, CPU time, ratio."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Objects = NDArray[np.object_]


@dataclass(frozen=True)
class Duel:
    """One row: two ways to one array of numbers.

    `areas` reads the areas anew for each side each time, so that nothing is left from the last one; it is not
    measured. `peer` None with a `missing` sentence when the other program is not installed. `rel` is how far the two
    may differ, as a share of the largest number; `oracle` gives numbers to hold ours against where the peer is the
    less exact of the two: indexes and what they should be. `left_out` gives what the peer leaves out by a rule of its
    own, which is added before the two are compared.
    """

    name: str
    peer_name: str
    areas: Callable[[], Objects]
    peer: Callable[[Objects], Values] | None
    ours: Callable[[Objects], Values]
    goal: float
    rel: float
    oracle: Callable[[], tuple[NDArray[np.intp], Values]] | None = None
    missing: str = ""
    left_out: Callable[[], Values] | None = None


@dataclass
class Fought:
    """What a duel gave: seconds by round, and how far apart the numbers are."""

    duel: Duel
    peer_wall: list[float] = field(default_factory=list)
    peer_cpu: list[float] = field(default_factory=list)
    ours_wall: list[float] = field(default_factory=list)
    ours_cpu: list[float] = field(default_factory=list)
    apart: float = 0.0
    left_out: int = 0
    problem: str = ""

    @property
    def wall_ratio(self) -> float:
        """How many times longer the peer takes, by the median of rounds."""
        return statistics.median(a / b for a, b in zip(self.peer_wall, self.ours_wall, strict=True))

    @property
    def cpu_ratio(self) -> float:
        """How many times more processor time the peer takes, by the median of rounds."""
        return statistics.median(a / b for a, b in zip(self.peer_cpu, self.ours_cpu, strict=True))

    @property
    def is_good(self) -> bool:
        """Whether the numbers agree and, where the peer is there, the goal is met in processor time."""
        return not self.problem and (not self.peer_cpu or self.cpu_ratio >= self.duel.goal)


def fight(duel: Duel, rounds: int) -> Fought:
    """Peer and ours in turns, so that what else the machine does meets both; ours once before, to be warm."""
    found = Fought(duel)
    mine = duel.ours(duel.areas())
    theirs = None
    for _ in range(rounds):
        if duel.peer is not None:
            theirs = _timed(duel.peer, duel.areas(), found.peer_wall, found.peer_cpu)
        mine = _timed(duel.ours, duel.areas(), found.ours_wall, found.ours_cpu)
    if theirs is not None:
        if duel.left_out is not None:
            left_out = duel.left_out()
            found.left_out, theirs = int(left_out.sum()), theirs + left_out
        found.problem = _unlike(mine, theirs, duel.rel, f"differs from {duel.peer_name}")
    if duel.oracle is not None:
        at, wanted = duel.oracle()
        found.apart = float(np.max(np.abs(mine[at] - wanted) / np.maximum(np.abs(wanted), 1.0), initial=0.0))
        if found.apart > 1e-9:
            found.problem = f"{found.apart:.1e} from the exact overlay"
    return found


def duel_table(rows: Sequence[Fought]) -> str:
    """The rows as text: seconds are medians of the rounds."""
    head = ("case", "peer", "peer s", "CPU", "ours s", "CPU", "ratio wall", "CPU", "goal", "from exact")
    return (
        aligned([head, *(_cells(row) for row in rows)])
        + "".join(
            f"\n! {row.duel.name}: {row.problem or row.duel.missing}"
            for row in rows
            if row.problem or row.duel.missing
        )
        + "".join(
            f"\n- {row.duel.name}: {row.left_out:,} on the very line,"
            f" inside by our rule and outside by {row.duel.peer_name}"
            for row in rows
            if row.left_out
        )
    )


def aligned(lines: Sequence[tuple[str, ...]]) -> str:
    """Lines of cells under a head: the first column to the left, the rest to the right."""
    widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
    texts = [
        "  ".join(cell.rjust(width) if n > 1 else cell.ljust(width) for n, (cell, width) in enumerate(pairs))
        for pairs in (list(zip(line, widths, strict=True)) for line in lines)
    ]
    return "\n".join([texts[0], "-" * len(texts[0]), *texts[1:]])


def _cells(row: Fought) -> tuple[str, ...]:
    has_peer = bool(row.peer_cpu)
    return (
        row.duel.name,
        row.duel.peer_name,
        _seconds(row.peer_wall),
        _seconds(row.peer_cpu),
        _seconds(row.ours_wall),
        _seconds(row.ours_cpu),
        f"{row.wall_ratio:.0f}x" if has_peer else "-",
        f"{row.cpu_ratio:.0f}x" if has_peer else "-",
        f"{row.duel.goal:.0f}x" + ("" if row.is_good else " MISSED"),
        f"{row.apart:.0e}" if row.duel.oracle is not None else "equal" if has_peer and not row.problem else "-",
    )


def _seconds(times: Sequence[float]) -> str:
    return f"{statistics.median(times):.3g}" if times else "-"


def _timed(work: Callable[[Objects], Values], areas: Objects, wall: list[float], cpu: list[float]) -> Values:
    began, used = time.perf_counter(), time.process_time()
    found = work(areas)
    wall.append(time.perf_counter() - began)
    cpu.append(time.process_time() - used)
    return found


def _unlike(mine: Values, theirs: Values, rel: float, words: str) -> str:
    if mine.shape != theirs.shape:
        return f"{words}: {mine.shape} and {theirs.shape} numbers"
    far = float(np.max(np.abs(mine - theirs), initial=0.0))
    allowed = rel * float(np.max(np.abs(theirs), initial=0.0))
    return "" if far <= allowed else f"{words} by {far:.3g} at most"
