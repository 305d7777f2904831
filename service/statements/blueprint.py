"""The blueprint of statements, shared by their route modules."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("statements", __name__)
