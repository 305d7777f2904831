"""The pages of the analysis are in `index_routes`, `pins_routes` and `spread.routes`, the API in `api_routes`."""

from __future__ import annotations

from service.analysis import api_routes, index_routes, pins_routes  # noqa: F401  (they add their routes)
from service.analysis.blueprint import blueprint
from service.analysis.spread import routes as spread_routes  # noqa: F401

__all__ = ["blueprint"]
