"""Routes of official responses; each part has a file of its own."""

from __future__ import annotations

from service.participation.replies import rules  # noqa: F401  (registers permissions)
from service.participation.replies.answers import routes as answer_routes  # noqa: F401
from service.participation.replies.blueprint import blueprint
from service.participation.replies.desk import routes as desk_routes  # noqa: F401
from service.participation.replies.handling import routes as handling_routes  # noqa: F401
from service.participation.replies.links import routes as link_routes  # noqa: F401
from service.participation.replies.sheets import routes as sheet_routes  # noqa: F401
from service.participation.replies.templates import routes as template_routes  # noqa: F401
from service.participation.replies.units import routes as unit_routes  # noqa: F401

__all__ = ["blueprint"]
