"""Keeping a planner's file until it is decided on, and reading it into features that wait for approval."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from boundaries.reading.batches import Batch, LayerStream
from boundaries.reading.errors import LayerUnclear, UploadProblem
from boundaries.reading.layers import opened_layer
from boundaries.reading.model import LAYER, MEGABYTE
from boundaries.reading.values import clean
from layers.intake.placing import place_batch
from service.areas.upload.reading import kept_upload
from service.audit import record
from service.errors import NotFound
from service.i18n import gettext as _
from service.layer_imports.keeping import keep_batch
from service.layer_imports.layer_targets import first_layer
from service.layer_imports.models import LayerImport, LayerImportFeature
from service.layer_imports.plan_files import is_plan_file, read_plan_file
from service.layer_imports.sight import imports_seen, of_sender
from service.layer_imports.systems import question_of_system
from service.layer_imports.targets import first_target
from service.permissions import Actor

#: Up to this size a file is read while its sender waits; a larger one in the background.
READ_AT_ONCE_BYTES = MEGABYTE
FOLDER = "layer-imports"
#: Rows of which the columns are guessed.
SAMPLE = 400
_KINDS = {0: "point", 1: "line", 2: "area"}
Progress = Callable[[int, int], None]


def stage(db: Session, actor: Actor, sent: FileStorage, uploads: str) -> LayerImport:
    """Keep a file for reading, and a row that tells what becomes of it.

    Raises UploadProblem file_too_large.
    """
    number = uuid.uuid4()
    path = file_of(uploads, number)
    digest = kept_upload(sent, path, LAYER.file_bytes)
    row = LayerImport(
        id=number,
        municipality_id=actor.municipality_id,
        person_id=actor.person_id,
        state="reading",
        file_name=clean(sent.filename or "")[-120:],
        file_bytes=path.stat().st_size,
        sha256=digest,
        visibility=of_sender(actor),
        **{name: {} for name in ("wish", "question", "problem", "facts", "target", "outcome")},
    )
    db.add(row)
    db.flush()
    record(db, actor, "layer.import.sent", "layer_import", str(number), sha256=digest.hex())
    return row


def file_of(uploads: str, number: uuid.UUID) -> Path:
    """Where the file of an import lies; its name holds nothing that a sender chose."""
    return Path(uploads) / FOLDER / str(number)


def read_staged(
    db: Session,
    row: LayerImport,
    path: Path,
    ground: BaseGeometry,
    centre: tuple[float, float],
    progress: Progress | None = None,
) -> None:
    """Read the file of an import: features, or a question, or why it cannot be used. Flushes.

    Parameters
    ----------
    ground : the municipality in the metric CRS.
    centre : WGS 84, for the systems in use there.
    progress : told how many features of how many are kept.
    """
    row.question, row.problem, row.done, row.total = {}, {}, 0, 0
    db.execute(delete(LayerImportFeature).where(LayerImportFeature.import_id == row.id))
    try:
        if is_plan_file(path, row.file_name):
            read_plan_file(db, row, path, ground)
        else:
            _read_features(db, row, path, ground, centre, progress)
    except LayerUnclear as problem:
        row.state, row.question = "asking", {"name": "layer", "layers": problem.layers}
    except (UploadProblem, OSError) as problem:
        found = problem if isinstance(problem, UploadProblem) else UploadProblem("damaged", format="")
        row.state, row.problem = "failed", {"code": found.code, "values": found.values}
        db.execute(delete(LayerImportFeature).where(LayerImportFeature.import_id == row.id))
    db.flush()


def _read_features(
    db: Session,
    row: LayerImport,
    path: Path,
    ground: BaseGeometry,
    centre: tuple[float, float],
    progress: Progress | None,
) -> None:
    shapely.prepare(ground)
    with opened_layer(path, row.file_name, layer=str(row.wish.get("layer", ""))) as stream:
        first = next(stream.batches)
        question = question_of_system(row, stream, first, ground, centre)
        if question is not None:
            row.state, row.question = "asking", question
            return
        _keep_all(db, row, stream, chain([first], stream.batches), ground, progress)
        guessed_of = (row.file_name, stream.layer, list(stream.columns), first.values[:SAMPLE])
        row.target = {**first_target(*guessed_of), "layer": first_layer(*guessed_of)}
    row.state = "ready"


def _keep_all(
    db: Session,
    row: LayerImport,
    stream: LayerStream,
    batches: Iterator[Batch],
    ground: BaseGeometry,
    progress: Progress | None,
) -> None:
    epsg = int(row.wish.get("epsg") or stream.epsg or 0)
    is_swapped = bool(row.wish.get("is_swapped"))
    kinds: Counter[str] = Counter()
    inside = repaired = used = 0
    row.total = stream.total
    for batch in batches:
        placed = place_batch(batch, epsg, ground, is_swapped=is_swapped, is_unordered=stream.is_unordered)
        there = ~shapely.is_missing(placed.shapes)
        kinds.update(_KINDS[int(one)] for one in shapely.get_dimensions(placed.shapes[there]))
        used += int(there.sum())
        inside += int((placed.is_inside & there).sum())
        repaired += keep_batch(db, row, placed)
        row.done += len(batch)
        row.total = max(row.total, row.done)
        if progress is not None:
            progress(row.done, row.total)
    row.total = row.done
    row.facts = {
        "format": stream.format,
        "layer": stream.layer,
        "epsg": epsg,
        "is_stated": stream.epsg == epsg and not is_swapped,
        "stated": stream.stated,
        "encoding": stream.encoding,
        "has_heights": stream.has_heights,
        "columns": list(stream.columns),
        "hidden_columns": stream.hidden_columns,
        "is_table_missing": stream.format == "Shapefile" and not stream.columns,
        "kinds": dict(kinds),
        "used": used,
        "inside": inside,
        "repaired": repaired,
    }


def import_of(db: Session, actor: Actor, number: uuid.UUID, *, is_locked: bool = False) -> LayerImport:
    """The import of an address; locked to the end of the transaction by who changes it.

    Raises NotFound, in the same words for one that the actor may not see.
    """
    query = imports_seen(actor).where(LayerImport.id == number)
    row = db.scalars(query.with_for_update() if is_locked else query).one_or_none()
    if row is None:
        raise NotFound(_("There is no such import. Files are kept for seven days."))
    return row


def discard(db: Session, actor: Actor, row: LayerImport, uploads: str) -> None:
    """Forget an import that was not approved, with its file."""
    file_of(uploads, row.id).unlink(missing_ok=True)
    db.delete(row)
    db.flush()
    record(db, actor, "layer.import.discarded", "layer_import", str(row.id))
