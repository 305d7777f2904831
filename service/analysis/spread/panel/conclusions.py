"""Which conclusions hold in all divisions, as plain values of a kept result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

#: D within this of what chance gives says nothing of a group living apart.
MARGIN = 0.01
LEVEL = 0.05
#: A place whose people are in top zones by at least this part is still at the top.
STILL_TOP = 0.5
#: A conclusion that holds in this part of the divisions holds mostly.
MOSTLY = 0.9
FEWEST_ZONES = 2

Trial = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """In how many of the divisions that can tell (`of`) something holds."""

    count: int
    of: int

    @property
    def verdict(self) -> str:
        """``all``, ``none``, ``mostly``, ``depends``, or ``untold`` where no division can tell."""
        if not self.of:
            return "untold"
        if self.count == self.of:
            return "all"
        if not self.count:
            return "none"
        return "mostly" if self.count >= MOSTLY * self.of else "depends"


@dataclass(frozen=True, slots=True)
class Group:
    """Divisions of one kind: all origins of a size, all draws of chance, or one set of areas.

    `zones`, `d` and `by_chance` are the least, the middle and the greatest; None where none can be told.
    """

    kind: str
    key: str
    names: dict[str, str]
    size_m: float | None
    trials: tuple[Trial, ...]
    zones: tuple[float, float, float]
    d: tuple[float, float, float] | None
    by_chance: tuple[float, float, float] | None
    clustered: Held
    tops: Held
    covered: float


@dataclass(frozen=True, slots=True)
class Conclusions:
    """`apart`: D clearly exceeds chance; `clustered`: Moran's I is significant and positive; `tops`: for each top
    place, that it is still at the top. `d_range` is over all divisions, None where none has a D. Drawn areas are
    ways of seeing, not divisions of the municipality, so they are not counted here."""

    apart: Held
    clustered: Held
    d_range: tuple[float, float] | None
    tops: tuple[Held, ...]


def is_clustered(trial: Trial) -> bool:
    """Whether near zones are alike more than chance gives."""
    if trial["p_i"] is None:
        return False
    return bool(trial["p_i"] < LEVEL and trial["i"] > -1 / (trial["compared"] - 1))


def is_apart(trial: Trial) -> bool:
    """Whether D is clearly more than chance gives."""
    return trial["d"] is not None and bool(trial["d"] - trial["by_chance"] > MARGIN)


def conclusions(result: dict[str, Any]) -> Conclusions:
    """What holds in every division of a kept result."""
    trials = [one for one in result["trials"] if one["kind"] != "drawn"]
    found = [one["d"] for one in trials if one["d"] is not None]
    return Conclusions(
        apart=Held(sum(map(is_apart, trials)), len(found)),
        clustered=_clustered(trials),
        d_range=(min(found), max(found)) if found else None,
        tops=tuple(_tops(trials, [place]) for place in range(len(result["tops"]))),
    )


def groups(result: dict[str, Any]) -> list[Group]:
    """The divisions by kind, in the order in which they were counted."""
    together: dict[tuple[Any, ...], list[Trial]] = {}
    for one in result["trials"]:
        together.setdefault((one["kind"], one["key"], one["size_m"]), []).append(one)
    return [_group(trials, len(result["tops"])) for trials in together.values()]


def _group(trials: list[Trial], places: int) -> Group:
    first = trials[0]
    zones = _three([one["zones"] for one in trials])
    assert zones is not None  # noqa: S101 (a group has a trial)
    return Group(
        kind=first["kind"],
        key=first["key"],
        names=first["names"],
        size_m=first["size_m"],
        trials=tuple(trials),
        zones=zones,
        d=_three([one["d"] for one in trials if one["d"] is not None]),
        by_chance=_three([one["by_chance"] for one in trials if one["by_chance"] is not None]),
        clustered=_clustered(trials),
        tops=_tops(trials, range(places)),
        covered=min(one["covered"] for one in trials),
    )


def _clustered(trials: Sequence[Trial]) -> Held:
    return Held(sum(map(is_clustered, trials)), sum(one["p_i"] is not None for one in trials))


def _tops(trials: Sequence[Trial], places: Sequence[int]) -> Held:
    told = [one["tops"][place] for one in trials if one["zones"] >= FEWEST_ZONES for place in places]
    known = [one for one in told if one is not None]
    return Held(sum(one >= STILL_TOP for one in known), len(known))


def _three(found: Sequence[float]) -> tuple[float, float, float] | None:
    return (min(found), median(found), max(found)) if found else None
