"""The blueprint on which the routes of official responses hang, in whichever file they stand."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("replies", __name__)
