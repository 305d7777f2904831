"""From the rows of a table to figures of the units: one row an area, or counts moved by the rows' shapes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layers.indicators.bringing.planning import COUNTS, Choices, Figure, Planned
from layers.indicators.bringing.units import UnitBook

#: An area under shapes to less than this gets no figure; under less than `WHOLLY` it is said.
LEAST_COVER, WHOLLY = 0.5, 0.99
#: Where a shape reaches into an area by less than this part of itself, it does not count: outlines never agree.
SLIVER = 5e-4


@dataclass(frozen=True, slots=True)
class Outcome:
    """Figures by area id and part as `own_store` takes them.

    without : positions of units that no row is about. thin : units that shapes cover in part, with the share.
    """

    figures: dict[int, dict[str, Figure]]
    without: tuple[int, ...]
    thin: tuple[tuple[int, float], ...] = ()


def by_row(planned: Sequence[Planned], choices: Choices, units: UnitBook) -> Outcome:
    """Each unit's figures from its row, or from its rows added up; a unit without any is missing."""
    found: dict[int, list[dict[str, Figure]]] = {}
    named = set()
    for one in planned:
        if one.unit is not None:
            named.add(one.unit)
            if not one.is_left_out:
                found.setdefault(one.unit, []).append(one.figures)
    figures = {
        units.ids[position]: {part: _sum([row[part] for row in rows]) for part in choices.parts}
        for position, rows in found.items()
    }
    return Outcome(figures, tuple(at for at in range(len(units.ids)) if at not in named))


def by_shape(
    planned: Sequence[Planned],
    shares: Sequence[Mapping[int, float]],
    cover: Mapping[int, float],
    choices: Choices,
    units: UnitBook,
) -> Outcome:
    """Each unit's counts as the sum of what lies in it, spread evenly over each shape (Goodchild & Lam 1980).

    Parameters
    ----------
    shares : by row, which part (0-1) of its shape lies in each unit, by area id (`geo.interpolation.overlap`).
    cover : by area id, which part of the unit is under any shape.

    A unit that takes in a hidden figure is hidden; one that takes in a row without a number is missing.

    Raises ValueError when anything but counts is to be moved: a mean of a shape is not that of its parts.
    """
    if set(choices.parts) - COUNTS:
        raise ValueError("only counts can be moved by area")
    figures: dict[int, dict[str, Figure]] = {}
    thin = []
    for position, area_id in enumerate(units.ids):
        covered = cover.get(area_id, 0.0)
        if covered < LEAST_COVER:
            if covered > 0:
                thin.append((position, covered))
            continue
        if covered < WHOLLY:
            thin.append((position, covered))
        rows = [
            (one, share[area_id])
            for one, share in zip(planned, shares, strict=True)
            if share.get(area_id, 0.0) > SLIVER
        ]
        figures[area_id] = {part: _moved(rows, part) for part in choices.parts}
    without = tuple(at for at, area_id in enumerate(units.ids) if not cover.get(area_id))
    return Outcome(figures, without, tuple(thin))


def _moved(rows: Sequence[tuple[Planned, float]], part: str) -> Figure:
    parts = [("missing", None) if one.is_left_out else _times(one.figures[part], share) for one, share in rows]
    return _sum(parts)


def _times(figure: Figure, share: float) -> Figure:
    return (figure[0], None if figure[1] is None else figure[1] * share)


def _sum(figures: Sequence[Figure]) -> Figure:
    """A sum hides what any of its parts hides, and is missing where any is."""
    states = {state for state, _value in figures}
    if "suppressed" in states:
        return "suppressed", None
    if "missing" in states or not figures:
        return "missing", None
    return "value", float(sum(value for _state, value in figures if value is not None))
