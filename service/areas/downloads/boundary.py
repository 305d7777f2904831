"""An area's boundary with its figures, as layers of a GeoPackage."""

from __future__ import annotations

import shapely
from shapely.geometry.base import BaseGeometry

from boundaries.queries import AreaRow
from service.areas.downloads.geopackage import Column, Layer
from service.areas.facts.rows import FactRow
from service.areas.kinds import kind_label
from service.i18n import gettext as _
from service.i18n import named


def boundary_layers(area: AreaRow, shape: BaseGeometry, address: str, rows: list[FactRow]) -> list[Layer]:
    """A layer `area` with the boundary in the metric CRS, and a table `facts` with a row for each figure."""
    return [_area(area, shape, address), _facts(rows)]


def _area(area: AreaRow, shape: BaseGeometry, address: str) -> Layer:
    def column(name: str, kind: str, description: str, value: object) -> Column:
        return Column(name, kind, description, [value])

    return Layer(
        name="area",
        title=named(area.names),
        description=_("The boundary of the area as it is now."),
        geometry=[shapely.to_wkb(shape)],
        geometry_type="MultiPolygon",
        columns=[
            column("slug", "text", _("The area's name in addresses"), area.slug),
            column("name", "text", _("Name"), named(area.names)),
            column("name_fi", "text", _("Name in Finnish"), area.names.get("fi")),
            column("name_sv", "text", _("Name in Swedish"), area.names.get("sv")),
            column("kind", "text", _("Kind of area"), area.kind),
            column("kind_text", "text", _("Kind of area in words"), kind_label(area.kind)),
            column("code", "text", _("Postal code or other code"), area.code),
            column("version", "whole", _("Number of the boundary's version"), area.version),
            column("area_m2", "number", _("Size in square metres"), area.area_m2),
            column("source", "text", _("Where the boundary comes from"), area.source),
            column("is_sample", "flag", _("Whether it is sample material"), area.is_synthetic),
            column("page", "text", _("The area's page"), address),
        ],
    )


def _facts(rows: list[FactRow]) -> Layer:
    return Layer(
        name="facts",
        title=_("Figures"),
        description=_("A row for each figure of the area, with its limits and how sure it is."),
        columns=[
            Column("key", "text", _("Name of the figure in programs"), [row.key for row in rows]),
            Column("label", "text", _("Figure"), [row.label for row in rows]),
            Column("base", "text", _("Of whom"), [row.of for row in rows]),
            Column("unit", "text", _("Unit"), [row.unit for row in rows]),
            Column("estimate", "number", _("Estimate; empty when it is not known"), [row.estimate for row in rows]),
            Column("lower", "number", _("Surely not less than this"), [row.lower for row in rows]),
            Column("upper", "number", _("Surely not more than this"), [row.upper for row in rows]),
            Column("standard_error", "number", _("Standard error"), [row.standard_error for row in rows]),
            Column(
                "reliable", "whole", _("1 when it can be relied on, 0 when not"), [row.is_reliable for row in rows]
            ),
            Column("state", "text", _("Whether the figure is published"), [row.state for row in rows]),
            Column("grade", "text", _("How sure it is"), [row.grade for row in rows]),
            Column("municipality", "number", _("The same in the whole municipality"), [r.municipality for r in rows]),
            Column("year", "whole", _("Year"), [row.year for row in rows]),
            Column("source", "text", _("Source"), [row.source for row in rows]),
        ],
    )
