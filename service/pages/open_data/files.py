"""Open data as CSV, GeoJSON and GeoPackage."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from service.areas.downloads.geopackage import Column, Layer
from service.i18n import LANGUAGES, gettext_in
from service.i18n import gettext as _
from service.pages.open_data.datasets import DATASETS, LICENCE, LICENCE_ADDRESS, Dataset


def table(dataset: Dataset, rows: Sequence[Any]) -> tuple[list[str], list[list[Any]]]:
    """Heading and rows of the table; places are longitude and latitude in degrees at the end."""
    heading = [field.name for field in dataset.fields] + (["lon", "lat"] if dataset.has_places else [])
    return heading, [
        [getattr(row, field.name) for field in dataset.fields] + (_lonlat(row) if dataset.has_places else [])
        for row in rows
    ]


def collection(dataset: Dataset, rows: Sequence[Any], source: str) -> dict[str, Any]:
    """The rows as GeoJSON (RFC 7946, WGS 84), with the licence and whose data it is."""
    return {
        "type": "FeatureCollection",
        "title": _(dataset.title),
        "source": source,
        "licence": LICENCE,
        "licence_address": LICENCE_ADDRESS,
        "features": [
            {
                "type": "Feature",
                "geometry": json.loads(row.geojson) if row.geojson else None,
                "properties": {field.name: _plain(getattr(row, field.name)) for field in dataset.fields},
            }
            for row in rows
        ],
    }


def layer(dataset: Dataset, rows: Sequence[Any], source: str) -> Layer:
    """The rows as a layer in the metric CRS, columns described inside the file."""
    return Layer(
        name=dataset.key,
        title=_(dataset.title),
        description=f"{_(dataset.what)} {source}, {LICENCE}.",
        geometry=[bytes(row.wkb) if row.wkb is not None else None for row in rows] if dataset.has_places else None,
        geometry_type="Unknown" if dataset.has_places else None,
        columns=[
            Column(field.name, field.kind, _(field.meaning), [getattr(row, field.name) for row in rows])
            for field in dataset.fields
        ],
    )


def descriptions() -> dict[str, Any]:
    """What each file and column holds, in every language, for programs."""
    return {
        "licence": LICENCE,
        "licence_address": LICENCE_ADDRESS,
        "datasets": [
            {
                "name": one.key,
                "title": _everywhere(one.title),
                "description": _everywhere(one.what),
                "fields": [
                    {"name": field.name, "type": field.kind, "description": _everywhere(field.meaning)}
                    for field in one.fields
                ],
            }
            for one in DATASETS.values()
        ],
    }


def _everywhere(text: str) -> dict[str, str]:
    return {code: gettext_in(code, text) for code in LANGUAGES}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _lonlat(row: Any) -> list[float | None]:
    place = json.loads(row.geojson) if row.geojson else None
    return place["coordinates"] if place and place["type"] == "Point" else [None, None]
