"""Pins as GeoJSON features and places as JSON: what leaves the service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shapely

from geo.crs import METRIC
from geo.geometry import LONLAT_DECIMALS, geometry_to_geojson
from service.participation.photos.queries import PhotoView
from service.participation.pins.places import FoundPlace, HoldingArea, NearPlace
from service.participation.pins.queries import PinRow

Lonlat = tuple[float, float]


def public_lonlat(pin: PinRow) -> Lonlat | None:
    """The WGS 84 point that anyone may see, or None."""
    return METRIC.to_lonlat(pin.x, pin.y) if pin.x is not None else None


def public_shape(pin: PinRow) -> dict[str, Any] | None:
    """The line or area that its author drew, as GeoJSON in WGS 84; None for a point, and where the place is not shown
    exactly."""
    return geometry_to_geojson(shapely.from_wkb(bytes(pin.shape))) if pin.shape is not None else None


def feature(pin: PinRow, areas: Sequence[HoldingArea] = ()) -> dict[str, Any]:
    """A pin as a GeoJSON feature (RFC 7946).

    Its geometry is null when it has no public point. What was drawn as a line or an area is in `shape`, and the
    geometry is its middle.
    """
    lonlat = public_lonlat(pin)
    return {
        "type": "Feature",
        "id": pin.reference,
        "geometry": _point(lonlat) if lonlat else None,
        "properties": {
            "reference": pin.reference,
            "campaign": pin.campaign,
            "kind": pin.kind,
            "is_solution": pin.is_solution,
            "theme": pin.theme,
            "title": pin.title,
            "text": pin.body,
            "language": pin.language,
            "state": pin.state,
            "precision": pin.precision,
            "support_count": pin.support_count,
            "comment_count": pin.comment_count,
            "created_on": pin.created_on.isoformat(),
            "is_synthetic": pin.is_synthetic,
            "areas": [area.slug for area in areas],
            "shape": public_shape(pin),
            "url": f"/pins/{pin.reference}",
        },
    }


def similar(pin: PinRow, photos: Sequence[PhotoView] = ()) -> dict[str, Any]:
    """A similar idea in full, so that nobody has to guess from a summary."""
    return {
        "reference": pin.reference,
        "theme": pin.theme,
        "title": pin.title,
        "text": pin.body,
        "language": pin.language,
        "state": pin.state,
        "support_count": pin.support_count,
        "distance_m": round(pin.distance_m),
        "photos": [photo.as_json() for photo in photos],
        "url": f"/pins/{pin.reference}",
    }


def found_place(place: FoundPlace) -> dict[str, Any]:
    """A place that fits what was typed; `slug` is there when it is an area with a page."""
    return {
        "name": place.name,
        "kind": place.kind,
        "lonlat": _rounded(place.lonlat),
        "area": place.area,
        "slug": place.slug,
    }


def near_place(place: NearPlace) -> dict[str, Any]:
    """A named place near the point asked about."""
    return {
        "name": place.name,
        "kind": place.kind,
        "lonlat": _rounded(place.lonlat),
        "distance_m": place.distance_m,
        "direction": place.direction,
        "words": place.words,
    }


def _point(lonlat: Lonlat) -> dict[str, Any]:
    return {"type": "Point", "coordinates": _rounded(lonlat)}


def _rounded(lonlat: Lonlat) -> list[float]:
    return [round(number, LONLAT_DECIMALS) for number in lonlat]
