"""The blueprint on which the routes of GeoReport hang, in whichever file they stand."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("open311", __name__)
