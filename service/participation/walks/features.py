"""A walk as GeoJSON: its route, halts and observations, and as layers of a page's map."""

from __future__ import annotations

from typing import Any

from geo.geometry import geometry_to_geojson
from service.participation.walks.queries import ObservationView, StopView, WalkView

#: Seriousness -> a colour of tokens.css for the point on the map.
SEVERITY_COLOURS = {"fine": "good", "minor": "info", "serious": "warn", "danger": "bad"}


def route_feature(walk: WalkView) -> dict[str, Any]:
    """The route with the walk's facts."""
    return {
        "type": "Feature",
        "id": walk.slug,
        "geometry": geometry_to_geojson(walk.geom),
        "properties": {
            "kind": "route",
            "slug": walk.slug,
            "title": walk.title,
            "theme": walk.theme,
            "walked_at": walk.walked_at.isoformat(),
            "light": walk.light,
            "participant_count": walk.participant_count,
            "is_synthetic": walk.is_synthetic,
        },
    }


def walk_collection(walk: WalkView, stops: list[StopView], observations: list[ObservationView]) -> dict[str, Any]:
    """The route, the halts and the observations as one GeoJSON feature collection in WGS 84."""
    points = [
        {
            "type": "Feature",
            "id": f"stop-{stop.number}",
            "geometry": geometry_to_geojson(stop.geom),
            "properties": {"kind": "stop", "number": stop.number, "name": stop.name},
        }
        for stop in stops
    ]
    notes = [
        {
            "type": "Feature",
            "id": f"observation-{one.number}",
            "geometry": geometry_to_geojson(one.geom),
            "properties": {
                "kind": "observation",
                "number": one.number,
                "stop": one.stop_number,
                "severity": one.severity,
                "body": one.body,
                "wish": one.wish,
                "is_synthetic": one.is_synthetic,
            },
        }
        for one in observations
    ]
    return {"type": "FeatureCollection", "features": [route_feature(walk), *points, *notes]}


def routes_layer(walks: list[WalkView], label: str) -> dict[str, Any]:
    """A layer of the page's map with the routes of walks."""
    data = {"type": "FeatureCollection", "features": [route_feature(walk) for walk in walks]}
    return {"key": "walks", "kind": "geojson", "style": "walks", "data": data, "label": label}


def stops_layer(stops: list[StopView], label: str) -> dict[str, Any]:
    """A layer of the page's map with the halts."""
    points = [
        {
            "type": "Feature",
            "id": stop.number,
            "geometry": geometry_to_geojson(stop.geom),
            "properties": {"number": stop.number, "title": str(stop.number)},
        }
        for stop in stops
    ]
    data = {"type": "FeatureCollection", "features": points}
    return {"key": "stops", "kind": "geojson", "style": "walks", "idProperty": "number", "data": data, "label": label}


def walk_layers(walk: WalkView, stops: list[StopView], observations: list[ObservationView]) -> list[dict[str, Any]]:
    """Layers of the page's map: the route, then the observations by seriousness, the gravest on top."""
    features = walk_collection(walk, stops, observations)["features"]
    layers = [routes_layer([walk], walk.title)]
    for severity, colour in SEVERITY_COLOURS.items():
        chosen = [one for one in features if one["properties"].get("severity") == severity]
        if chosen:
            layers.append(_points(f"observations-{severity}", chosen, colour))
    return layers


def _points(key: str, features: list[dict[str, Any]], colour: str) -> dict[str, Any]:
    return {
        "key": key,
        "kind": "geojson",
        "style": "points",
        "idProperty": "number",
        "data": {"type": "FeatureCollection", "features": features},
        "colour": colour,
    }
