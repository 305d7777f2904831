"""The blueprint on which the routes of assessments hang."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("effects", __name__)
