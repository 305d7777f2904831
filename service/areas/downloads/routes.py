"""The files of an area."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from flask import Response, current_app, jsonify, make_response, request, send_file

from service.areas.blueprint import blueprint
from service.areas.downloads.boundary import boundary_layers
from service.areas.downloads.geopackage import Layer, geopackage
from service.areas.downloads.ideas import ideas_collection, ideas_layer, ideas_of_area, ideas_table
from service.areas.facts.rows import facts_rows
from service.areas.features import collection
from service.areas.published import area_shape, published_page
from service.areas.queries import facts_of_area
from service.i18n import gettext as _
from service.i18n import named
from service.web.context import municipality, public_db
from service.web.routing import read
from service.web.spreadsheet import table_text

GEOPACKAGE = "application/geopackage+sqlite3"
GEOJSON = "application/geo+json"
CSV = "text/csv; charset=utf-8"


@blueprint.get("/areas/<slug>/boundary.gpkg")
@read("public")
def boundary_geopackage(slug: str) -> Response:
    """The boundary in the metric CRS, with a table of the figures."""
    page = published_page(slug)
    shape = area_shape(page)
    rows = facts_rows(facts_of_area(public_db(), municipality().id, shape, page.area.version_id))
    address = f"{str(current_app.config['SETTINGS'].public_url).rstrip('/')}/areas/{slug}"
    return _geopackage(boundary_layers(page.area, shape, address, rows), f"{slug}.gpkg")


@blueprint.get("/areas/<slug>/boundary.geojson")
@read("public")
def boundary_geojson(slug: str) -> Response:
    """The boundary in WGS 84."""
    return _geojson(collection([published_page(slug).area]), f"{slug}.geojson")


@blueprint.get("/areas/<slug>/facts.csv")
@read("public")
def facts_table(slug: str) -> Response:
    """The figures with their limits, standard errors and whether they can be relied on."""
    page = published_page(slug)
    found = facts_of_area(public_db(), municipality().id, area_shape(page), page.area.version_id)
    heading = [
        _("Area"), _("Figure"), _("Of whom"), _("Unit"), _("Estimate"), _("At least"), _("At most"),
        _("Standard error"), _("Reliable (1 yes, 0 no)"), _("Published"), _("How sure"), municipality().name(),
        _("Year"), _("Source"), _("Method"), _("Key"),
    ]  # fmt: skip
    name = named(page.area.names)
    rows = [
        [
            name, row.label, row.of, row.unit, row.estimate, row.lower, row.upper, row.standard_error,
            row.is_reliable, row.state, row.grade, row.municipality, row.year, row.source,
            row.method, row.key,
        ]
        for row in facts_rows(found)
    ]  # fmt: skip
    return _table(heading, rows, f"{slug}-luvut.csv")


@blueprint.get("/areas/<slug>/ideas.gpkg")
@read("public")
def ideas_geopackage(slug: str) -> Response:
    """The public ideas as points in the metric CRS."""
    area = published_page(slug).area
    layer = ideas_layer(ideas_of_area(public_db(), area.version_id), named(area.names))
    return _geopackage([layer], f"{slug}-ideat.gpkg")


@blueprint.get("/areas/<slug>/ideas.geojson")
@read("public")
def ideas_geojson(slug: str) -> Response:
    """The public ideas in WGS 84."""
    area = published_page(slug).area
    return _geojson(ideas_collection(ideas_of_area(public_db(), area.version_id)), f"{slug}-ideat.geojson")


@blueprint.get("/areas/<slug>/ideas.csv")
@read("public")
def ideas_csv(slug: str) -> Response:
    """The public ideas as a table."""
    area = published_page(slug).area
    heading, rows = ideas_table(ideas_of_area(public_db(), area.version_id))
    return _table(heading, rows, f"{slug}-ideat.csv")


def _geopackage(layers: Sequence[Layer], name: str) -> Response:
    # The file holds the time at which it was written, so its mark is made of what went in.
    mark = hashlib.sha256(repr(layers).encode()).hexdigest()[:32]
    if request.if_none_match.contains(mark):
        response = make_response("", 304)
    else:
        file = geopackage(layers)
        response = send_file(file, mimetype=GEOPACKAGE, as_attachment=True, download_name=name, max_age=0)
        response.headers.pop("Cache-Control", None)
        response.call_on_close(file.close)
    response.set_etag(mark)
    return response


def _geojson(body: dict[str, Any], name: str) -> Response:
    response = jsonify(body)
    response.content_type = GEOJSON
    return _attached(response, name)


def _table(heading: Sequence[str], rows: Sequence[Sequence[Any]], name: str) -> Response:
    response = make_response(table_text(heading, rows))
    response.content_type = CSV
    return _attached(response, name)


def _attached(response: Response, name: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.add_etag()
    return response.make_conditional(request)
