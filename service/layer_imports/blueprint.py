"""The blueprint on which the routes of imports of layers hang."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("layer_imports", __name__)
