"""What an import replaces, kept row by row as it was, and put back as a whole."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import Table, delete, func, insert, literal, select, text
from sqlalchemy.orm import Session

from boundaries.database import Base
from layers.models import Layer, LayerFeature
from layers.plans.models import PlanRepeal, ZoningPlan, ZoningUnit
from service.layer_imports.models import LayerImport, LayerImportBefore

#: Kind of a kept row -> its table, in the order in which rows can be put back.
TABLES: dict[str, type[Base]] = {
    "plan": ZoningPlan,
    "unit": ZoningUnit,
    "repeal": PlanRepeal,
    "layer": Layer,
    "feature": LayerFeature,
}


def keep(db: Session, row: LayerImport, kind: str, condition: Any) -> int:
    """Keep the rows of a table that meet a condition; returns how many."""
    table = _table(kind)
    plain, shape = _columns(table)
    said = func.jsonb_build_object(*(part for name in plain for part in (literal(name), table.c[name])))
    rows = select(
        literal(row.id), literal(row.municipality_id), literal(kind), said, table.c[shape] if shape else literal(None)
    ).where(condition)
    into = ["import_id", "municipality_id", "kind", "row", "geom"]
    return int(db.execute(insert(LayerImportBefore).from_select(into, rows)).rowcount)  # type: ignore[attr-defined]


def put_back(db: Session, import_id: uuid.UUID, kinds: Sequence[str]) -> None:
    """Put the kept rows of some kinds back under the numbers that they had; these must be free again.

    A column that the table has got since they were kept is what it is by itself.
    """
    for kind in kinds:
        table = _table(kind)
        where = (LayerImportBefore.import_id == import_id, LayerImportBefore.kind == kind)
        kept = db.scalar(select(LayerImportBefore.row).where(*where).limit(1))
        if kept is None:
            continue
        plain, shape = _columns(table)
        plain = [name for name in plain if name in kept]
        names = ", ".join(f'"{name}"' for name in (*plain, *([shape] if shape else [])))
        values = ", ".join([f'r."{name}"' for name in plain] + (["b.geom"] if shape else []))
        db.execute(
            text(
                f"INSERT INTO {table.fullname} ({names}) SELECT {values} "  # noqa: S608 (names of our own tables)
                f"FROM service.layer_import_before AS b, "
                f'jsonb_populate_record(CAST(NULL AS {table.fullname}), b."row") AS r '
                "WHERE b.import_id = :import_id AND b.kind = :kind"
            ),
            {"import_id": import_id, "kind": kind},
        )


def kept_ids(db: Session, import_id: uuid.UUID, kind: str) -> list[int]:
    """The numbers of the kept rows of a kind."""
    number = LayerImportBefore.row["id"].as_integer()
    where = (LayerImportBefore.import_id == import_id, LayerImportBefore.kind == kind)
    return [int(one) for one in db.scalars(select(number).where(*where))]


def forget(db: Session, import_id: uuid.UUID) -> None:
    """Let go of what was kept."""
    db.execute(delete(LayerImportBefore).where(LayerImportBefore.import_id == import_id))


def _table(kind: str) -> Table:
    table = TABLES[kind].__table__
    assert isinstance(table, Table)  # noqa: S101 (every mapped class here has one)
    return table


def _columns(table: Table) -> tuple[list[str], str]:
    """The plain columns of a table, and the name of its one geometry."""
    shapes = [one.name for one in table.columns if isinstance(one.type, Geometry)]
    return [one.name for one in table.columns if one.name not in shapes], shapes[0] if shapes else ""
