"""The blueprint that the routes of map data hang on."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("maps", __name__)
