"""The blueprint on which the pages about keys hang."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("machines", __name__)
