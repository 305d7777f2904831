"""Proposals as GeoJSON and as layers of a page's map."""

from __future__ import annotations

from typing import Any

from geo.geometry import geometry_to_geojson
from service.proposals.queries import ProposalView


def feature(view: ProposalView) -> dict[str, Any]:
    """A proposal as a GeoJSON feature in WGS 84."""
    return {
        "type": "Feature",
        "id": view.slug,
        "geometry": geometry_to_geojson(view.geom),
        "properties": {
            "slug": view.slug,
            "title": view.title,
            "summary": view.summary,
            "state": view.state,
            "begins_on": view.begins_on.isoformat() if view.begins_on else None,
            "version": view.version,
            "signature": view.signature,
            "created_on": view.created_on.isoformat() if view.created_on else None,
            "changed_on": view.changed_on.isoformat(),
            "is_synthetic": view.is_synthetic,
            "coverage": view.coverage,
        },
    }


def collection(views: list[ProposalView]) -> dict[str, Any]:
    """Proposals as a GeoJSON feature collection."""
    return {"type": "FeatureCollection", "features": [feature(view) for view in views]}


def map_features(views: list[ProposalView]) -> dict[str, Any]:
    """The same with only what the map needs to draw and name them."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": view.slug,
                "geometry": geometry_to_geojson(view.geom),
                "properties": {"slug": view.slug, "title": view.title, "state": view.state},
            }
            for view in views
        ],
    }


def proposals_layer(views: list[ProposalView], label: str) -> dict[str, Any]:
    """A layer of the page's map that holds the given proposals."""
    return {"key": "proposals", "kind": "geojson", "style": "proposals", "data": map_features(views), "label": label}
