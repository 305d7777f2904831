"""The blueprint on which the routes of developing together hang."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("together", __name__)
