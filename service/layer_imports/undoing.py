"""Taking an import back as a whole, while nothing has been built on it since."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from boundaries.database import sql
from layers.plans.models import ZoningPlan
from service.audit import record
from service.errors import EditConflict
from service.i18n import gettext as _
from service.i18n import ngettext
from service.layer_imports import before
from service.layer_imports.layers import take_layer_back
from service.layer_imports.models import LayerImport
from service.layer_imports.report import PACKAGE
from service.permissions import Actor


def undo_import(db: Session, actor: Actor, row: LayerImport) -> None:
    """Put everything as it was before the import. Flushes, never commits.

    Raises
    ------
    EditConflict
        when one of the plans was changed since, or a proposal was reckoned on one: then nothing is taken back.
    """
    if row.state != "applied":
        raise EditConflict(_("This import is not in force, so there is nothing to take back."))
    if row.target["kind"] == "layer":
        take_layer_back(db, row)
        _undone(db, actor, row)
        return
    touched = [int(one) for one in row.outcome["touched"]]
    if db.scalar(sql(PACKAGE, "stamp_of_plans"), {"plans": touched}) != row.outcome["stamp"]:
        raise EditConflict(_("A plan was changed after the import, so the import can no longer be taken back."))
    values = {"municipality_id": row.municipality_id, "since": row.applied_at, "plans": row.outcome["plans"]}
    count = int(db.scalar(sql(PACKAGE, "proposals_on_plans"), values) or 0)
    if count:
        raise EditConflict(
            ngettext(
                "A proposal has been held against the plan since, so it can no longer be taken back.",
                "%(count)s proposals have been held against the plan since, so it can no longer be taken back.",
                count,
                count=count,
            )
        )
    db.execute(delete(ZoningPlan).where(ZoningPlan.id.in_(touched)))
    before.put_back(db, row.id, ("plan", "unit", "repeal"))
    _undone(db, actor, row)


def _undone(db: Session, actor: Actor, row: LayerImport) -> None:
    before.forget(db, row.id)
    row.state = "undone"
    db.flush()
    db.expire_all()
    record(db, actor, "layer.import.undone", "layer_import", str(row.id), kind=row.target["kind"])
