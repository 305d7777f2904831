"""Taking a grid in: read, cut into atoms, keep what may be told, forget the cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import psycopg
import shapely
from geoalchemy2.shape import to_shape
from shapely.geometry import MultiPolygon
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from geo.columns import Flags
from geo.crs import METRIC
from layers.grids.columns import grid_columns
from layers.grids.earlier import earlier_atoms
from layers.grids.errors import LimitsChanged
from layers.grids.frame import Cells, GridFrame
from layers.grids.limits import Limits
from layers.grids.mapping import Mapping
from layers.grids.models import Atom, Partition
from layers.grids.partition import MadePartition, make_partition
from layers.grids.reading import CellTable, read_cells
from layers.indicators.store import save_variables

_COPY_ATOMS = "COPY layers.atom (partition_id, number, is_inhabited, cells, geom) FROM STDIN"
_COPY_VALUES = "COPY layers.atom_value (atom_id, variable_id, state, value) FROM STDIN"


@dataclass(frozen=True, slots=True)
class GridSource:
    """Where a grid comes from: a key (hsy_popgrid), the data's year, and whether it was published as it is or
    is the municipality's own."""

    key: str
    year: int
    origin: str = "published"

    @property
    def edition(self) -> str:
        """The edition that its variables carry."""
        return f"{self.key}_{self.year}"


@dataclass(frozen=True, slots=True)
class GridReport:
    """What an import did: what it read, what it left out, and what is hidden of what it kept."""

    table: CellTable
    made: MadePartition

    @property
    def grouped(self) -> int:
        """Atoms of more than one cell."""
        return sum(len(cells) > 1 for cells in self.made.atoms[: self.made.inhabited])

    @property
    def hidden(self) -> dict[str, int]:
        """By column, in how many atoms it is hidden."""
        return {key: int(column.suppressed.sum()) for key, column in self.made.columns.items()}


def import_grid(
    db: Session,
    municipality_id: int,
    file: tuple[Path, str | None],
    mapping: Mapping,
    source: GridSource,
    limits: Limits,
    *,
    epsg: int | None = None,
    may_change_limits: bool = False,
) -> GridReport:
    """Bring a grid of a municipality in as atoms, in the place of the same source and year. The caller commits.

    Earlier atoms on the same grid stay where they hold, those of the same year first: all attributes of a year
    then share their atoms, and two years never differ by a few people's share of one.

    Parameters
    ----------
    file : path and layer (None for the only one).
    may_change_limits : publish a year again with other limits; whoever kept the earlier figures may then
        compare them with the new.

    Raises
    ------
    FileProblem
        with a sentence, when the file or the mapping cannot be used; LimitsChanged, see above.
    """
    table = read_cells(*file, mapping, limits.start, epsg=epsg)
    home = to_shape(db.scalars(select(Municipality.geom).where(Municipality.id == municipality_id)).one())
    replaced = _current(db, municipality_id, source)
    if replaced is not None and replaced.limits != asdict(limits) and not may_change_limits:
        raise LimitsChanged(
            f"{source.key} of {source.year} is there with other limits. Figures by both together could tell more "
            "of people than either; say --change-limits to replace it all the same."
        )
    earlier = earlier_atoms(db, municipality_id, table.frame, source.year, limits)
    made = make_partition(table, _inside(table.frame, home), mapping, limits, earlier)
    if replaced is not None:
        db.execute(update(Partition).where(Partition.id == replaced.id).values(is_current=False))
    _save(db, municipality_id, made, mapping, source, limits)
    return GridReport(table, made)


def _current(db: Session, municipality_id: int, source: GridSource) -> Partition | None:
    return db.scalar(
        select(Partition).where(
            Partition.municipality_id == municipality_id,
            Partition.source == source.key,
            Partition.year == source.year,
            Partition.is_current,
        )
    )


def _inside(frame: GridFrame, home: MultiPolygon) -> Flags:
    everywhere: Cells = np.arange(frame.size, dtype=np.int64)
    shapely.prepare(home)
    return np.asarray(shapely.contains(home, frame.centres(everywhere)), dtype=np.bool_)


def _save(
    db: Session, municipality_id: int, made: MadePartition, mapping: Mapping, source: GridSource, limits: Limits
) -> None:
    frame = made.frame
    row = Partition(
        municipality_id=municipality_id,
        source=source.key,
        title=mapping.title,
        year=source.year,
        edition=source.edition,
        origin=source.origin,
        epsg=frame.epsg,
        west=frame.west,
        south=frame.south,
        cell_m=frame.cell_m,
        column_count=frame.columns,
        row_count=frame.rows,
        limits=asdict(limits),
    )
    db.add(row)
    db.flush()
    known = grid_columns(source.year)
    variables = save_variables(db, source.edition, mapping.title, [known[key] for key in mapping.keys])
    _copy(db, _COPY_ATOMS, _atom_rows(row.id, made))
    ids = list(db.scalars(select(Atom.id).where(Atom.partition_id == row.id).order_by(Atom.number)))
    _copy(db, _COPY_VALUES, _value_rows(ids, made, variables))


def _atom_rows(partition_id: int, made: MadePartition) -> Iterator[tuple[object, ...]]:
    for number, cells in enumerate(made.atoms):
        shape = shapely.union_all(made.frame.boxes(cells))
        if made.frame.epsg != METRIC.epsg:
            shape = METRIC.geometry_from_epsg(shape, made.frame.epsg)
        shape = shapely.set_srid(MultiPolygon(shapely.get_parts(shape)), METRIC.epsg)
        wkb = shapely.to_wkb(shape, hex=True, include_srid=True)
        yield partition_id, number, number < made.inhabited, cells.tolist(), wkb


def _value_rows(ids: list[int], made: MadePartition, variables: dict[str, int]) -> Iterator[tuple[object, ...]]:
    for key, column in made.columns.items():
        for atom_id, value, is_hidden in zip(ids, column.values, column.suppressed, strict=True):
            if np.isfinite(value):
                yield atom_id, variables[key], "value", float(value)
            else:
                yield atom_id, variables[key], "suppressed" if is_hidden else "missing", None


def _copy(db: Session, statement: str, rows: Iterator[tuple[object, ...]]) -> None:
    connection = db.connection().connection.dbapi_connection
    if not isinstance(connection, psycopg.Connection):
        raise TypeError("COPY needs a live psycopg connection")
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
