"""Routes of areas: importing this registers every one of them, and their permissions."""

# ruff: noqa: F401

from __future__ import annotations

from service.areas import api_routes, reporting, rules, subject
from service.areas.agreement import routes as agreement_routes
from service.areas.blueprint import blueprint
from service.areas.downloads import routes as download_routes
from service.areas.drawing import routes as drawing_routes
from service.areas.feed import routes as feed_routes
from service.areas.history import api_routes as history_api_routes
from service.areas.history import routes as history_routes
from service.areas.listing import routes as listing_routes
from service.areas.page import embed as embed_routes
from service.areas.page import routes as page_routes
from service.areas.sets import change_routes as set_change_routes
from service.areas.sets import routes as set_routes
from service.areas.shaping import routes as shaping_routes
from service.areas.traits import routes as trait_routes
from service.areas.upload import drawing_routes as upload_routes
from service.areas.upload import import_routes

__all__ = ["blueprint"]
