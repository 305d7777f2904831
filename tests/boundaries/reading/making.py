"""Files as people's programs write them, made with the programs' own library."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import geopandas
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import METRIC

#: Squares of 900 m near Kuopio, in the metric CRS.
WEST, SOUTH = 533_000.0, 6_973_000.0
NAMES = ("Särkilahti", "Jänneniemi", "Öfverby")


def square(number: int = 0, side: float = 900.0) -> BaseGeometry:
    return shapely.box(WEST + number * 1000, SOUTH, WEST + number * 1000 + side, SOUTH + side)


def frame(shapes: list[BaseGeometry] | None = None, epsg: int = METRIC.epsg, **columns: Any) -> Any:
    shapes = shapes or [square(number) for number in range(len(NAMES))]
    columns = columns or {"nimi": list(NAMES), "koodi": ["01", "02", "03"]}
    made = geopandas.GeoDataFrame(columns, geometry=shapes, crs=METRIC.epsg)
    return made if epsg == METRIC.epsg else made.to_crs(epsg)


def geopackage(folder: Path, made: Any, layer: str = "alueet", name: str = "alueet.gpkg") -> Path:
    pyogrio.write_dataframe(made, folder / name, layer=layer, driver="GPKG")
    return folder / name


def shapefile(
    folder: Path, made: Any, *, encoding: str = "UTF-8", without: tuple[str, ...] = (), stem: str = "alueet"
) -> Path:
    parts = folder / f"{stem}_parts"
    parts.mkdir()
    pyogrio.write_dataframe(made, parts / f"{stem}.shp", driver="ESRI Shapefile", encoding=encoding)
    return zipped(folder, {p.name: p.read_bytes() for p in parts.iterdir() if p.suffix not in without}, f"{stem}.zip")


def zipped(folder: Path, contents: dict[str, bytes], name: str = "alueet.zip") -> Path:
    (folder / name).write_bytes(zip_bytes(contents))
    return folder / name


def zip_bytes(contents: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return out.getvalue()


def geojson(features: list[dict[str, Any]] | None = None, **more: Any) -> bytes:
    features = features if features is not None else [feature(square(n), nimi=name) for n, name in enumerate(NAMES)]
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def feature(shape: BaseGeometry | dict[str, Any], **values: Any) -> dict[str, Any]:
    """A feature in WGS 84 from a shape in metres, or from a geometry as it is."""
    geometry = shape if isinstance(shape, dict) else shapely.geometry.mapping(METRIC.geometry_to_lonlat(shape))
    return {"type": "Feature", "properties": values, "geometry": geometry}


def kml(shape: BaseGeometry, name: str = "Särkilahti", *, before: str = "", inside: str = "") -> bytes:
    ring = " ".join(f"{lon},{lat},0" for lon, lat in METRIC.geometry_to_lonlat(shape).exterior.coords)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{inside}'
        f"<Placemark><name>{name}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates>"
        "</LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>"
    ).encode()
