"""The blueprint on which the routes of analysis hang, in whichever file they stand."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("analysis", __name__)
