"""Keeping features of an import, a batch at a time."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import shapely
from sqlalchemy.orm import Session

from boundaries.database import sql
from geo.crs import METRIC
from layers.intake.placing import Placed
from service.areas.upload.staging import finding_row
from service.layer_imports.models import LayerImport

PACKAGE = "service.layer_imports"


def keep_batch(db: Session, row: LayerImport, placed: Placed) -> int:
    """Keep a batch of features that were placed; returns how many of them were repaired."""
    count = len(placed.batch)
    findings = [[finding_row(one) for one in placed.findings.get(at, ())] for at in range(count)]
    repaired = [any(one["severity"] == "repair" for one in found) for found in findings]
    shapes = shapely.to_wkb(shapely.set_srid(placed.shapes, METRIC.epsg), include_srid=True)
    values: dict[str, Any] = {
        "import_id": row.id,
        "municipality_id": row.municipality_id,
        "numbers": list(range(placed.batch.first, placed.batch.first + count)),
        "values": [json.dumps(one, ensure_ascii=False) for one in placed.batch.values],
        "shapes": list(shapes),
        "inside": np.asarray(placed.is_inside, dtype=bool).tolist(),
        "repaired": repaired,
        "findings": [json.dumps(one) for one in findings],
    }
    db.execute(sql(PACKAGE, "keep_features"), values)
    return sum(repaired)
