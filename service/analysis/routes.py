"""Routes of analysis."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("analysis", __name__)
