"""Routes that describe vector tiles as OGC API - Tiles has it. Tiles have their own application."""

from __future__ import annotations

from dataclasses import replace

from flask import Response

from boundaries.database import sql_source
from geo.tiles import TileMatrix
from service.errors import NotFound
from service.i18n import gettext as _
from service.maps.blueprint import blueprint
from service.maps.offered import collection_named, offered_collections, tile_layer_of
from service.maps.ogc import answers, tilesets
from service.maps.ogc.answers import base, is_for_people, wishes
from service.maps.ogc.tilesets import MATRICES, Tiled
from service.maps.tiles.descriptions import LayerFacts, facts_of, kinds_of, kinds_statement
from service.web.context import municipality, public_db
from service.web.routing import read


@blueprint.get("/ogc/tiles")
@read("public")
def tilesets_of_the_whole() -> Response:
    """Which tilesets there are of the background map."""
    return _list(tilesets.tiled_whole(base()))


@blueprint.get("/ogc/tiles/<matrix>")
@read("public")
def tileset_of_the_whole(matrix: str) -> Response:
    """One tileset of the background map."""
    return _one(tilesets.tiled_whole(base()), matrix)


@blueprint.get("/ogc/collections/<name>/tiles")
@read("public")
def tilesets_of_a_collection(name: str) -> Response:
    """Which tilesets there are of a collection."""
    return _list(_tiled(name))


@blueprint.get("/ogc/collections/<name>/tiles/<matrix>")
@read("public")
def tileset_of_a_collection(name: str, matrix: str) -> Response:
    """One tileset of a collection."""
    return _one(_tiled(name), matrix)


@blueprint.get("/ogc/tileMatrixSets")
@read("public")
def tile_matrix_sets() -> Response:
    """The tile matrix sets."""
    wishes()
    found = tilesets.tile_matrix_sets_document(base())
    if is_for_people():
        sets = [tilesets.tile_matrix_set(one) for one in MATRICES.values()]
        return answers.page("maps/ogc_tile_matrix_sets.html", title=_("How tiles are cut"), sets=sets)
    return answers.document(found)


@blueprint.get("/ogc/tileMatrixSets/<name>")
@read("public")
def tile_matrix_set(name: str) -> Response:
    """One tile matrix set, defined."""
    wishes()
    found = tilesets.tile_matrix_set(_matrix(name))
    if is_for_people():
        return answers.page("maps/ogc_tile_matrix_sets.html", title=found["title"], sets=[found])
    return answers.document(found)


def _list(tiled: Tiled) -> Response:
    wishes()
    if is_for_people():
        # People's programs mostly know the web's matrix alone, so theirs comes first.
        return _page(tiled, list(MATRICES.values())[::-1])
    return answers.document(tilesets.tilesets_document(tiled, base()))


def _one(tiled: Tiled, name: str) -> Response:
    wishes()
    matrix = _matrix(name)
    if is_for_people():
        return _page(tiled, [matrix])
    return answers.document(tilesets.tileset_document(tiled, matrix, _facts(tiled), base()))


def _page(tiled: Tiled, matrices: list[TileMatrix]) -> Response:
    facts = _facts(tiled)
    sets = [(matrix, tilesets.tileset_document(tiled, matrix, facts, base())) for matrix in matrices]
    return answers.page("maps/ogc_tiles.html", tiled=tiled, sets=sets, root=base().removesuffix("/ogc"))


def _tiled(name: str) -> Tiled:
    collection = collection_named(name)
    found = tilesets.tiled_collection(base(), collection, tile_layer_of(collection))
    if found is None:
        names = ", ".join(tilesets.tiled_names(offered_collections().values()))
        raise NotFound(_("There are no tiles of this; there are tiles of: %(names)s.", names=names))
    return found


def _matrix(name: str) -> TileMatrix:
    if name not in MATRICES:
        raise NotFound(_("There is no such tile matrix; there are: %(names)s.", names=", ".join(MATRICES)))
    return MATRICES[name]


def _facts(tiled: Tiled) -> LayerFacts:
    values: dict[str, object] = {"municipality": municipality().id, "keys": list(tiled.layer.catalogue)}
    statement = sql_source("service.maps", "layer_facts")
    facts = facts_of(public_db().exec_driver_sql(statement, values).one())
    if tiled.layer.layer_id is None:
        return facts
    values = {"municipality": municipality().id, "layer_id": tiled.layer.layer_id}
    return replace(facts, kinds=kinds_of(public_db().exec_driver_sql(kinds_statement(), values)))
