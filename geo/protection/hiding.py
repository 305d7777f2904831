"""Figures by atom, hidden where they rest on too few; and whether last year's atoms still hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.columns import Flags, Floats

Cells = Sequence[NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class AtomColumn:
    """One column by atom. `values` is NaN without a number; `suppressed` says where that is because it is
    hidden, at the source or here. Neither: missing."""

    values: Floats
    suppressed: Flags


@dataclass(frozen=True, slots=True)
class Held:
    """Which start blocks keep their earlier atoms (by number of the block), and the atoms kept."""

    blocks: frozenset[int]
    atoms: tuple[int, ...]


def column_by_atom(
    atoms: Cells, values: Floats, hidden: Flags, base: Floats, base_hidden: Flags, k: int, *, nothing_is_told: bool
) -> AtomColumn:
    """Sum a column over atoms and hide it where its base is under k.

    Parameters
    ----------
    atoms : the cells of each atom, as indices into the columns; no cell twice.
    values, hidden : the column by cell: NaN without a number, and where the publisher hid it. A cell that is
        not in the file holds 0.
    base, base_hidden : the people (or homes) that the column is about, likewise.
    k : fewest of them that a figure may rest on.
    nothing_is_told : a base of 0 is told as 0 (homes: there is nothing) instead of hidden (people's traits).

    An atom with one hidden cell is hidden whole: to tell the rest would tell of fewer than the atom.
    """
    found = np.full(len(atoms), np.nan)
    suppressed = np.zeros(len(atoms), dtype=np.bool_)
    for number, cells in enumerate(atoms):
        if hidden[cells].any() or base_hidden[cells].any():
            suppressed[number] = True
            continue
        behind = float(base[cells].sum())
        total = float(values[cells].sum())
        if np.isnan(behind) or np.isnan(total):
            continue
        if behind >= k or (behind == 0 and total == 0 and nothing_is_told):
            found[number] = total
        else:
            suppressed[number] = True
    return AtomColumn(found, suppressed)


def atoms_that_hold(atoms: Cells, people: Floats, block_of: NDArray[np.int64], k: int) -> Held:
    """The earlier atoms that can be kept with this year's people, decided by start block.

    Keeping them means that two years never differ by a few people's share of an atom. A block's atoms hold
    when each that held people before still has at least k, and nobody lives in the block outside them.

    Parameters
    ----------
    atoms : the earlier atoms' cells; an atom lies in one start block, or is the whole of it.
    people : this year's residents by cell.
    block_of : the start block of each cell.
    k : fewest people in an atom.
    """
    kept: dict[int, list[int]] = {}
    broken: set[int] = set()
    inside = np.zeros(len(people), dtype=np.bool_)
    for number, cells in enumerate(atoms):
        block = int(block_of[cells[0]])
        inside[cells] = True
        kept.setdefault(block, []).append(number)
        if people[cells].sum() < k:
            broken.add(block)
    broken |= {int(block) for block in np.unique(block_of[(people > 0) & ~inside])}
    blocks = frozenset(kept) - broken
    return Held(blocks, tuple(number for block in sorted(blocks) for number in kept[block]))
