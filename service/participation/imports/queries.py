"""Reading what an import needs to know, from the tables: staff alone see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.i18n import TIME_ZONE
from service.participation.imports.models import FeedbackImport, FeedbackImportRow
from service.participation.imports.planning import Known, Planned, plan_rows
from service.participation.pins.models import Theme

PACKAGE = "service.participation.imports"


def rows_of(db: Session, row: FeedbackImport) -> list[tuple[int, list[str]]]:
    """The rows of an import as they stood in the file, with their line numbers."""
    found = select(FeedbackImportRow.line, FeedbackImportRow.cells).where(FeedbackImportRow.import_id == row.id)
    return [(line, cells) for line, cells in db.execute(found.order_by(FeedbackImportRow.line))]


def planned_now(db: Session, row: FeedbackImport, ground: BaseGeometry) -> list[Planned]:
    """What bringing an import over would do now.

    Parameters
    ----------
    ground : the municipality in the metric CRS.
    """
    rows = rows_of(db, row)
    campaign = campaign_of(db, row.municipality_id, str(row.wish.get("campaign", "")))
    known = Known(
        themes=themes_by_name(db, row.municipality_id),
        numbers=numbers_of(db, row.municipality_id, str(row.wish.get("source", ""))),
        said_already=lambda said: said_already(db, row.municipality_id, said),
        ground=ground,
        is_premoderated=campaign is None or campaign.is_premoderated,
        today=dt.datetime.now(TIME_ZONE).date(),
    )
    return plan_rows(row.heading, rows, row.mapping, row.wish, known)


def themes_by_name(db: Session, municipality_id: int) -> dict[str, str]:
    """The key of each theme by the key itself and by its name in each language, in lower case."""
    found: dict[str, str] = {}
    for key, names in db.execute(select(Theme.key, Theme.names).where(Theme.municipality_id == municipality_id)):
        found.update({key.lower(): key, **{name.lower(): key for name in names.values()}})
    return found


def campaign_of(db: Session, municipality_id: int, slug: str) -> Row[Any] | None:
    """The campaign with a slug, the municipality's own one for an empty slug; None when there is none."""
    return db.execute(sql(PACKAGE, "campaign_of"), {"municipality_id": municipality_id, "slug": slug}).first()


def campaigns_of(db: Session, municipality_id: int) -> Sequence[Row[Any]]:
    """Campaigns that feedback can be brought into."""
    return db.execute(sql(PACKAGE, "campaigns_of"), {"municipality_id": municipality_id}).all()


def numbers_of(db: Session, municipality_id: int, source: str) -> frozenset[str]:
    """The numbers that a source has brought over before."""
    values = {"municipality_id": municipality_id, "name": source}
    return frozenset(db.scalars(sql(PACKAGE, "numbers_of_source"), values))


def said_already(db: Session, municipality_id: int, said: Sequence[str]) -> frozenset[str]:
    """Which of these texts (in lower case, with single spaces) pins of the municipality hold."""
    values = {"municipality_id": municipality_id, "said": list(said)}
    return frozenset(db.scalars(sql(PACKAGE, "said_already"), values))


def mapping_used_before(db: Session, municipality_id: int, heading: Sequence[str]) -> FeedbackImport | None:
    """The newest import that was brought over from a table with the same columns."""
    used = (
        select(FeedbackImport)
        .where(
            FeedbackImport.municipality_id == municipality_id,
            FeedbackImport.state == "applied",
            FeedbackImport.heading == list(heading),
        )
        .order_by(FeedbackImport.applied_at.desc())
        .limit(1)
    )
    return db.scalar(used)


def left_of(db: Session, row: FeedbackImport) -> int:
    """How many of an import's pins are still there."""
    return int(db.execute(sql(PACKAGE, "left_of_import"), {"import_id": row.id}).scalar_one())
