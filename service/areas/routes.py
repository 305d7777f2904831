"""Routes of areas: pages to read, pages to draw, and the API."""

from __future__ import annotations

from service.areas import (  # noqa: F401  (importing registers routes and permissions)
    api_routes,
    draw_routes,
    page_routes,
    rules,
)
from service.areas.blueprint import blueprint
from service.areas.upload import drawing_routes, import_routes  # noqa: F401

__all__ = ["blueprint"]
