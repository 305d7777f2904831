"""Atoms: blocks of a grid with at least k people each, as small as that allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Counts = NDArray[np.int64]


class Block(NamedTuple):
    """A square of cells: its first row and column, and how many cells each side has."""

    row: int
    column: int
    size: int


@dataclass(frozen=True, slots=True)
class Atom:
    """People who are only ever told together, and the blocks that they live in, in reading order."""

    people: int
    blocks: tuple[Block, ...]

    def cells(self) -> Iterator[tuple[int, int]]:
        """Row and column of each cell, the empty ones too."""
        for row, column, size in self.blocks:
            for down in range(size):
                for along in range(size):
                    yield row + down, column + along


def cut_atoms(people: ArrayLike, k: int, start: int) -> tuple[Atom, ...]:
    """Cut a grid into k-anonymous atoms (quadtree).

    Start blocks are `start` x `start` cells from the grid's first row and column; an empty block gives
    nothing. A block of size 1, or with fewer than 2k people, is one atom. Otherwise its quadrants are looked
    at in reading order; BIG ones have at least k people, SMALL ones 1 to k-1:

    - no SMALL: each BIG is cut further;
    - the SMALL together reach k: they form one atom, and each BIG is cut further;
    - else, if there is a BIG: the BIG with the fewest people (the first of equals) and all SMALL form one
      atom, undivided, and the other BIG are cut further;
    - else the whole block is one atom.

    Parameters
    ----------
    people : residents by cell, whole numbers >= 0; row 0 is read first.
    k : fewest people in an atom.
    start : cells along a start block's side, a power of two.

    Returns
    -------
    Atoms in the reading order of their first blocks. They do not overlap, hold everybody, and have at least k
    people, except that one below k can be a whole start block: whoever publishes hides its figures.

    Raises
    ------
    ValueError
        for a grid that is not two-dimensional or has fractions or negative numbers, k below 1, or a start
        that is no power of two.

    References
    ----------
    Finkel, R. A. & Bentley, J. L. (1974). Quad trees. Acta Informatica 4, 1-9; k-anonymity after Sweeney, L.
    (2002). International Journal of Uncertainty, Fuzziness and Knowledge-Based Systems 10, 557-570.
    """
    grid = _whole_numbers(people)
    if k < 1:
        raise ValueError("k must be at least 1")
    if start < 1 or start & (start - 1):
        raise ValueError("start must be a power of two")
    found: list[Atom] = []
    for row in range(0, grid.shape[0], start):
        for column in range(0, grid.shape[1], start):
            found.extend(_cut(grid, Block(row, column, start), k))
    return tuple(sorted(found, key=lambda atom: atom.blocks[0]))


def _cut(grid: Counts, block: Block, k: int) -> Iterator[Atom]:
    total = _people(grid, block)
    if total == 0:
        return
    if block.size == 1 or total < 2 * k:
        yield Atom(total, (block,))
        return
    counted = [(quadrant, _people(grid, quadrant)) for quadrant in _quadrants(block)]
    big = [one for one in counted if one[1] >= k]
    small = [one for one in counted if 0 < one[1] < k]
    if not small:
        joined = []
    elif sum(count for _quadrant, count in small) >= k:
        joined = small
    elif big:
        least = min(big, key=lambda one: one[1])
        big.remove(least)
        joined = [*small, least]
    else:
        joined, big = [(block, total)], []
    if joined:
        yield Atom(sum(count for _quadrant, count in joined), tuple(sorted(quadrant for quadrant, _count in joined)))
    for quadrant, _count in big:
        yield from _cut(grid, quadrant, k)


def _quadrants(block: Block) -> tuple[Block, ...]:
    half = block.size // 2
    return tuple(Block(block.row + down, block.column + along, half) for down in (0, half) for along in (0, half))


def _people(grid: Counts, block: Block) -> int:
    return int(grid[block.row : block.row + block.size, block.column : block.column + block.size].sum())


def _whole_numbers(people: ArrayLike) -> Counts:
    given = np.asarray(people, dtype=np.float64)
    if given.ndim != 2:
        raise ValueError("a grid of rows and columns is needed")
    if not np.isfinite(given).all() or (given < 0).any() or (given % 1).any():
        raise ValueError("people are counted in whole numbers >= 0")
    return given.astype(np.int64)
