"""Where everything public lies, straight from the tables: what clients have read is held against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import text

from geo.crs import METRIC
from tests.conftest import TownDatabase

#: Key and shape of the features of a collection; every other collection is a layer of the catalogue.
_TABLES = {
    "areas": (
        "SELECT a.slug, v.geom FROM boundaries.area AS a JOIN boundaries.area_version AS v "
        "ON v.area_id = a.id AND v.valid_to IS NULL"
    ),
    "pins": "SELECT reference, public_geom FROM service.pin WHERE visibility = 'public' AND public_geom IS NOT NULL",
    "proposals": "SELECT slug, geom FROM service.proposal",
    "walks": "SELECT slug, route FROM service.walk",
    "zoning": "SELECT id, geom FROM layers.zoning_unit",
    "decisions": (
        "SELECT d.slug || '.' || a.slug, v.geom FROM service.decision AS d "
        "JOIN jsonb_array_elements(d.chosen) AS c ON true "
        "JOIN boundaries.area AS a ON a.code = c.value ->> 'code' "
        "JOIN boundaries.area_version AS v ON v.area_id = a.id AND v.valid_to IS NULL"
    ),
}
_LAYER = (
    "SELECT f.id, f.geom FROM layers.layer_feature AS f JOIN layers.layer AS l ON l.id = f.layer_id AND l.key = :key"
)
TOLERANCE_M = 0.05


def places(town: TownDatabase, collection: str) -> dict[str, BaseGeometry]:
    """Every shape of a collection in the metric CRS, by its key as text; what has no place is not there."""
    statement = _TABLES.get(collection, _LAYER)
    values = {} if collection in _TABLES else {"key": collection}
    with town.database.engine.connect() as connection:
        rows = connection.execute(
            text(f"SELECT CAST(key AS text), ST_AsBinary(geom) FROM ({statement}) AS found (key, geom)"),  # noqa: S608
            values,
        )
        return {key: shapely.from_wkb(bytes(shape)) for key, shape in rows}


def assert_same_places(read: Mapping[str, BaseGeometry], expected: Mapping[str, BaseGeometry], said: str) -> None:
    """Each shape that was read, in the metric CRS, is at its place to `TOLERANCE_M`, and none lacks or is too much."""
    assert set(read) == set(expected), said
    for key, shape in expected.items():
        assert shapely.hausdorff_distance(shape, read[key]) < TOLERANCE_M, f"{said} {key}"
        assert shapely.get_num_coordinates(shape) == shapely.get_num_coordinates(read[key]), f"{said} {key}"


def in_metres(shapes: Iterable[BaseGeometry], epsg: int) -> list[BaseGeometry]:
    """Shapes of another CRS, easting or longitude first, in the metric one."""
    return [METRIC.geometry_from_epsg(shape, epsg) for shape in shapes]


def keys_of(frame: Any) -> list[str]:
    """The keys of the features that GDAL has read: the column `id`, or the number of the feature."""
    return [str(key) for key in (frame["id"] if "id" in frame.columns else frame.index)]
