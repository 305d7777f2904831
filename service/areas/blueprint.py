"""The one blueprint of areas; each folder beside this file brings its routes, `routes` registers them."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("areas", __name__)
