"""The tile application on the made-up town, and helpers to put things on its map."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import mapbox_vector_tile
import pytest
from geoalchemy2.shape import from_shape
from shapely.geometry import Point
from sqlalchemy import select
from werkzeug.test import Client

from geo.crs import METRIC
from service.maps.tiles import TileApp
from service.participation.pins.models import Pin, Theme
from service.participation.pins.pyramid import fold_pin_changes
from tests.conftest import TownDatabase
from tests.factories.world import ORIGIN
from tests.service.maps.furnishing import furnish

MATRIX = METRIC.matrix


@pytest.fixture
def tiles(town: TownDatabase) -> Client:
    """A client of the tile application on the made-up town."""
    return Client(TileApp(town.database))


@pytest.fixture
def put_pins(town: TownDatabase) -> Callable[..., list[str]]:
    """Puts public pins so many metres east and north of the town's corner; gives their references."""
    numbers = itertools.count(1)

    def put(*places: tuple[float, float], **values: Any) -> list[str]:
        with town.database.session() as db:
            themes = {theme.key: theme for theme in db.scalars(select(Theme))}
            theme = themes[values.pop("theme", "green")]
            pins = []
            for east, north in places:
                point = from_shape(Point(ORIGIN[0] + east, ORIGIN[1] + north), METRIC.epsg)
                pins.append(
                    Pin(
                        municipality_id=theme.municipality_id,
                        reference=f"TES-2026-{next(numbers):05d}",
                        theme_id=theme.id,
                        title="A bench",
                        language="fi",
                        geom=point,
                        public_geom=point,
                        **values,
                    )
                )
            db.add_all(pins)
            return [pin.reference for pin in pins]

    return put


@pytest.fixture
def furnished(town: TownDatabase) -> None:
    """Something in every collection but pins."""
    with town.database.session() as db:
        furnish(db)


@pytest.fixture
def roll_up(town: TownDatabase) -> Callable[[], int]:
    """Folds the waiting deltas into the pyramid."""
    return lambda: fold_pin_changes(town.database.engine)


def address(layer: str, zoom: int, east: float = 1500, north: float = 1500, query: str = "") -> str:
    """The address of the tile of the metric matrix at a place in the town."""
    x, y = MATRIX.tile_at(zoom, ORIGIN[0] + east, ORIGIN[1] + north)
    return f"/tiles/{MATRIX.name}/{layer}/{zoom}/{x}/{y}.mvt{query}"


def decoded(content: bytes) -> dict[str, list[dict[str, Any]]]:
    """The features of a tile by layer; geometries in the tile's own units, y upwards."""
    layers = mapbox_vector_tile.decode(content) if content else {}
    return {name: layer["features"] for name, layer in layers.items()}


def shown_pins(content: bytes) -> int:
    """How many pins a tile stands for."""
    return sum(int(one["properties"]["count"]) for one in decoded(content).get("pins", []))
