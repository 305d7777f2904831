"""The page of one layer of another service, with its map."""

from __future__ import annotations

from typing import Any

from flask import render_template

from layers.models import Layer
from layers.remote.models import PICTURES, RemoteSource
from service.i18n import gettext as _
from service.i18n import named
from service.remote.map_layers import picture_layer
from service.remote.words import failure_words
from service.web.context import municipality
from service.web.map_config import map_config, tile_layer


def layer_page(layer: Layer, source: RemoteSource) -> str:
    """What an administrator sees of a layer."""
    return render_template(
        "remote/layer.html",
        layer=layer,
        source=source,
        config=_map(layer, source),
        failure=failure_words(source.failure),
    )


def _map(layer: Layer, source: RemoteSource) -> dict[str, Any]:
    layers = [tile_layer("areas", _("Areas"), visible=False, adjustable=True)]
    if source.kind in PICTURES:
        layers.insert(0, picture_layer(layer.key, named(layer.names), layer.attribution))
    return map_config(municipality(), layers, label=_("The layer on the map"))
