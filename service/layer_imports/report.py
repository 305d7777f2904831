"""What bringing an import in would do, feature by feature, read from what was kept of its file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import TextClause, func, select, text
from sqlalchemy.orm import Session

from boundaries.database import sql_source
from layers.plans.designations import designation
from layers.plans.models import ZoningPlan, ZoningUnit
from service.layer_imports.models import LayerImport, LayerImportFeature

PACKAGE = "service.layer_imports"
TAKEN = ("taken", "repaired")
MOST = 2_147_483_647


@dataclass(frozen=True, slots=True)
class Report:
    """Counts by fate; letters that no table knows, each with how many features have it; features without a letter.

    `replaces` is the plan of the same key that is here already with the number of its units, or None.
    """

    counts: dict[str, int]
    unknown: dict[str, int]
    without_letter: int
    replaces: tuple[dict[str, str], int] | None
    mark: str

    @property
    def taken(self) -> int:
        """How many features would be brought in."""
        return sum(self.counts.get(fate, 0) for fate in TAKEN)


def report_of(db: Session, row: LayerImport) -> Report:
    """The report as things are now."""
    values = fate_values(row)
    counts = {fate: int(number) for fate, number in db.execute(with_fates("counts"), values)}
    letters = _letters(db, row, values)
    unknown = {letter: number for letter, number in letters.items() if letter and not designation(letter).is_known}
    replaces = _replaced(db, row)
    content = [counts, row.target, replaces, row.facts.get("epsg")]
    mark = hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()[:24]
    return Report(counts, unknown, letters.get("", 0) if letters else 0, replaces, mark)


def told_rows(db: Session, row: LayerImport, report: Report, most: int) -> list[Any]:
    """The features with something to say, at most so many."""
    return list(db.execute(with_fates("told_rows"), _row_values(row, report, only_told=True, most=most)))


def all_rows(db: Session, row: LayerImport, report: Report) -> Iterator[Any]:
    """Every feature in the order of the file, taken from the database as it is read."""
    values = _row_values(row, report, only_told=False, most=MOST)
    yield from db.execute(with_fates("told_rows"), values, execution_options={"yield_per": 2_000})


def first_rows(db: Session, row: LayerImport, most: int) -> list[dict[str, Any]]:
    """The values of the first features."""
    found = select(LayerImportFeature.values).where(LayerImportFeature.import_id == row.id)
    return list(db.scalars(found.order_by(LayerImportFeature.number).limit(most)))


def shapes_of(
    db: Session, row: LayerImport, most: int, simplify_m: float
) -> list[tuple[dict[str, Any], BaseGeometry]]:
    """Values and shapes of the largest features that lie in the municipality, or of all when none does."""
    shape = func.ST_AsBinary(func.ST_SimplifyPreserveTopology(LayerImportFeature.geom, simplify_m))
    rows = db.execute(
        select(LayerImportFeature.values, shape)
        .where(LayerImportFeature.import_id == row.id, LayerImportFeature.geom.is_not(None))
        .order_by(LayerImportFeature.is_inside.desc(), func.ST_Area(LayerImportFeature.geom).desc())
        .limit(most)
    )
    return [(values, shapely.from_wkb(bytes(wkb))) for values, wkb in rows]


def extent_of(db: Session, row: LayerImport) -> BaseGeometry | None:
    """The box round what would be taken, in metres; None for nothing."""
    box = func.ST_AsBinary(func.ST_SetSRID(func.ST_Extent(LayerImportFeature.geom), 0))
    where = [LayerImportFeature.import_id == row.id]
    if row.facts.get("inside"):
        where.append(LayerImportFeature.is_inside)
    wkb = db.scalar(select(box).where(*where))
    return shapely.from_wkb(bytes(wkb)) if wkb is not None else None


def with_fates(name: str) -> TextClause:
    """A statement of the folder's SQL over what becomes of each feature."""
    return text(sql_source(PACKAGE, name).replace("/*fates*/", sql_source(PACKAGE, "fates")))


def fate_values(row: LayerImport) -> dict[str, Any]:
    """What `fates.sql` needs."""
    return {
        "import_id": row.id,
        "areas": row.target.get("kind", "plan") != "layer",
        "outside": bool(row.target.get("outside")),
    }


def letter_column(row: LayerImport) -> str:
    """The column of the letters of a plan; empty when the file has none or is to be a layer."""
    if row.target.get("kind") == "plans":
        return "letter"
    return str(row.target.get("columns", {}).get("letter", "")) if row.target.get("kind") == "plan" else ""


def _letters(db: Session, row: LayerImport, values: dict[str, Any]) -> dict[str, int]:
    column = letter_column(row)
    if not column:
        return {}
    return {letter: int(n) for letter, n in db.execute(with_fates("letters"), {**values, "column": column})}


def _row_values(row: LayerImport, report: Report, *, only_told: bool, most: int) -> dict[str, Any]:
    return {
        **fate_values(row),
        "column": letter_column(row),
        "unknown": [*report.unknown, ""],
        "only_told": only_told,
        "most": most,
    }


def _replaced(db: Session, row: LayerImport) -> tuple[dict[str, str], int] | None:
    if row.target.get("kind") != "plan" or not row.target.get("key"):
        return None
    plan = db.scalar(
        select(ZoningPlan).where(
            ZoningPlan.municipality_id == row.municipality_id, ZoningPlan.plan_key == row.target["key"]
        )
    )
    if plan is None:
        return None
    count = db.scalar(select(func.count()).where(ZoningUnit.plan_id == plan.id))
    return dict(plan.names), int(count or 0)
