"""Between the content's dataclasses and JSON: one general way there and back.

In files every made-up row carries `"synteettinen": true`, in Finnish, since Finnish readers open the files.
"""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar, get_type_hints

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

T = TypeVar("T")

MARK = "synteettinen"


def properties(thing: Any, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a content dataclass as JSON values, without its geometry and the named fields."""
    row: dict[str, Any] = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        if field.name in without or isinstance(value, BaseGeometry):
            continue
        row[MARK if field.name == "synthetic" else field.name] = _json(value)
    return row


def thing(kind: type[T], row: dict[str, Any], **rest: Any) -> T:
    """Return a content dataclass from its JSON values; `rest` holds what stands elsewhere in the files.

    Raises:
        ValueError: the row of a made-up thing is not marked as such.
        KeyError: the row lacks a field.
    """
    hints = get_type_hints(kind)
    if "synthetic" in hints and row.get(MARK) is not True:
        raise ValueError(f"A {kind.__name__} without its mark {MARK!r}: {row}")
    values = {
        name: rest[name] if name in rest else _value(hints[name], row[name]) for name in hints if name != "synthetic"
    }
    return kind(**values)


def feature(geometry: BaseGeometry | tuple[float, float] | None, row: dict[str, Any]) -> dict[str, Any]:
    """Return a GeoJSON feature; a pair of numbers becomes a point, None an unlocated feature."""
    if isinstance(geometry, tuple):
        mapping: Any = {"type": "Point", "coordinates": list(geometry)}
    else:
        mapping = None if geometry is None else geometry.__geo_interface__
    return {"type": "Feature", "properties": row, "geometry": mapping}


def geometry_of(row: dict[str, Any]) -> BaseGeometry:
    """Return a feature's geometry."""
    return shape(row["geometry"])


def lonlat_of(row: dict[str, Any]) -> tuple[float, float] | None:
    """Return a point feature's WGS 84 pair, or None if it is unlocated."""
    if row["geometry"] is None:
        return None
    lon, lat = row["geometry"]["coordinates"]
    return lon, lat


def _json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_json(item) for item in value]
    return properties(value) if is_dataclass(value) else value


def _value(hint: Any, value: Any) -> Any:
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is date:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
