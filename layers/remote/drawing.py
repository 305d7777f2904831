"""A tile of ours from a picture service, whichever kind it is."""

from __future__ import annotations

from collections.abc import Callable

from geo.tiles import Bounds
from layers.remote import maps, tilesets
from layers.remote.maps import Source
from layers.remote.pictures import Pixels
from layers.remote.reading.model import Ask

_KINDS: dict[str, Callable[[Ask, Source, Bounds, int], Pixels]] = {
    "wms": maps.tile_picture,
    "wmts": tilesets.tile_picture,
    "xyz": tilesets.tile_picture,
}


def drawn(ask: Ask, source: Source, bounds: Bounds, epsg: int) -> Pixels:
    """A square picture of `bounds` of a system, easting first. Raises RemoteProblem."""
    return _KINDS[source.kind](ask, source, bounds, epsg)
