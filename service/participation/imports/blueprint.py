"""The blueprint on which the routes of imports of earlier feedback hang."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("imports", __name__)
