"""Routes of calls for drawings; they stand on the blueprint of areas."""

from __future__ import annotations

from service.areas.agreement import (  # noqa: F401  (importing registers routes and permissions)
    api_routes,
    call_routes,
    draw_routes,
    moderation_routes,
    page_routes,
    publish_routes,
    rules,
)
