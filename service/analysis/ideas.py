"""Public ideas as an analysis takes them in: where they lie, in which area, and which say the same again."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from boundaries.database import sql
from geo.columns import Flags, Floats

PACKAGE = "service.analysis"
#: Ideas closer than this are read as one square; far under the narrowest kernel.
SQUARE_M = 25.0
#: So many ideas on one exact point are a heap: an earlier service's default place, as imports take it too.
HEAP = 20
#: Nothing is told of fewer voices than this.
LEAST_TOLD = 5


@dataclass(frozen=True)
class IdeaFilters:
    """Which ideas are looked at; None is all. Days are included on both sides."""

    theme: str | None = None
    campaign: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self == IdeaFilters()


@dataclass(frozen=True)
class Heap:
    """One point (metric CRS) with very many ideas, and the unit that it lies in (None: outside them all)."""

    x: float
    y: float
    ideas: int
    area_id: int | None


@dataclass(frozen=True)
class Ideas:
    """Ideas gathered into small squares; an entry of every array is one square of one unit.

    `points` (n, 2) is their middle in metres, NaN for those without a point. `area_ids` is 0 outside all units.
    `ideas` counts all of them, `voices` those that their author had not said before on the same theme at the same
    spot. `is_heap` marks points with very many ideas.
    """

    points: Floats
    area_ids: NDArray[np.int64]
    ideas: Floats
    voices: Floats
    is_heap: Flags

    @property
    def has_point(self) -> Flags:
        """Where there is a point."""
        return ~np.isnan(self.points[:, 0])

    def heaps(self) -> tuple[Heap, ...]:
        """The heaps, the greatest first."""
        found = [
            Heap(
                float(self.points[at, 0]),
                float(self.points[at, 1]),
                int(self.ideas[at]),
                int(self.area_ids[at]) or None,
            )
            for at in np.flatnonzero(self.is_heap)
        ]
        return tuple(sorted(found, key=lambda one: -one.ideas))

    def without_heaps(self) -> Ideas:
        """The same but for what lies in heaps."""
        kept = ~self.is_heap
        return Ideas(self.points[kept], self.area_ids[kept], self.ideas[kept], self.voices[kept], self.is_heap[kept])

    def by_area(self, area_ids: tuple[int, ...], *, voices: bool = False) -> Floats:
        """How many ideas (or voices) each of these areas has, with and without a point.

        Where an area has fewer than five voices, all its ideas are voices: their difference would tell that a few
        ideas are one person's.
        """
        position = {area_id: at for at, area_id in enumerate(area_ids)}
        at = np.array([position.get(area_id, -1) for area_id in self.area_ids.tolist()], dtype=np.int64)
        known = at >= 0
        said, told = (np.bincount(at[known], part[known], len(area_ids)) for part in (self.ideas, self.voices))
        return np.where(voices & (told >= LEAST_TOLD), told, said)


def voices_elsewhere(ideas: Ideas, area_ids: tuple[int, ...]) -> float:
    """How many voices lie in none of these areas."""
    return float(ideas.voices[~np.isin(ideas.area_ids, area_ids)].sum())


def ideas_of(
    connection: Connection, municipality_id: int, filters: IdeaFilters | None = None, kind: str = "postal"
) -> Ideas:
    """The public ideas of a municipality; an idea without a public point counts in the area that its author named.

    Which points are heaps depends on all ideas, whichever are looked at.
    """
    values = {"municipality_id": municipality_id, "kind": kind, "side": SQUARE_M, "heap": HEAP}
    chosen = asdict(filters or IdeaFilters())
    rows = connection.execute(sql(PACKAGE, "ideas_gathered"), {**values, **chosen}).all()
    nan = float("nan")
    return Ideas(
        points=np.array([(nan, nan) if row.x is None else (row.x, row.y) for row in rows]).reshape(-1, 2),
        area_ids=np.array([row.area_id or 0 for row in rows], dtype=np.int64),
        ideas=np.array([row.ideas for row in rows], dtype=np.float64),
        voices=np.array([row.voices for row in rows], dtype=np.float64),
        is_heap=np.array([row.is_heap for row in rows], dtype=np.bool_),
    )
