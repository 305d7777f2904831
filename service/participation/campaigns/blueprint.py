"""The blueprint on which the routes of campaigns hang, in whichever file they stand."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("campaigns", __name__)
