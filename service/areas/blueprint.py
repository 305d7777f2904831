"""The one blueprint of areas; its routes stand in `page_routes`, `draw_routes` and `api_routes`."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("areas", __name__)
