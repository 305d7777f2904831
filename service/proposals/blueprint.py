"""The blueprint on which the routes of proposals hang, in whichever file they stand."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("proposals", __name__)
