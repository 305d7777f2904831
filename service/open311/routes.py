"""Routes of GeoReport; reading and reporting have a file each."""

from __future__ import annotations

from service.open311 import problems, read_routes, report_routes  # noqa: F401  (registers routes and the form of errors)
from service.open311.blueprint import blueprint

__all__ = ["blueprint"]
