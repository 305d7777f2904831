"""Everything that is offered as map data: what is built in, and the municipality's own layers beside it.

What programs read is the same for everybody: they do not sign in. Pages take the connection of their reader, who may
see more.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from boundaries.database import sql
from layers.catalogue import CatalogueEntry, layers_of
from service.errors import NotFound
from service.i18n import gettext as _
from service.maps.ogc.collections import COLLECTIONS, Collection, collection_of_layer
from service.maps.qgis.layers import catalogue_look
from service.maps.qgis.symbols import Look
from service.maps.tiles.layers import TileLayer, layer_of_catalogue
from service.web.context import municipality, public_db


def offered_collections(reader: Connection | None = None) -> Mapping[str, Collection]:
    """All collections of the municipality by id: a layer of the catalogue is one as soon as it has features.

    `reader` is the connection of somebody who may see restricted layers; public ones alone without it.
    """
    return {**COLLECTIONS, **{one.key: collection_of_layer(one) for one in _layers(reader)}}


def collection_named(name: str, reader: Connection | None = None) -> Collection:
    """One collection, as `offered_collections` has it. Raises NotFound, with the names that there are."""
    if name in COLLECTIONS:
        return COLLECTIONS[name]
    offered = offered_collections(reader)
    if name not in offered:
        raise NotFound(_("There is no such collection; there are: %(names)s.", names=", ".join(offered)))
    return offered[name]


def tile_layer_of(collection: Collection) -> TileLayer | None:
    """The tiles of a collection that is a layer of the catalogue; None for what is built in."""
    if collection.layer_id is None:
        return None
    entry = next(one for one in _layers() if one.id == collection.layer_id)
    return layer_of_catalogue(
        entry.key, entry.id, entry.names, [one.key for one in entry.attributes], entry.changed_at.isoformat()
    )


def catalogue_looks() -> dict[str, Look]:
    """How each public layer of the catalogue looks in QGIS, by its key."""
    rows = public_db().execute(sql("service.maps", "layer_dimensions"), {"municipality": municipality().id})
    dimensions = {row.layer_id: row.dimension for row in rows}
    return {one.key: catalogue_look(one, dimensions[one.id]) for one in _layers()}


def _layers(reader: Connection | None = None) -> list[CatalogueEntry]:
    entries = layers_of(reader or public_db(), municipality().id)
    return [one for one in entries if one.has_features and one.key not in COLLECTIONS]
