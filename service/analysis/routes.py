"""Importing this hangs every route of the analysis on its blueprint; each room's stand in its own folder."""

from __future__ import annotations

from service.analysis import api_routes, index_routes, pins_routes  # noqa: F401  (they add their routes)
from service.analysis.blueprint import blueprint
from service.analysis.catalogue import routes as catalogue_routes  # noqa: F401
from service.analysis.change import routes as change_routes  # noqa: F401
from service.analysis.own import edit_routes as own_edit_routes  # noqa: F401
from service.analysis.own import routes as own_routes  # noqa: F401
from service.analysis.participation import routes as participation_routes  # noqa: F401
from service.analysis.reach import routes as reach_routes  # noqa: F401
from service.analysis.runs import routes as run_routes  # noqa: F401
from service.analysis.spread import routes as spread_routes  # noqa: F401
from service.analysis.spread.panel import routes as panel_routes  # noqa: F401
from service.analysis.surfaces import routes as surface_routes  # noqa: F401
from service.analysis.workbench import output_routes as workbench_output_routes  # noqa: F401
from service.analysis.workbench import routes as workbench_routes  # noqa: F401

__all__ = ["blueprint"]
