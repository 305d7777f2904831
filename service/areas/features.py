"""Areas as GeoJSON (RFC 7946), with names in all languages so that a client can choose."""

from __future__ import annotations

from typing import Any

from boundaries.queries import AreaRow
from geo.geometry import geometry_to_geojson


def feature(area: AreaRow) -> dict[str, Any]:
    """One published area as a GeoJSON feature; its id is its slug."""
    properties: dict[str, Any] = {
        "slug": area.slug,
        "kind": area.kind,
        "code": area.code,
        "names": area.names,
        **{f"name_{language}": name for language, name in sorted(area.names.items())},
        "description": area.description,
        "version": area.version,
        "area_m2": round(area.area_m2, 1),
        "source": area.source,
        "is_synthetic": area.is_synthetic,
        "page": f"/areas/{area.slug}",
    }
    geometry = geometry_to_geojson(area.geometry) if area.geometry is not None else None
    return {"type": "Feature", "id": area.slug, "geometry": geometry, "properties": properties}


def collection(areas: list[AreaRow]) -> dict[str, Any]:
    """Published areas as a GeoJSON feature collection."""
    return {"type": "FeatureCollection", "features": [feature(area) for area in areas]}
