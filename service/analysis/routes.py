"""The pages of the analysis are in `index_routes` and `pins_routes`, the API in `api_routes`."""

from __future__ import annotations

from service.analysis import api_routes  # noqa: F401  (adds its routes)
from service.analysis.blueprint import blueprint

__all__ = ["blueprint"]
