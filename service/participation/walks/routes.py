"""Routes of walks."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("walks", __name__)
