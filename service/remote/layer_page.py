"""The page of one layer of another service, with its map."""

from __future__ import annotations

from typing import Any

import shapely
from flask import render_template
from shapely.geometry.base import BaseGeometry

from geo.crs import METRIC
from layers.models import Layer
from layers.remote.models import PICTURES, RemoteSource
from service.i18n import gettext as _
from service.i18n import named
from service.remote.backdrop import is_backdrop
from service.remote.queries import shapes_of
from service.remote.words import LEFT_OUT, failure_words
from service.web.context import db_session, municipality
from service.web.map_config import map_config, picture_layer, tile_layer


def layer_page(layer: Layer, source: RemoteSource) -> str:
    """What an administrator sees of a layer."""
    return render_template(
        "remote/layer.html",
        layer=layer,
        source=source,
        config=_map(layer, source),
        failure=failure_words(source.failure),
        left_out=[
            (count, _(LEFT_OUT[code]) if code in LEFT_OUT else code.replace("_", " "))
            for code, count in sorted(source.report.get("left_out", {}).items())
        ],
        is_backdrop=is_backdrop(db_session(), municipality().id, layer.key),
        repaired=sum(source.report.get("repaired", {}).values()),
    )


def _map(layer: Layer, source: RemoteSource) -> dict[str, Any]:
    layers = [tile_layer("areas", _("Areas"), visible=False, adjustable=True)]
    extra = {"info": f"/api/remote/{layer.key}/info"} if source.info_format else {}
    if source.kind in PICTURES:
        layers.insert(0, picture_layer(layer.key, named(layer.names), layer.attribution, **extra))
    shapes = [] if source.kind in PICTURES else shapes_of(db_session(), layer.id)
    if shapes:
        data = {"type": "FeatureCollection", "features": [_feature(shape) for shape in shapes]}
        style = "points" if shapely.get_dimensions(shapes[0]) == 0 else "proposals"
        layers.append({"key": "shapes", "kind": "geojson", "style": style, "data": data, "selectable": False})
    show = shapely.box(*shapely.total_bounds(shapes)) if shapes else None
    return map_config(municipality(), layers, show=show, label=_("The layer on the map"))


def _feature(shape: BaseGeometry) -> dict[str, Any]:
    lonlat = shapely.set_precision(METRIC.geometry_to_lonlat(shape), 1e-7, mode="pointwise")
    return {"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(lonlat)}
