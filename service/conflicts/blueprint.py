"""The blueprint on which the routes of reports hang."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("conflicts", __name__)
