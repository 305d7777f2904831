"""The blueprint on which the routes of photos hang, in whichever file they stand."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("photos", __name__)
