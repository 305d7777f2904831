"""The blueprint on which the routes of pins hang, in whichever file they stand."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("pins", __name__)
