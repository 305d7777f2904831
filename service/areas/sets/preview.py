"""What a repair would change, before anybody agrees to it."""

from __future__ import annotations

from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from boundaries.models import Area
from boundaries.records import AreaSet
from boundaries.sets.operations import planned_repair
from boundaries.versions import is_same
from geo.partition import Finding
from service.areas.history.difference import difference_between
from service.areas.history.words import difference_view
from service.i18n import named
from service.web.context import municipality, public_db


def repair_preview(db: Session, one: AreaSet) -> tuple[list[dict[str, Any]], tuple[Finding, ...], list[BaseGeometry]]:
    """Each area that a repair would change with what it gains and loses; the gaps that it leaves; all new shapes.

    Nothing is written. Raises StatisticalUnit, AreaVanishes.
    """
    members, mended = planned_repair(db, one)
    changed = []
    for area, old, new in zip(members.areas, members.shapes, mended.areas, strict=True):
        if not is_same(old, new):
            changed.append(_view(area, old, new))
    return changed, mended.left, list(mended.areas)


def _view(area: Area, old: BaseGeometry, new: BaseGeometry) -> dict[str, Any]:
    found = difference_between(public_db(), municipality().id, old, new)
    return {"slug": area.slug, "name": named(area.names), **difference_view(found)}
