"""Areas as GeoJSON (RFC 7946), with names in all languages so that a client can choose."""

from __future__ import annotations

from typing import Any

from shapely.geometry.base import BaseGeometry

from boundaries.history import TraitRow, VersionRow
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


def version_feature(traits: TraitRow, version: VersionRow, shape: BaseGeometry) -> dict[str, Any]:
    """A version of an area's boundary as a GeoJSON feature; `shape` is in the metric CRS."""
    properties: dict[str, Any] = {
        "slug": traits.slug,
        "kind": traits.kind,
        "names": traits.names,
        **{f"name_{language}": name for language, name in sorted(traits.names.items())},
        "version": version.number,
        "valid_from": version.valid_from_on.isoformat(),
        "valid_to": version.valid_to_on.isoformat() if version.valid_to_on else None,
        "area_m2": round(version.area_m2, 1),
        "reason": version.reason,
        "page": f"/areas/{traits.slug}/history/{version.number}",
    }
    feature_id = f"{traits.slug}/{version.number}"
    return {"type": "Feature", "id": feature_id, "geometry": geometry_to_geojson(shape), "properties": properties}
