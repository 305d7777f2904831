"""Routes of areas: pages to read, pages to draw, files, feeds, and the API."""

from __future__ import annotations

from service.areas import (  # noqa: F401  (importing registers routes and permissions)
    api_routes,
    draw_routes,
    embed,
    list_routes,
    page_routes,
    rules,
)
from service.areas.blueprint import blueprint
from service.areas.downloads import routes as downloads  # noqa: F401
from service.areas.feed import routes as feed  # noqa: F401

__all__ = ["blueprint"]
