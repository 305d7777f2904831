"""The blueprint on which the routes of the catalogue hang, in whichever file they stand."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("catalogue", __name__)
