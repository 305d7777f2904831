"""tipg as it is, with the national tile matrix added and the server's socket in its address. Run by its own Python."""

# mypy: ignore-errors
from __future__ import annotations

import os

import morecantile
import tipg.database
from morecantile import TileMatrixSet
from pyproj import CRS
from tipg.factory import Endpoints

_EXTENT = [float(part) for part in os.environ["PEER_EXTENT"].split(",")]
_OWN = TileMatrixSet.custom(
    _EXTENT, CRS.from_epsg(int(os.environ["PEER_EPSG"])), id=os.environ["PEER_MATRIX"], minzoom=0, maxzoom=16
)
_MATRICES = morecantile.tms.register({_OWN.id: _OWN})
_make, _open = Endpoints.__init__, tipg.database.asyncpg.create_pool


def _with_matrix(self, *given, **named):
    _make(self, *given, **{"supported_tms": _MATRICES, **named})


def _by_socket(_address, **named):
    return _open(os.environ["PEER_DATABASE"], **named)


Endpoints.__init__ = _with_matrix
tipg.database.asyncpg.create_pool = _by_socket

from tipg.main import app  # noqa: E402

__all__ = ["app"]
