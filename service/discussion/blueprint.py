"""The blueprint of discussions; the modules beside it put their routes on it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("discussion", __name__)
