"""Keeping a table, bringing it over, taking it back: named verbs that flush and never commit."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from boundaries.reading.tables import Table, clean_cell, read_table
from service.audit import record
from service.i18n import gettext as _
from service.participation.imports.errors import ImportNotFound
from service.participation.imports.mapping import guessed
from service.participation.imports.models import FeedbackImport, FeedbackImportRow
from service.participation.imports.places import candidates_of, likely, place_cells
from service.participation.imports.queries import left_of, mapping_used_before
from service.permissions import Actor

PACKAGE = "service.participation.imports"
#: How rows are taken where nobody said anything else.
USUAL_WISH: dict[str, Any] = {"outside": "leave_out", "heaps": "whole", "state": "received", "public_text": ""}


def stage(
    db: Session,
    actor: Actor,
    data: bytes,
    name: str,
    ground: BaseGeometry,
    centre: tuple[float, float],
    language: str,
) -> FeedbackImport:
    """Keep a table with a guess of what its columns are, or what was said of the same columns last time.

    Parameters
    ----------
    ground : the municipality in the metric CRS.
    centre : WGS 84, for the coordinate systems in use there.
    language : what the rows are taken to be written in.

    Raises TableProblem.
    """
    table = read_table(data, name)
    row = FeedbackImport(
        id=uuid.uuid4(),
        municipality_id=actor.municipality_id,
        person_id=actor.person_id,
        file_name=clean_cell(name).replace("\n", " ")[-120:],
        sha256=hashlib.sha256(data).digest(),
        heading=list(table.heading),
        total=len(table.rows),
    )
    before = mapping_used_before(db, actor.municipality_id, table.heading)
    if before is not None:
        row.mapping, row.wish = dict(before.mapping), {**before.wish, "day": ""}
    else:
        row.mapping = guessed(table.heading, table.rows)
        row.wish = {**USUAL_WISH, "language": language, "source": "", "day": "", **_system(table, row, ground, centre)}
    db.add(row)
    db.flush()
    rows = [
        {"municipality_id": row.municipality_id, "import_id": row.id, "line": line, "cells": list(cells)}
        for line, cells in zip(table.lines, table.rows, strict=True)
    ]
    db.execute(insert(FeedbackImportRow), rows)
    record(db, actor, "pin.import.sent", "feedback_import", str(row.id), rows=len(rows), sha256=row.sha256.hex())
    return row


def _system(table: Table, row: FeedbackImport, ground: BaseGeometry, centre: tuple[float, float]) -> dict[str, Any]:
    if "east" not in row.mapping:
        return {}
    epsg, is_swapped = likely(candidates_of(place_cells(row.heading, row.mapping, table.rows), ground, centre))
    return {"epsg": epsg, "is_swapped": is_swapped}


def import_of(db: Session, municipality_id: int, number: uuid.UUID, *, is_locked: bool = False) -> FeedbackImport:
    """An import of the municipality.

    Raises ImportNotFound.
    """
    wanted = select(FeedbackImport).where(
        FeedbackImport.id == number, FeedbackImport.municipality_id == municipality_id
    )
    row = db.scalar(wanted.with_for_update() if is_locked else wanted)
    if row is None:
        raise ImportNotFound(_("There is no such import, or its time is over."))
    return row


def take_back(db: Session, actor: Actor, row: FeedbackImport) -> tuple[int, int]:
    """Take out of every output what an import brought, but for what somebody has answered, supported or commented
    since. Returns how many were taken out and how many stay."""
    values = {"import_id": row.id, "state": row.wish.get("state", "received")}
    before = left_of(db, row)
    db.execute(sql(PACKAGE, "take_back"), values)
    left = left_of(db, row)
    row.state = "undone"
    db.flush()
    record(db, actor, "pin.import.undone", "feedback_import", str(row.id), taken=before - left, left=left)
    return before - left, left


def discard(db: Session, actor: Actor, row: FeedbackImport) -> None:
    """Forget a table that was not brought over."""
    db.delete(row)
    db.flush()
    record(db, actor, "pin.import.discarded", "feedback_import", str(row.id))
