"""The formats of files, and what each is in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from service.i18n import N_


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its key in addresses, the end of the file's name, its media type, its name, and what to use it for.

    `is_degrees_only` where the format's own standard knows no other coordinates; `is_in_degrees` where they are what
    one gets without asking for others.
    """

    key: str
    ending: str
    media_type: str
    title: str
    use: str
    is_degrees_only: bool = False
    is_in_degrees: bool = False


GEOPACKAGE = Format(
    "gpkg",
    "gpkg",
    "application/geopackage+sqlite3",
    "GeoPackage",
    N_("For QGIS, ArcGIS and other map programs. Loses nothing."),
)
FLATGEOBUF = Format(
    "fgb",
    "fgb",
    "application/flatgeobuf",
    "FlatGeobuf",
    N_("For map programs and web maps that read large files quickly. Loses nothing."),
)
GEOJSON = Format(
    "geojson",
    "geojson",
    "application/geo+json",
    "GeoJSON",
    N_("For web maps and programs. Always in longitude and latitude (WGS 84)."),
    is_degrees_only=True,
    is_in_degrees=True,
)
SHAPEFILE = Format(
    "shp",
    "zip",
    "application/zip",
    N_("Shapefile (zip)"),
    N_("For old programs only: names and texts are cut short. The file README.txt in it says what was lost."),
)
CSV = Format(
    "csv",
    "csv",
    "text/csv; charset=utf-8",
    N_("Table (CSV)"),
    N_(
        "For Excel and other spreadsheets: semicolons between columns, decimal commas, places in columns of their own."
    ),
    is_in_degrees=True,
)
FORMATS = MappingProxyType({one.key: one for one in (GEOPACKAGE, FLATGEOBUF, GEOJSON, SHAPEFILE, CSV)})
