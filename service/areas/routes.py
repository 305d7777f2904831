"""Routes of areas: pages to read, pages to draw, and the API."""

from __future__ import annotations

from service.areas import (  # noqa: F401  (importing registers routes and permissions)
    api_routes,
    draw_routes,
    page_routes,
    rules,
)
from service.areas.blueprint import blueprint
from service.areas.shaping import routes as shaping_routes  # noqa: F401  (the same)

__all__ = ["blueprint"]
