"""Bringing the approved rows of a table over, all of them or none, in sets. Flushes, never commits."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from geoalchemy2.shape import from_shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from boundaries.database import sql
from boundaries.models import Municipality
from geo.crs import METRIC
from service.audit import record
from service.errors import FieldError, InvalidInput
from service.i18n import TIME_ZONE
from service.i18n import gettext as _
from service.participation.imports.errors import ReportOutdated
from service.participation.imports.models import FeedbackImport, FeedbackImportRow
from service.participation.imports.planning import Planned, counts, mark_of
from service.participation.imports.queries import PACKAGE, campaign_of, planned_now
from service.participation.pins.models import Pin, StateChange, Theme
from service.participation.pins.references import reference
from service.participation.sources.models import PinSource, Source
from service.participation.sources.operations import source_of
from service.permissions import Actor

#: Up to so many rows are brought over while the official waits; more in the background.
AT_ONCE = 500
#: What was told on a day was told at noon: nobody knows the hour.
NOON = dt.time(12)
_SET = 500
_table = FeedbackImportRow.__table__
_LINE_OF_PIN = (
    update(_table)
    .where(_table.c.import_id == bindparam("i"), _table.c.line == bindparam("l"))
    .values(pin_id=bindparam("p"))
)


def bring_over(
    db: Session, actor: Actor, row: FeedbackImport, mark: str, ground: BaseGeometry, *, is_synthetic: bool = False
) -> int:
    """Make the pins of an import, each on the day on which it was told, so that nothing old is news.

    Parameters
    ----------
    mark : of the plan that was approved.
    ground : the municipality in the metric CRS.

    Returns how many pins were made.

    Raises
    ------
    ReportOutdated
        when what would be done is no longer what was approved, and nothing is done.
    InvalidInput
        when the wish lacks a name, a theme, or a day for the rows without one.
    """
    planned = planned_now(db, row, ground)
    if row.state not in ("ready", "applying") or mark_of(planned, row.wish) != mark:
        raise ReportOutdated(_("Something changed after this report was made. Look at the new one and approve it."))
    brought = [one for one in planned if one.deed == "bring"]
    check_wish(row, brought)
    source = source_of(db, actor, kind="import", name=str(row.wish["source"]), is_synthetic=is_synthetic)
    numbers = _references(db, row.municipality_id, len(brought))
    themes = dict(db.execute(select(Theme.key, Theme.id).where(Theme.municipality_id == row.municipality_id)).all())
    campaign = campaign_of(db, row.municipality_id, str(row.wish.get("campaign", "")))
    assert campaign is not None  # noqa: S101 (every municipality has one, and the form offers those that are there)
    shared = {
        "municipality_id": row.municipality_id,
        "campaign_id": campaign.id,
        "kind": campaign.kinds[0]["key"],
        "state": row.wish.get("state", "received"),
        "language": row.wish["language"],
        "is_synthetic": is_synthetic,
    }
    for first in range(0, len(brought), _SET):
        _make(db, actor, row, brought[first : first + _SET], numbers[first : first + _SET], themes, shared, source)
    row.state, row.applied_at, row.done = "applied", dt.datetime.now(dt.UTC), len(brought)
    row.counts = dict(counts(planned))
    db.flush()
    record(
        db,
        actor,
        "pin.import.applied",
        "feedback_import",
        str(row.id),
        source=source.name,
        brought=len(brought),
        left_out=len(planned) - len(brought),
    )
    return len(brought)


def check_wish(row: FeedbackImport, brought: Sequence[Planned]) -> None:
    """Refuse to bring over what lacks something that every row needs.

    Raises InvalidInput with a sentence for each.
    """
    errors = []
    if "text" not in row.mapping:
        errors.append(FieldError("column_text", _("Choose the column that holds what was said.")))
    if not row.wish.get("source"):
        errors.append(FieldError("source", _("Write what the earlier service or the collection was called.")))
    if any(not one.theme for one in brought):
        errors.append(FieldError("theme", _("Choose the theme of the rows that have none that is known here.")))
    if any(one.said_on is None for one in brought):
        errors.append(FieldError("day", _("Give the day of the rows that have none: they were told some day.")))
    if row.mapping.get("east") and not row.wish.get("epsg"):
        errors.append(FieldError("epsg", _("Choose the coordinate system that the places are in.")))
    if errors:
        raise InvalidInput(_("Some of it needs correcting."), errors)


def _make(
    db: Session,
    actor: Actor,
    row: FeedbackImport,
    planned: Sequence[Planned],
    references: Sequence[str],
    themes: dict[str, int],
    shared: dict[str, Any],
    source: Source,
) -> None:
    pins, changes, sources, lines = [], [], [], []
    for one, number in zip(planned, references, strict=True):
        pin_id = uuid.uuid4()
        assert one.said_on is not None  # noqa: S101 (`check_wish` has seen to it)
        at = dt.datetime.combine(one.said_on, NOON, TIME_ZONE)
        point = from_shape(one.point, METRIC.epsg) if one.point is not None else None
        pins.append(
            {
                **shared,
                "id": pin_id,
                "reference": number,
                "theme_id": themes[one.theme],
                "title": one.title,
                "body": one.body,
                "geom": point,
                "public_geom": point,
                "method": "import" if point is not None else "none",
                "visibility": "pending" if one.waits_for else "public",
                "waits_for": one.waits_for,
                # Shown later by a moderator, it is still no news.
                "created_at": at,
                "changed_at": at,
                "shown_at": at,
            }
        )
        changes.append({"pin_id": pin_id, "state": "received", "public_text": "", "signature": "", "at": at})
        if shared["state"] != "received":
            text = {"public_text": str(row.wish.get("public_text", "")), "signature": actor.title or actor.name}
            changes.append({"pin_id": pin_id, "state": shared["state"], "at": at, **text})
        sources.append(
            {
                "pin_id": pin_id,
                "municipality_id": row.municipality_id,
                "source_id": source.id,
                "external_id": one.number,
                "said_on": one.said_on,
                "entered_by": actor.person_id,
            }
        )
        lines.append({"i": row.id, "l": one.line, "p": pin_id})
    db.execute(insert(Pin), pins)
    db.execute(insert(StateChange), [{**one, "is_synthetic": shared["is_synthetic"]} for one in changes])
    db.execute(insert(PinSource), sources)
    db.connection().execute(_LINE_OF_PIN, lines)


def _references(db: Session, municipality_id: int, count: int) -> list[str]:
    if not count:
        return []
    prefix = db.scalar(select(Municipality.reference_prefix).where(Municipality.id == municipality_id))
    taken = db.execute(sql(PACKAGE, "take_numbers"), {"municipality_id": municipality_id, "count": count}).one()
    first = taken.last_number - count + 1
    return [reference(prefix, taken.year, number, taken.seed) for number in range(first, taken.last_number + 1)]
