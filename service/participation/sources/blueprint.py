"""The blueprint on which the routes of sources hang."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("sources", __name__)
