"""The blueprint on which the routes of administration hang, in whichever file they stand."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
