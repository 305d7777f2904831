"""The blueprint of layers of other services."""

from flask import Blueprint

blueprint = Blueprint("remote", __name__)
