"""Putting a harvest in the place of a layer's features: whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any

import shapely
from geoalchemy2.shape import from_shape
from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from boundaries.reading.values import HINTS, text_of
from geo.crs import METRIC
from layers.models import LayerFeature
from layers.remote.features.model import Feature

#: Below so many features a layer may shrink as it likes.
SMALL = 10
#: A harvest with less than this share of what was there asks before it replaces it.
SHRUNK = 0.5
_BATCH = 1000


class Kept:
    """A harvest on its way, in a file: a layer of many thousand features needs no memory."""

    def __init__(self) -> None:
        self._file: IO[bytes] = TemporaryFile()  # noqa: SIM115  (closed by `close`)
        self.count = 0
        self.columns: dict[str, None] = {}

    def add(self, features: Iterable[Feature]) -> None:
        """Take one page in."""
        for one in features:
            line = json.dumps([one.own_id, one.values, shapely.to_wkb(one.geometry, hex=True)])
            self._file.write(line.encode() + b"\n")
            self.count += 1
            self.columns |= dict.fromkeys(one.values)

    def __iter__(self) -> Iterator[Feature]:
        self._file.seek(0)
        for line in self._file:
            own_id, values, wkb = json.loads(line)
            yield Feature(own_id, values, shapely.from_wkb(wkb))

    def close(self) -> None:
        """Forget it."""
        self._file.close()


def has_shrunk(before: int, now: int) -> bool:
    """Whether so much is gone that somebody should look first: a service that is half broken says it no other way."""
    return before >= SMALL and now < before * SHRUNK


def count_of(db: Session, layer_id: int) -> int:
    """How many features a layer has."""
    query = select(func.count()).select_from(LayerFeature).where(LayerFeature.layer_id == layer_id)
    return int(db.execute(query).scalar_one())


def replace_features(db: Session, layer_id: int, features: Iterable[Feature]) -> int:
    """Put features in the place of a layer's old ones; flushes, never commits. Gives their number."""
    db.execute(delete(LayerFeature).where(LayerFeature.layer_id == layer_id))
    rows: list[dict[str, Any]] = []
    total = 0
    for one in features:
        rows.append(_row(layer_id, one))
        total += 1
        if len(rows) >= _BATCH:
            db.execute(insert(LayerFeature), rows)
            rows.clear()
    if rows:
        db.execute(insert(LayerFeature), rows)
    return total


def _row(layer_id: int, feature: Feature) -> dict[str, Any]:
    names = {language: _first(feature.values, HINTS[language]) for language in ("fi", "sv")}
    return {
        "layer_id": layer_id,
        "code": _first(feature.values, HINTS["code"]) or feature.own_id or None,
        "names": {language: name for language, name in names.items() if name},
        "properties": feature.values,
        "geom": from_shape(feature.geometry, METRIC.epsg),
    }


def _first(values: dict[str, Any], hints: tuple[str, ...]) -> str:
    by_name = {name.lower(): value for name, value in values.items()}
    return next((text for hint in hints if (text := text_of(by_name.get(hint)))), "")
