"""Approving an import, and taking it back as a whole while nothing has changed since. Flushes, never commits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Area, AreaVersion
from boundaries.operations import AreaTraits, create_area, publish_area, revise_area, withdraw_area
from service.areas.upload.models import AreaImport, AreaImportFeature
from service.areas.upload.planning import DONE, Planned, counts, mark_of, plan_import
from service.audit import record
from service.errors import EditConflict
from service.i18n import gettext as _
from service.permissions import Actor

#: Up to so many areas are laid while the official waits; more in the background.
AT_ONCE = 200


def apply_import(
    db: Session,
    actor: Actor,
    row: AreaImport,
    mark: str,
    repairs: Collection[int] = (),
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Make and change the areas, all of them or none.

    Parameters
    ----------
    mark : of the plan that was approved.
    repairs : numbers of features whose repaired shape is taken.

    Raises EditConflict when what would be done is no longer what was approved.
    """
    planned = plan_import(db, row, repairs)
    if row.state not in ("ready", "applying") or mark_of(planned) != mark:
        raise EditConflict(_("Something changed after this report was made. Look at the new one and approve it."))
    deeds = [one for one in planned if one.deed in DONE]
    row.total, row.done = len(deeds), 0
    for done, one in enumerate(deeds, start=1):
        _do(db, actor, row, one)
        if progress is not None and done % 20 == 0:
            progress(done, len(deeds))
    row.done, row.state, row.applied_at = len(deeds), "applied", dt.datetime.now(dt.UTC)
    db.flush()
    record(
        db,
        actor,
        "area.import.applied",
        "area_import",
        str(row.id),
        kind=row.kind,
        sha256=bytes(row.sha256).hex(),
        repaired=sorted(repairs),
        **counts(planned),
    )


def _do(db: Session, actor: Actor, row: AreaImport, one: Planned) -> None:
    assert one.geometry is not None  # noqa: S101 (a deed has a shape)
    reason = _("Imported from %(file)s", file=row.file_name)
    if one.existing is None:
        traits = AreaTraits(
            kind=row.kind, names=one.names, code=one.code, author_id=actor.person_id, source=row.file_name
        )
        area = create_area(db, row.municipality_id, traits, one.geometry)
        one.feature.outcome, one.feature.version_number = "created", 1
    else:
        area = db.scalars(select(Area).where(Area.id == one.existing.id)).one()
        one.feature.before = {
            "version": one.existing.version,
            "names": one.existing.names,
            "state": one.existing.state,
        }
        area.names = {**area.names, **one.names}
        if area.state == "withdrawn":
            publish_area(db, area.id)
        version = revise_area(db, area.id, one.geometry, changed_by=actor.person_id, reason=reason)
        one.feature.outcome, one.feature.version_number = "changed", version.number
    one.feature.area_id = area.id
    db.flush()


def undo_import(db: Session, actor: Actor, row: AreaImport) -> None:
    """Take an import back: new areas are withdrawn, changed ones get their old boundary and names back.

    Nothing is destroyed: each boundary stays in the history of its area.

    Raises EditConflict when any of the areas has changed since.
    """
    if row.state != "applied":
        raise EditConflict(_("This import is not in force, so there is nothing to take back."))
    done = db.scalars(
        select(AreaImportFeature)
        .where(AreaImportFeature.import_id == row.id, AreaImportFeature.outcome.is_not(None))
        .order_by(AreaImportFeature.number)
    ).all()
    areas = {
        area.id: area
        for area in db.scalars(
            select(Area).where(Area.id.in_([one.area_id for one in done])).order_by(Area.id).with_for_update()
        )
    }
    for feature in done:
        _check_untouched(db, areas.get(feature.area_id or 0), feature)
    for feature in done:
        _take_back(db, actor, areas[feature.area_id or 0], feature)
    row.state = "undone"
    db.flush()
    record(db, actor, "area.import.undone", "area_import", str(row.id), kind=row.kind, areas=len(done))


def _check_untouched(db: Session, area: Area | None, feature: AreaImportFeature) -> None:
    version = None
    if area is not None:
        version = db.scalar(
            select(AreaVersion.number).where(AreaVersion.area_id == area.id, AreaVersion.valid_to.is_(None))
        )
    if area is None or version != feature.version_number or area.state == "withdrawn":
        name = next(iter(area.names.values()), "") if area is not None else str(feature.number)
        raise EditConflict(
            _("%(name)s was changed after the import, so the import can no longer be taken back.", name=name)
        )


def _take_back(db: Session, actor: Actor, area: Area, feature: AreaImportFeature) -> None:
    if feature.outcome == "created":
        withdraw_area(db, area.id)
        area.code = None  # so that the code is free for another area
        return
    before = feature.before
    area.names = dict(before["names"])
    old = db.scalars(
        select(AreaVersion).where(AreaVersion.area_id == area.id, AreaVersion.number == before["version"])
    ).one()
    from shapely import from_wkb

    revise_area(
        db, area.id, from_wkb(bytes(old.geom.data)), changed_by=actor.person_id, reason=_("The import was taken back")
    )
    if before["state"] == "withdrawn":
        withdraw_area(db, area.id)
    db.flush()
