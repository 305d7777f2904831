"""What an address below `/tiles/` asks for, and the sentences for addresses that ask for nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from pydantic import ValidationError

from geo.crs import METRIC, WEB_MERCATOR_QUAD
from geo.tiles import TileMatrix
from service.i18n import N_
from service.maps.tiles.layers import LAYERS, TileLayer
from service.participation.pins.models import STATES
from service.participation.pins.schemas import PinFilters

MATRICES: dict[str, TileMatrix] = {matrix.name: matrix for matrix in (METRIC.matrix, WEB_MERCATOR_QUAD)}

Find = Callable[[str], TileLayer | None]
_PATH = re.compile(r"/tiles/([^/]+)/([^/]+)/([^/]+)/([^/]+)/([^/]+)\.(?:mvt|pbf)")
_TILEJSON = re.compile(r"/tiles/([^/]+)/([^/]+)\.json")
_METADATA = re.compile(r"/tiles/([^/]+)/([^/]+)/metadata\.json")
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,60}")
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_THEME = re.compile(r"[a-z0-9_-]{1,60}")


class BadAddress(Exception):
    """The address asks for nothing that there is. `status` is 400 or 404; `sentence` is a message id."""

    def __init__(self, status: int, code: str, sentence: str, **values: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.sentence = sentence
        self.values = values


@dataclass(frozen=True, slots=True)
class TileAddress:
    """One tile of one layer. `theme` and `state` narrow the pins down, None means all; `finer` holds the filters of
    the list of pins where others than these two are set."""

    matrix: TileMatrix
    layer: TileLayer
    z: int
    x: int
    y: int
    theme: str | None = None
    state: str | None = None
    finer: PinFilters | None = None


@dataclass(frozen=True, slots=True)
class DescriptionAddress:
    """What describes a layer: TileJSON, or with `is_metadata` the file that GDAL looks for beside tiles."""

    matrix: TileMatrix
    layer: TileLayer
    is_metadata: bool = False


def parse_address(path: str, query: str, find: Find = lambda name: None) -> TileAddress | DescriptionAddress:
    """The thing that an address asks for.

    Parameters
    ----------
    path : the decoded path, beginning with ``/tiles/``.
    query : the raw query string; only pins take parameters, those of their list.
    find : gives a layer of the catalogue by its key, or None; asked for what is not built in.

    Raises BadAddress: 404 where there is no such matrix, layer or tile, 400 for what cannot be read.
    """
    found = _PATH.fullmatch(path)
    if found is None:
        return _description(path, query, find)
    matrix, layer = _matrix_and_layer(found[1], found[2], find)
    z, x, y = (_whole(found[number]) for number in (3, 4, 5))
    if not matrix.has_tile(z, x, y):
        raise BadAddress(404, "tile_outside_matrix", N_("There is no such tile in this tile matrix."))
    return TileAddress(matrix, layer, z, x, y, **_filters(query, layer))


def _description(path: str, query: str, find: Find) -> DescriptionAddress:
    found = _TILEJSON.fullmatch(path) or _METADATA.fullmatch(path)
    if found is None:
        raise BadAddress(404, "not_found", N_("There is nothing at this address."))
    matrix, layer = _matrix_and_layer(found[1], found[2], find)
    _no_more(dict(parse_qsl(query, keep_blank_values=True)))
    return DescriptionAddress(matrix, layer, path.endswith("/metadata.json"))


def _matrix_and_layer(matrix: str, layer: str, find: Find) -> tuple[TileMatrix, TileLayer]:
    if matrix not in MATRICES:
        names = ", ".join(MATRICES)
        raise BadAddress(404, "unknown_matrix", N_("There is no such tile matrix; there are: %(names)s."), names=names)
    found = LAYERS.get(layer) or (find(layer) if _KEY.fullmatch(layer) else None)
    if found is None:
        names = ", ".join(LAYERS)
        raise BadAddress(404, "unknown_layer", N_("There is no such layer; there are: %(names)s."), names=names)
    return MATRICES[matrix], found


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise BadAddress(400, "bad_tile_address", N_("A tile's address is three whole numbers: zoom, column and row."))
    return int(text)


def _filters(query: str, layer: TileLayer) -> dict[str, Any]:
    if not query:
        return {}
    pairs = parse_qsl(query, keep_blank_values=True)
    given = dict(pairs)
    if len(given) != len(pairs):
        raise BadAddress(400, "unknown_parameter", N_("A parameter stands twice in the address."))
    kept = {name: given.pop(name) for name in layer.filters if name in given}
    _no_more(given)
    if "state" in kept and kept["state"] not in STATES:
        raise BadAddress(
            400, "bad_parameter", N_("There is no such state; there are: %(names)s."), names=", ".join(STATES)
        )
    if "theme" in kept and not _THEME.fullmatch(kept["theme"]):
        raise BadAddress(400, "bad_parameter", N_("A theme is named by its key, in small letters."))
    if not kept.keys() - {"theme", "state"}:
        return kept
    try:
        return {"finer": PinFilters.model_validate(kept)}
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])[:60]
        raise BadAddress(
            400, "bad_parameter", N_("The filter %(name)s in the address cannot be read."), name=name
        ) from None


def _no_more(given: dict[str, str]) -> None:
    if given:
        name = next(iter(given))[:60]
        raise BadAddress(400, "unknown_parameter", N_("The address has an unknown parameter: %(name)s."), name=name)
