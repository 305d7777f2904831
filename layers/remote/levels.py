"""Levels of a grid of ready tiles."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from geo.tiles import Bounds
from layers.remote.problems import RemoteProblem

#: A tile of ours is put together from so many of theirs at most.
MOST_TILES = 20


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a service's grid: units of its system, counted from the north-west corner."""

    name: str
    resolution: float
    left: float
    top: float
    tile_width: int
    tile_height: int
    columns: int
    rows: int

    def tiles_over(self, box: Bounds) -> Iterator[tuple[int, int]]:
        """Columns and rows of the tiles that a box touches, those that there are."""
        wide, high = self.resolution * self.tile_width, self.resolution * self.tile_height
        nudge = 1e-6
        first, last = (
            math.floor((box[0] - self.left) / wide + nudge),
            math.ceil((box[2] - self.left) / wide - nudge) - 1,
        )
        upper, lower = (
            math.floor((self.top - box[3]) / high + nudge),
            math.ceil((self.top - box[1]) / high - nudge) - 1,
        )
        if (last - first + 1) * (lower - upper + 1) > MOST_TILES:
            raise RemoteProblem("outside_system")
        for row in range(max(0, upper), min(self.rows - 1, lower) + 1):
            for column in range(max(0, first), min(self.columns - 1, last) + 1):
                yield column, row

    def box_of(self, column: int, row: int) -> Bounds:
        """What a tile shows."""
        west = self.left + column * self.resolution * self.tile_width
        north = self.top - row * self.resolution * self.tile_height
        return west, north - self.resolution * self.tile_height, west + self.resolution * self.tile_width, north
