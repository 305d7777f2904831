"""A copy of somebody's data: what is kept as JSON, every place as GeoJSON, and the photos, in one zip."""

from __future__ import annotations

import datetime as dt
import io
import json
import uuid
import zipfile
from typing import Any

from geoalchemy2.elements import WKBElement
from geoalchemy2.shape import to_shape
from sqlalchemy import select
from sqlalchemy.orm import Session

from geo.geometry import geometry_to_geojson
from service.i18n import gettext as _
from service.owndata.rows import Rows, table_of
from service.personal import registry

#: Bytes up to so many are written into the JSON as hexadecimal digits (fingerprints); more are a file.
SHORT = 64


def export_zip(db: Session, rows: Rows) -> bytes:
    """The zip with every declared column of the rows.

    ``data.json`` holds a list of ``{"what", "kept", "table", "rows"}``; ``places.geojson`` the geometries (WGS 84),
    each with the table and key of its row; ``files/`` what is no text.
    """
    data: list[dict[str, Any]] = []
    places: list[dict[str, Any]] = []
    files: dict[str, bytes] = {}
    for name, keys in rows.items():
        one = registry().tables[name]
        table = table_of(one)
        names = list(dict.fromkeys([*one.also, *one.columns]))
        key = table.c[one.key]
        found = db.execute(select(key, *(table.c[n] for n in names)).where(key.in_(keys)).order_by(key)).all()
        kept = []
        for row in found:
            values = {}
            for column, value in zip(names, row[1:], strict=True):
                values[column] = _plain(value, name, str(row[0]), column, places, files)
            kept.append(values)
        data.append({"what": _(one.what), "kept": _(one.kept), "table": name, "rows": kept})
    made_at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    written = {
        "data.json": {"made_at": made_at, "data": data},
        "places.geojson": {"type": "FeatureCollection", "features": places},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in written.items():
            archive.writestr(path, json.dumps(content, ensure_ascii=False, indent=1))
        for path, content_bytes in files.items():
            archive.writestr(path, content_bytes)
    return packed.getvalue()


def _plain(
    value: Any, table: str, key: str, column: str, places: list[dict[str, Any]], files: dict[str, bytes]
) -> Any:
    if isinstance(value, WKBElement):
        properties = {"table": table, "row": key, "column": column}
        geometry = geometry_to_geojson(to_shape(value))
        places.append({"type": "Feature", "properties": properties, "geometry": geometry})
        return "places.geojson"
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        content = bytes(value)
        if len(content) <= SHORT:
            return content.hex()
        path = f"files/{table}-{key}-{column}" + (".jpg" if content.startswith(b"\xff\xd8") else "")
        files[path] = content
        return path
    return value
