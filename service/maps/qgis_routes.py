"""The route of the ready-made layers for QGIS."""

from __future__ import annotations

from flask import Response

from service.i18n import language
from service.maps.blueprint import blueprint
from service.maps.offered import catalogue_looks, offered_collections
from service.maps.ogc import answers
from service.maps.ogc.answers import base, wishes
from service.maps.ogc.links import QLR
from service.maps.qgis.definition import layer_definition
from service.maps.qgis.layers import qgis_layers
from service.participation.pins.queries import themes
from service.web.context import municipality, public_db
from service.web.routing import read
from service.zoning.legend import legend, map_classes


@blueprint.get("/ogc/layers.qlr")
@read("public")
def qgis_layer_definition() -> Response:
    """All collections as layers of QGIS with our colours and labels, in the reader's language."""
    wishes()
    home = municipality()
    db = public_db()
    titles = {name: one.shown_title for name, one in offered_collections().items()}
    layers = qgis_layers(titles, themes(db, home.id), map_classes(legend(db, home.id)), language(), catalogue_looks())
    response = answers.text(layer_definition(base(), f"{home.name()}, Aluekartta", layers), QLR)
    response.headers["Content-Disposition"] = f'attachment; filename="{home.slug}.qlr"'
    return response
