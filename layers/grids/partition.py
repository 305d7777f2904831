"""From cells to atoms: cut, kept where last year's hold, with every column hidden where it rests on too few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.columns import Flags, Floats
from geo.protection import AtomColumn, atoms_that_hold, column_by_atom, cut_atoms
from layers.grids.errors import NoCellInside, NotAGrid
from layers.grids.frame import Cells, GridFrame
from layers.grids.limits import Limits
from layers.grids.mapping import Mapping
from layers.grids.reading import CellTable
from layers.indicators.catalogue import RESIDENTS


@dataclass(frozen=True, slots=True)
class MadePartition:
    """Atoms of a municipality. `atoms` holds the cells of each, `columns` a figure or its state for each.

    `inhabited` is how many atoms hold residents (they come first); the rest hold homes only. `kept` counts the
    earlier atoms that still hold. `outside` are the residents of cells whose centre is not in the
    municipality, and `cells_outside` how many those are.
    """

    frame: GridFrame
    atoms: tuple[Cells, ...]
    inhabited: int
    kept: int
    columns: dict[str, AtomColumn]
    people: int
    cells_inside: int
    cells_outside: int
    outside: int


def make_partition(
    table: CellTable, inside: Flags, mapping: Mapping, limits: Limits, earlier: Sequence[Cells] = ()
) -> MadePartition:
    """Cut the cells of a municipality into atoms and sum their figures.

    Parameters
    ----------
    inside : True for the cells of the frame that belong to the municipality.
    earlier : the inhabited atoms of another year on the same frame.

    Atoms leave out the cells outside the municipality. Cells where nobody lives but homes stand form one atom
    of their own in each start block, so that holiday homes are not lost.

    Raises
    ------
    NoCellInside, NotAGrid
    """
    frame = table.frame
    people = np.where(inside, np.nan_to_num(table.values[RESIDENTS]), 0.0)
    if not people.any():
        raise NoCellInside("No cell with people lies in the municipality.")
    if (people % 1).any():
        raise NotAGrid("Residents must be whole numbers.")
    block_of = frame.start_blocks(limits.start)
    held = atoms_that_hold(earlier, people, block_of, limits.people)
    kept = [earlier[number] for number in held.atoms]
    new = _cut(frame, np.where(np.isin(block_of, list(held.blocks)), 0.0, people), limits)
    inhabited = [cells[inside[cells]] for cells in (*kept, *new)]
    homes = _uninhabited(table, inside, mapping, inhabited, block_of)
    atoms = (*inhabited, *homes)
    outside = table.given[~inside[table.given]]
    return MadePartition(
        frame=frame,
        atoms=atoms,
        inhabited=len(inhabited),
        kept=len(kept),
        columns=_columns(table, mapping, limits, atoms),
        people=int(people.sum()),
        cells_inside=int(inside[table.given].sum()),
        cells_outside=len(outside),
        outside=int(np.nansum(table.values[RESIDENTS][outside])),
    )


def _cut(frame: GridFrame, people: Floats, limits: Limits) -> list[Cells]:
    # The rule reads rows from the top; cells are numbered from the south.
    from_top = people.reshape(frame.rows, frame.columns)[::-1]
    return [
        np.array([(frame.rows - 1 - row) * frame.columns + column for row, column in atom.cells()], dtype=np.int64)
        for atom in cut_atoms(from_top, limits.people, limits.start)
    ]


def _uninhabited(
    table: CellTable, inside: Flags, mapping: Mapping, inhabited: list[Cells], block_of: Cells
) -> list[Cells]:
    keys = [key for group in mapping.groups if group.kind == "homes" for key in group.columns]
    if not keys:
        return []
    left = inside & np.logical_or.reduce([(table.values[key] > 0) | table.hidden[key] for key in keys])
    for cells in inhabited:
        left[cells] = False
    cells = np.flatnonzero(left).astype(np.int64)
    return [cells[block_of[cells] == block] for block in np.unique(block_of[cells])]


def _columns(table: CellTable, mapping: Mapping, limits: Limits, atoms: Sequence[Cells]) -> dict[str, AtomColumn]:
    return {
        key: column_by_atom(
            atoms,
            table.values[key],
            table.hidden[key],
            table.values[group.base],
            table.hidden[group.base],
            limits.of(group.kind),
            nothing_is_told=group.kind == "homes",
        )
        for group in mapping.groups
        for key in group.columns
    }
