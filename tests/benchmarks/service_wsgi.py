"""The service as it is, but no tile is answered from memory: what is measured is the drawing."""

from service.maps.tiles.kept import KeptTiles

KeptTiles.get = lambda self, key: None  # type: ignore[method-assign]

from service.wsgi import application  # noqa: E402

__all__ = ["application"]
