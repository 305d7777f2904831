"""The pages of the analysis are in `index_routes` and `pins_routes`, the API in `api_routes`."""

from __future__ import annotations

from service.analysis import api_routes, index_routes, pins_routes  # noqa: F401  (they add their routes)
from service.analysis.blueprint import blueprint

__all__ = ["blueprint"]
