"""Which files there are, and what each is in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from geo.crs import METRIC
from service.i18n import N_
from service.i18n import gettext as _

GEOPACKAGE = N_("Opens in QGIS and other map programs, in the coordinates of Finland's maps (%(crs)s).")
GEOJSON = N_("For web maps and programs, in the coordinates of satellite positioning (WGS 84).")
CSV = N_("Opens in Excel and other spreadsheets: semicolons between columns, decimal commas, UTF-8.")


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file of an area: the end of its address, its title, what it holds and how it is opened."""

    name: str
    title: str
    what: str
    how: str


def offered() -> list[tuple[str, list[OfferedFile]]]:
    """The files of every area, by what they are about, in the reader's language."""
    geopackage, geojson, csv = _(GEOPACKAGE, crs=METRIC.code), _(GEOJSON), _(CSV)
    boundary = _("The boundary as it is now, with the area's name, size and figures.")
    ideas = _("The public ideas of the area, each at the place that its author let be shown.")
    return [
        (
            _("Boundary"),
            [
                OfferedFile("boundary.gpkg", _("Boundary (GeoPackage)"), boundary, geopackage),
                OfferedFile("boundary.geojson", _("Boundary (GeoJSON)"), _("The boundary as it is now."), geojson),
            ],
        ),
        (
            _("Figures"),
            [
                OfferedFile(
                    "facts.csv",
                    _("Figures (table, CSV)"),
                    _("Each figure with its estimate, limits and standard error, and whether it can be relied on."),
                    csv,
                )
            ],
        ),
        (
            _("Ideas"),
            [
                OfferedFile("ideas.csv", _("Ideas (table, CSV)"), ideas, csv),
                OfferedFile("ideas.gpkg", _("Ideas (GeoPackage)"), ideas, geopackage),
                OfferedFile("ideas.geojson", _("Ideas (GeoJSON)"), ideas, geojson),
            ],
        ),
    ]
