"""The blueprint on which the routes of walks hang, in whichever file they stand."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("walks", __name__)
