"""The blueprint on which the routes of themes hang, in whichever file they stand."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("topics", __name__)
