"""The files of open data. Anyone may take them; they are made when asked for and known again by their mark."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Response, jsonify, make_response, request, send_file

from service.areas.downloads.geopackage import geopackage
from service.pages.blueprint import blueprint
from service.pages.open_data.datasets import DATASETS, LICENCE_ADDRESS, rows_of
from service.pages.open_data.files import collection, descriptions, layer, table
from service.web.context import municipality, public_db
from service.web.routing import read
from service.web.spreadsheet import table_text

NAME = "<any({}):dataset>".format(",".join(DATASETS))


@blueprint.get("/data/fields.json")
@read("public")
def open_data_fields() -> Response:
    """What each file and column holds, in three languages."""
    return _known_again(jsonify(descriptions()))


@blueprint.get(f"/data/{NAME}.csv")
@read("public")
def open_data_csv(dataset: str) -> Response:
    """The rows as a table that spreadsheets open and in which no text is run as a formula."""
    wanted = DATASETS[dataset]
    response = make_response(table_text(*table(wanted, rows_of(public_db(), municipality().id, wanted))))
    response.content_type = "text/csv; charset=utf-8"
    return _attached(response, f"{dataset}.csv")


@blueprint.get(f"/data/{NAME}.geojson")
@read("public")
def open_data_geojson(dataset: str) -> Response:
    """The rows in WGS 84."""
    wanted = DATASETS[dataset]
    response = jsonify(collection(wanted, rows_of(public_db(), municipality().id, wanted), municipality().name()))
    response.content_type = "application/geo+json"
    return _attached(response, f"{dataset}.geojson")


@blueprint.get(f"/data/{NAME}.gpkg")
@read("public")
def open_data_geopackage(dataset: str) -> Response:
    """The rows in the metric CRS."""
    wanted = DATASETS[dataset]
    made = layer(wanted, rows_of(public_db(), municipality().id, wanted), municipality().name())
    # The file holds the time at which it was written, so its mark is made of what went in.
    mark = hashlib.sha256(repr(made).encode()).hexdigest()[:32]
    response: Any
    if request.if_none_match.contains(mark):
        response = make_response("", 304)
    else:
        file = geopackage([made])
        kind = "application/geopackage+sqlite3"
        response = send_file(file, mimetype=kind, as_attachment=True, download_name=f"{dataset}.gpkg", max_age=0)
        response.headers.pop("Cache-Control", None)
        response.call_on_close(file.close)
    response.set_etag(mark)
    response.headers["Link"] = f'<{LICENCE_ADDRESS}>; rel="license"'
    return response  # type: ignore[no-any-return]


def _attached(response: Response, name: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _known_again(response)


def _known_again(response: Response) -> Response:
    response.headers["Link"] = f'<{LICENCE_ADDRESS}>; rel="license"'
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]
