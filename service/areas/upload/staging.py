"""Keeping an official's file until it is read, and reading it into features that wait for approval."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from geoalchemy2.shape import from_shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from boundaries.operations import sound_multipolygon
from boundaries.reading.errors import LayerUnclear, UploadProblem
from boundaries.reading.files import read_file
from boundaries.reading.findings import Finding
from boundaries.reading.model import IMPORT, MEGABYTE
from boundaries.reading.placing import count_corners
from boundaries.reading.values import clean, guessed_columns
from geo.crs import METRIC
from service.areas.upload.models import AreaImport, AreaImportFeature
from service.areas.upload.reading import Reading, SystemUnclear, Wish, kept_upload, placed
from service.audit import record
from service.errors import NotFound
from service.i18n import gettext as _
from service.permissions import Actor

#: Up to this size a file is read while its sender waits; a larger one in the background.
READ_AT_ONCE_BYTES = 2 * MEGABYTE
FOLDER = "area-imports"


def stage(db: Session, actor: Actor, sent: FileStorage, kind: str, uploads: str) -> AreaImport:
    """Keep a file for reading, and a row that tells what becomes of it.

    Raises UploadProblem file_too_large.
    """
    number = uuid.uuid4()
    path = file_of(uploads, number)
    digest = kept_upload(sent, path, IMPORT.file_bytes)
    row = AreaImport(
        id=number,
        municipality_id=actor.municipality_id,
        person_id=actor.person_id,
        kind=kind,
        state="reading",
        file_name=clean(sent.filename or "")[-120:],
        file_bytes=path.stat().st_size,
        sha256=digest,
        wish={},
        facts={},
    )
    db.add(row)
    db.flush()
    record(db, actor, "area.import.sent", "area_import", str(number), kind=kind, sha256=digest.hex())
    return row


def file_of(uploads: str, number: uuid.UUID) -> Path:
    """Where the file of an import lies; its name holds nothing that a sender chose."""
    return Path(uploads) / FOLDER / str(number)


def read_staged(
    db: Session,
    row: AreaImport,
    path: Path,
    ground: BaseGeometry,
    centre: tuple[float, float],
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Read the file of an import: features, or a question, or why it cannot be used. Flushes.

    The file is deleted when there is nothing to ask any more.

    Parameters
    ----------
    ground, centre : as `reading.placed`.
    progress : told how many features of how many are kept.
    """
    wish = Wish(str(row.wish.get("layer", "")), row.wish.get("epsg"), bool(row.wish.get("is_swapped")))
    row.question, row.problem, row.done, row.total = {}, {}, 0, 0
    try:
        raw = read_file(path, row.file_name, limits=IMPORT, layer=wish.layer)
        count_corners(raw.features, IMPORT.corners)
        reading = placed(raw, wish, ground, centre)
    except LayerUnclear as problem:
        row.state, row.question = "asking", {"name": "layer", "layers": problem.layers}
    except SystemUnclear as unclear:
        row.state = "asking"
        row.question = {
            "name": "crs",
            "problem": unclear.problem.code if unclear.problem else None,
            "epsg": unclear.epsg,
            "stated": unclear.raw.stated,
            "candidates": [[one.epsg, one.share, one.swapped_share] for one in unclear.candidates],
        }
    except (UploadProblem, OSError) as problem:
        found = problem if isinstance(problem, UploadProblem) else UploadProblem("damaged", format="")
        row.state, row.problem = "failed", {"code": found.code, "values": found.values}
        path.unlink(missing_ok=True)
    else:
        keep_reading(db, row, reading, progress)
        path.unlink(missing_ok=True)
    db.flush()


def keep_reading(
    db: Session, row: AreaImport, reading: Reading, progress: Callable[[int, int], None] | None = None
) -> None:
    """Keep what was read of an import: it is then ready for its report."""
    raw, features = reading.raw, reading.features
    row.facts = {
        "format": raw.format,
        "layer": raw.layer,
        "epsg": reading.epsg,
        "encoding": raw.encoding,
        "has_heights": raw.has_heights,
        "columns": raw.columns,
    }
    row.columns = guessed_columns(raw.columns, [one.values for one in raw.features])
    db.execute(delete(AreaImportFeature).where(AreaImportFeature.import_id == row.id))
    row.total = len(features)
    for done, one in enumerate(features, start=1):
        shape = sound_multipolygon(one.geometry) if one.geometry is not None else None
        db.add(
            AreaImportFeature(
                municipality_id=row.municipality_id,
                import_id=row.id,
                number=one.number,
                values=one.values,
                geom=from_shape(shape, METRIC.epsg) if shape is not None else None,
                findings=[finding_row(finding) for finding in one.findings],
                needs_repair=one.needs_repair,
            )
        )
        if done % 200 == 0:
            db.flush()
            if progress is not None:
                progress(done, len(features))
    row.done, row.state = len(features), "ready"
    db.flush()


def finding_row(finding: Finding) -> dict[str, Any]:
    """A finding as it is kept."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "where": list(finding.where) if finding.where else None,
        "values": finding.values,
    }


def finding_of(row: dict[str, Any]) -> Finding:
    """A finding as it was kept."""
    where = row.get("where")
    return Finding(row["code"], row["severity"], tuple(where) if where else None, dict(row.get("values") or {}))


def import_of(db: Session, municipality_id: int, number: uuid.UUID, *, is_locked: bool = False) -> AreaImport:
    """The import of an address; locked to the end of the transaction by who changes it. Raises NotFound."""
    query = select(AreaImport).where(AreaImport.id == number, AreaImport.municipality_id == municipality_id)
    row = db.scalars(query.with_for_update() if is_locked else query).one_or_none()
    if row is None:
        raise NotFound(_("There is no such import. Files are kept for seven days."))
    return row


def discard(db: Session, row: AreaImport, uploads: str) -> None:
    """Forget an import that was not approved, with its file."""
    file_of(uploads, row.id).unlink(missing_ok=True)
    db.delete(row)
    db.flush()
