"""Reading partitions from the views of `public_api`: atoms, and what is told of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Connection

from boundaries.database import sql
from geo.columns import Flags, Floats
from layers.grids.frame import Cells, GridFrame
from layers.grids.limits import Limits
from layers.indicators.queries import VariableInfo

PACKAGE = "layers.grids"


@dataclass(frozen=True, slots=True)
class Atoms:
    """A current partition.

    Every sequence and array has an entry per atom. `geometry` is in the metric CRS, prepared. `values` is NaN
    where there is no number, `suppressed` says where that is because too few are behind it. `inhabited` is
    False where only homes stand.
    """

    source: str
    title: str
    year: int
    origin: str
    frame: GridFrame
    limits: Limits
    cells: tuple[Cells, ...]
    inhabited: Flags
    geometry: NDArray[np.object_]
    variables: dict[str, VariableInfo]
    values: dict[str, Floats]
    suppressed: dict[str, Flags]

    def __len__(self) -> int:
        return len(self.cells)


def partitions_of(connection: Connection, municipality_id: int) -> tuple[Atoms, ...]:
    """The current partitions of a municipality, newest data first; empty when there are none."""
    rows = connection.execute(sql(PACKAGE, "partitions_of"), {"municipality_id": municipality_id}).all()
    return tuple(_atoms(connection, row) for row in rows)


def partitions_stamp(connection: Connection, municipality_id: int) -> tuple[int, ...]:
    """A mark that changes whenever a partition is made or replaced; for caches."""
    found = connection.execute(sql(PACKAGE, "partitions_stamp"), {"municipality_id": municipality_id}).scalar_one()
    return tuple(found)


def _atoms(connection: Connection, row: object) -> Atoms:
    one = row._mapping  # type: ignore[attr-defined]
    place = {"partition_id": one["id"]}
    atoms = connection.execute(sql(PACKAGE, "atoms_of"), place).all()
    found = connection.execute(sql(PACKAGE, "variables_of_edition"), {"edition": one["edition"]})
    variables = {info.key: VariableInfo(**info._mapping) for info in found}
    by_id = {info.id: key for key, info in variables.items()}
    values = {key: np.full(len(atoms), np.nan) for key in variables}
    suppressed = {key: np.zeros(len(atoms), dtype=np.bool_) for key in variables}
    for number, variable_id, state, value in connection.execute(sql(PACKAGE, "atom_values_of"), place):
        key = by_id[variable_id]
        if state == "value":
            values[key][number] = value
        suppressed[key][number] = state == "suppressed"
    geometry = np.empty(len(atoms), dtype=object)
    geometry[:] = shapely.from_wkb([bytes(atom.wkb) for atom in atoms])
    shapely.prepare(geometry)
    frame = (one["west"], one["south"], one["cell_m"], one["column_count"], one["row_count"])
    return Atoms(
        source=one["source"],
        title=one["title"],
        year=one["year"],
        origin=one["origin"],
        frame=GridFrame(one["epsg"], *frame),
        limits=Limits(**one["limits"]),
        cells=tuple(np.array(atom.cells, dtype=np.int64) for atom in atoms),
        inhabited=np.array([atom.is_inhabited for atom in atoms], dtype=np.bool_),
        geometry=geometry,
        variables=variables,
        values=values,
        suppressed=suppressed,
    )
