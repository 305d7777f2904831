"""Vector tiles and TileJSON: a bare WSGI application, dispatched before Flask.

A tile is one prepared statement; a framework's share of the time would be larger than the database's.
"""

from service.maps.tiles.app import TileApp

__all__ = ["TileApp"]
