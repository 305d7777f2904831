"""The blueprint on which the routes of decisions hang, in whichever file they stand."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("programmes", __name__)
