"""Routes of pins."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("pins", __name__)
