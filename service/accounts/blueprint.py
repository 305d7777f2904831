"""The blueprint on which the routes of accounts hang, in whichever file they stand."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)
