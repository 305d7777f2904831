"""Reading an outline that somebody pasted: GeoJSON, or a corner on each line."""

from __future__ import annotations

import json
from typing import Any

from geo.corners import pairs_from_lines
from geo.errors import NotGeometry

MAX_TEXT = 400_000
#: Members of a GeoJSON object that hold the geometry, by its type.
_HOLDERS = {"Feature": "geometry", "FeatureCollection": "features"}


def geometry_from_text(text: str) -> dict[str, Any]:
    """A GeoJSON geometry (WGS 84) from text.

    Takes a GeoJSON geometry, a feature or a collection of one feature; or two numbers on each line, one line
    for each corner, as `pairs_from_lines` takes them.

    Raises
    ------
    NotGeometry
        when it is neither, with the line as the path.
    """
    text = text.strip()
    if len(text) > MAX_TEXT:
        raise NotGeometry("coordinates", "too long")
    if text.startswith("{"):
        return _from_json(text)
    return {"type": "Polygon", "coordinates": [[list(pair) for pair in pairs_from_lines(text)]]}


def _from_json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotGeometry("coordinates", "not JSON") from error
    for _ in range(2):
        holder = _HOLDERS.get(str(found.get("type"))) if isinstance(found, dict) else None
        if holder is None:
            break
        found = found.get(holder)
        if isinstance(found, list):
            if len(found) != 1:
                raise NotGeometry("features", "exactly one feature is taken")
            found = found[0]
    if not isinstance(found, dict):
        raise NotGeometry("coordinates")
    return found
