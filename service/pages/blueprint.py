"""The blueprint on which the routes of pages hang, in whichever file they stand."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("pages", __name__)
