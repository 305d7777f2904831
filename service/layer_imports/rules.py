"""Who brings zoning plans and map layers in."""

from __future__ import annotations

from service.permissions import has_role, permission

permission("layer.import")(has_role("planner"))
