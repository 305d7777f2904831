"""Keeping an official's file until it is read, and reading it into rows that wait for approval. Flushes, never
commits."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from boundaries.models import Municipality
from boundaries.reading.errors import LayerUnclear, UploadProblem
from boundaries.reading.model import IMPORT, MEGABYTE
from boundaries.reading.tables import clean_cell
from boundaries.units import Units
from layers.indicators.bringing.guessing import figure_columns
from layers.indicators.bringing.units import UnitBook, plain
from service.analysis.own.errors import FigureImportNotFound
from service.analysis.own.marks import marks_guessed
from service.analysis.own.models import IndicatorImport, IndicatorImportRow
from service.analysis.own.reading import Rows, read_rows_of
from service.areas.upload.reading import kept_upload
from service.audit import record
from service.i18n import gettext as _
from service.permissions import Actor

#: Up to this size a file is read while its sender waits; a larger one in the background.
READ_AT_ONCE_BYTES = 2 * MEGABYTE
FOLDER = "indicator-imports"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def stage(db: Session, actor: Actor, sent: FileStorage, uploads: str) -> IndicatorImport:
    """Keep a file for reading, and a row that tells what becomes of it.

    Raises UploadProblem file_too_large.
    """
    number = uuid.uuid4()
    path = file_of(uploads, number)
    digest = kept_upload(sent, path, IMPORT.file_bytes)
    row = IndicatorImport(
        id=number,
        municipality_id=actor.municipality_id,
        person_id=actor.person_id,
        state="reading",
        file_name=clean_cell(sent.filename or "").replace("\n", " ")[-120:],
        sha256=digest,
    )
    db.add(row)
    db.flush()
    record(db, actor, "indicator.import.sent", "indicator_import", str(number), sha256=digest.hex())
    return row


def file_of(uploads: str, number: uuid.UUID) -> Path:
    """Where the file of an import lies; its name holds nothing that a sender chose."""
    return Path(uploads) / FOLDER / str(number)


def read_staged(db: Session, row: IndicatorImport, path: Path, units: Units) -> None:
    """Read the file of an import: its rows, which layer to choose, or why it cannot be used.

    The file is deleted when there is nothing to ask any more.
    """
    row.problem = {}
    try:
        rows = read_rows_of(path, row.file_name, row.layer, units)
    except LayerUnclear as problem:
        row.state, row.problem = "asking", {"layers": problem.layers}
        db.flush()
        return
    except (UploadProblem, OSError) as problem:
        found = problem if isinstance(problem, UploadProblem) else UploadProblem("damaged", format="")
        row.state, row.problem = "failed", {"code": found.code, "values": found.values}
    else:
        keep_rows(db, row, rows, book_of(db, row.municipality_id, units))
    path.unlink(missing_ok=True)
    db.flush()


def keep_rows(db: Session, row: IndicatorImport, rows: Rows, book: UnitBook) -> None:
    """Keep what was read: it is then ready for its report, with a guess of its columns."""
    row.heading, row.facts, row.total = list(rows.heading), rows.facts, len(rows.cells)
    row.mapping = book.columns_likely(rows.heading, rows.cells[:2000])
    row.wish = {"year": _year_in(row.file_name), "by_shape": bool(rows.facts["has_shapes"]) and not row.mapping}
    if guess := figure_columns(rows.heading, rows.cells, set(row.mapping.values())):
        kind, columns = guess
        row.mapping = {**row.mapping, **columns}
        row.wish = {**row.wish, "kind": kind, **marks_guessed(rows.heading, rows.cells, columns, {})}
    row.state = "ready"
    db.execute(delete(IndicatorImportRow).where(IndicatorImportRow.import_id == row.id))
    shares: tuple[dict[str, Any], ...] = rows.shares or tuple({} for _cells in rows.cells)
    kept = [
        {
            "municipality_id": row.municipality_id,
            "import_id": row.id,
            "line": line,
            "cells": list(cells),
            "shares": part,
        }
        for line, cells, part in zip(rows.lines, rows.cells, shares, strict=True)
    ]
    db.execute(insert(IndicatorImportRow), kept)


def book_of(db: Session, municipality_id: int, units: Units) -> UnitBook:
    """The municipality's units as a table may name them."""
    names = db.scalars(select(Municipality.names).where(Municipality.id == municipality_id)).one()
    return UnitBook(units.ids, units.codes, units.names, frozenset(plain(name) for name in names.values()))


def import_of(db: Session, municipality_id: int, number: uuid.UUID, *, is_locked: bool = False) -> IndicatorImport:
    """An import of the municipality, locked to the end of the transaction by who changes it.

    Raises FigureImportNotFound.
    """
    wanted = select(IndicatorImport).where(
        IndicatorImport.id == number, IndicatorImport.municipality_id == municipality_id
    )
    row = db.scalar(wanted.with_for_update() if is_locked else wanted)
    if row is None:
        raise FigureImportNotFound(_("There is no such file. Files of figures are kept for seven days."))
    return row


def _year_in(name: str) -> int:
    years = [int(found) for found in _YEAR.findall(name)]
    this = dt.datetime.now(dt.UTC).year
    return max((year for year in years if year <= this), default=this - 1)
