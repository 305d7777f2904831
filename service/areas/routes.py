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
from service.areas.agreement import routes as agreement_routes  # noqa: F401  (the same)
from service.areas.blueprint import blueprint
from service.areas.downloads import routes as downloads  # noqa: F401
from service.areas.feed import routes as feed  # noqa: F401
from service.areas.history import api_routes as history_api_routes  # noqa: F401
from service.areas.history import routes as history_routes  # noqa: F401
from service.areas.sets import change_routes as sets_change_routes  # noqa: F401
from service.areas.sets import routes as sets_routes  # noqa: F401
from service.areas.shaping import routes as shaping_routes  # noqa: F401  (the same)
from service.areas.traits import routes as traits_routes  # noqa: F401
from service.areas.upload import drawing_routes, import_routes  # noqa: F401

__all__ = ["blueprint"]
