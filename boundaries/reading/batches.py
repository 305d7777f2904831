"""Features a batch at a time, as they stand in a file: what a whole layer is brought in by, however large it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
import shapely.errors
import shapely.geometry
from numpy.typing import NDArray

from boundaries.reading.curves import TooManyCorners, followed
from boundaries.reading.findings import Finding
from boundaries.reading.values import own_names, plain

BATCH = 2_000
#: So many corners one shape may have, and so many columns a table.
MOST_CORNERS = 200_000
#: A corner with height and measure is 32 bytes.
MOST_BYTES = 32 * MOST_CORNERS
MOST_COLUMNS = 80
#: A batch ends early when its shapes have more letters: few bytes of a file may be made into many.
_MOST_HELD = 64 * 1024**2
#: Numbers of shapes that GEOS holds but no layer here: curves, which are made of arcs.
_FIRST_CURVE = 8
#: What well-known text calls shapes with arcs.
CURVED = {"circularstring", "compoundcurve", "curvepolygon", "multicurve", "multisurface"}
_NOT_READ = (shapely.errors.ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some features of a file, in its own numbers, x first.

    `shapes` are two-dimensional geometries, or None where the feature has none that can be used; then `problems` has
    a code for it by the place in the batch: ``empty_geometry``, ``not_geometry``, ``too_large_to_take``, ``curved``.
    `notes` are what was done to a shape that can be used; `hidden_columns` is how many columns more than are kept a
    feature has.
    """

    first: int
    values: list[dict[str, Any]]
    shapes: NDArray[np.object_]
    problems: dict[int, str]
    notes: dict[int, list[Finding]] = field(default_factory=dict)
    hidden_columns: int = 0

    def __len__(self) -> int:
        return len(self.values)


@dataclass(slots=True)
class LayerStream:
    """A layer that is being read. `epsg` is what the file states, None when it states none that is known here.

    `stated` is what it says in words; `total` how many features there are, 0 when only the end will tell.
    `batches` may be taken once, and raises UploadProblem for what is found wrong on the way.
    """

    format: str
    epsg: int | None
    stated: str
    batches: Iterator[Batch]
    layer: str = ""
    encoding: str = ""
    has_heights: bool = False
    is_unordered: bool = False
    total: int = 0
    columns: dict[str, None] = field(default_factory=dict)
    hidden_columns: int = 0


def from_wkb_lines(lines: Iterable[dict[str, Any]]) -> Iterator[Batch]:
    """Batches of what `isolated.stream_layer` gives."""
    rows: list[dict[str, Any]] = []
    first, held = 1, 0
    for line in lines:
        rows.append(line)
        held += len(line["wkb"] or "")
        if len(rows) == BATCH or held > _MOST_HELD:
            yield _of_wkb(first, rows)
            first, rows, held = first + len(rows), [], 0
    if rows:
        yield _of_wkb(first, rows)


def _of_wkb(first: int, rows: list[dict[str, Any]]) -> Batch:
    problems: dict[int, str] = {}
    notes: dict[int, list[Finding]] = {}
    data = np.array([None if row.get("arcs") else row["wkb"] for row in rows], dtype=object)
    shapes = shapely.from_wkb(data, on_invalid="ignore")
    for at, row in enumerate(rows):
        if row["wkb"] is None:
            problems[at] = "too_large_to_take" if row["cut"] else "empty_geometry"
        elif row.get("arcs"):
            _follow(shapes, at, _bytes(row["wkb"]), problems, notes)
    batch = checked(first, [row["values"] for row in rows], shapes, problems)
    batch.notes.update(notes)
    return batch


def _bytes(wkb: str | bytes) -> bytes:
    return bytes.fromhex(wkb) if isinstance(wkb, str) else wkb


def _follow(
    shapes: NDArray[np.object_], at: int, wkb: bytes, problems: dict[int, str], notes: dict[int, list[Finding]]
) -> None:
    try:
        shapes[at], arcs = followed(wkb, MOST_CORNERS)
    except TooManyCorners:
        problems[at] = "too_large_to_take"
    except ValueError:
        problems[at] = "not_geometry"
    else:
        if arcs:
            notes[at] = [Finding("arcs_followed", "note", None, {"count": arcs})]


def from_mappings(first: int, rows: list[Any]) -> Batch:
    """A batch of features as GeoJSON tells them; what is none has no shape, and no values."""
    problems: dict[int, str] = {}
    shapes = np.full(len(rows), None, dtype=object)
    values: list[dict[str, Any]] = []
    for at, row in enumerate(rows):
        properties = row.get("properties") if isinstance(row, dict) else None
        values.append(properties if isinstance(properties, dict) else {})
        geometry = row.get("geometry") if isinstance(row, dict) else None
        if geometry is None:
            problems[at] = "empty_geometry"
            continue
        try:
            with np.errstate(invalid="ignore"):  # what is no number is told of by `checked`
                shapes[at] = shapely.geometry.shape(geometry)
        except _NOT_READ:
            problems[at] = "curved" if _kind_of(geometry) in CURVED else "not_geometry"
    return checked(first, values, shapes, problems)


def _kind_of(geometry: Any) -> str:
    return str(geometry.get("type", "")).lower() if isinstance(geometry, dict) else ""


def checked(first: int, values: list[dict[str, Any]], shapes: NDArray[np.object_], problems: dict[int, str]) -> Batch:
    """A batch of values as a file has them, without shapes that cannot be used, each with the code of why."""
    flat = shapely.force_2d(shapes)
    kinds = shapely.get_type_id(flat)
    corners = shapely.get_num_coordinates(flat)
    bounds = shapely.bounds(flat)
    is_empty = shapely.is_empty(flat)
    for at in range(len(values)):
        if at in problems:
            continue
        if kinds[at] < 0:
            problems[at] = "not_geometry"
        elif is_empty[at]:
            problems[at] = "empty_geometry"
        elif kinds[at] >= _FIRST_CURVE:
            problems[at] = "curved"
        elif corners[at] > MOST_CORNERS:
            problems[at] = "too_large_to_take"
        elif not np.isfinite(bounds[at]).all() or not np.isfinite(shapely.get_coordinates(flat[at])).all():
            problems[at] = "not_finite"
    for at in problems:
        flat[at] = None
    kept = [values_of(row) for row in values]
    hidden = max((len(row) - len(own) for row, own in zip(values, kept, strict=True)), default=0)
    return Batch(first, kept, flat, problems, hidden_columns=hidden)


def values_of(row: dict[str, Any]) -> dict[str, Any]:
    """The values of a feature as JSON keeps them, under names that are clean, not too many, and each its own."""
    taken = list(row.items())[:MOST_COLUMNS]
    names = own_names(str(name) for name, _value in taken)
    return {name: plain(value) for name, (_own, value) in zip(names, taken, strict=True)}
