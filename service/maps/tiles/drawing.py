"""Drawing one tile: the window's numbers, the layer's statement, the bytes."""

from __future__ import annotations

from typing import Any

import psycopg

from geo.crs import METRIC
from service.maps.tiles.addresses import TileAddress
from service.maps.tiles.prepared import prepared_row
from service.maps.tiles.statements import statement
from service.maps.tiles.windows import TileWindow, box_ewkb, cells_of, tile_window
from service.participation.pins.pyramid import TOP_ZOOM
from service.participation.pins.queries import filter_values
from service.participation.pins.schemas import PinFilters

#: Units of a tile's own grid on 256 pixels.
UNITS_PER_PX = 4096 // 256
#: More pins than this in one tile are shown by cell: no screen tells them apart.
MOST_SINGLE_PINS = 2000

Connection = psycopg.Connection[Any]


def drawn_tile(connection: Connection, address: TileAddress, municipality_id: int) -> tuple[bytes, bytes]:
    """The tile as MVT bytes, empty where there is nothing, and the state of the database that it shows.

    The state is empty where nothing was asked of the database.

    Parameters
    ----------
    connection : of the public role, in autocommit.
    address : what to draw; it must lie in its matrix.
    municipality_id : whose things are shown.

    Raises psycopg.Error: what the database refuses, and OperationalError when it is gone or out of time.
    """
    found = statement_of(address, municipality_id)
    if found is None:
        return b"", b""
    content, state = prepared_row(connection, *found)
    return content, state


def database_state(connection: Connection) -> bytes:
    """Which transactions are seen just now: two equal states show equal rows, whatever table they are in."""
    (state,) = prepared_row(connection, "SELECT CAST(pg_current_snapshot() AS text)", {})
    return state


def statement_of(address: TileAddress, municipality_id: int) -> tuple[str, dict[str, Any]] | None:
    """The statement that draws a tile and its values, or None for a tile outside the metric CRS."""
    window = tile_window(address.matrix, address.z, address.x, address.y, address.layer.buffer_px)
    if window is None:
        return None
    values = _window_values(window) | {"municipality": municipality_id}
    if address.layer.layer_id is not None:
        return statement("tile_layer"), {**values, "layer": address.layer.name, "layer_id": address.layer.layer_id}
    if address.layer.name != "pins":
        return statement(f"tile_{address.layer.name}"), values
    if address.finer is not None:
        return _found_pins(address.finer, window, values, municipality_id)
    is_filtered = address.theme is not None or address.state is not None
    if is_filtered:
        values |= {"theme": address.theme, "state": address.state}
    by_cell = window.zoom <= TOP_ZOOM
    values |= _cell_values(window) if by_cell else _crowd_values(window)
    return statement("tile_pins_cells" if by_cell else "tile_pins", "plain" if is_filtered else ""), values


def _found_pins(
    finer: PinFilters, window: TileWindow, values: dict[str, Any], municipality_id: int
) -> tuple[str, dict[str, Any]] | None:
    """What a list's filters find, straight from the pins; from far away by cell, as the pyramid shows them."""
    found = filter_values(municipality_id, finer)
    if found is None:
        return None
    most = 0 if window.zoom <= TOP_ZOOM else MOST_SINGLE_PINS
    return statement("tile_pins", "finer"), {**values, **found, **_crowd_values(window), "most": most}


def _window_values(window: TileWindow) -> dict[str, Any]:
    # A foreign tile is cut to its edge by the drawing itself, as its edges are curves in metres.
    is_own = window.epsg == METRIC.epsg
    inner = window.tile if is_own else window.window
    return {
        "tile": box_ewkb(window.tile, window.epsg),
        "window": box_ewkb(window.window, METRIC.epsg),
        "inner_west": inner[0],
        "inner_south": inner[1],
        "inner_east": inner[2],
        "inner_north": inner[3],
        "srid": METRIC.epsg,
        "tile_srid": window.epsg,
        "metres_per_px": window.metres_per_px,
        "zoom": window.zoom,
        "buffer": window.buffer_px * UNITS_PER_PX,
    }


def _cell_values(window: TileWindow) -> dict[str, Any]:
    cells = cells_of(window.window, window.zoom)
    return {
        "cells": box_ewkb(cells.bounds, METRIC.epsg),
        **_grid(cells.side_m),
        "first_x": cells.first_x,
        "last_x": cells.last_x,
        "first_y": cells.first_y,
        "last_y": cells.last_y,
    }


def _crowd_values(window: TileWindow) -> dict[str, Any]:
    return {**_grid(cells_of(window.window, window.zoom).side_m), "most": MOST_SINGLE_PINS}


def _grid(side_m: float) -> dict[str, Any]:
    return {"origin_x": METRIC.matrix.minx, "origin_y": METRIC.matrix.maxy, "side": side_m}
