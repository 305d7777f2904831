"""Who keeps the catalogue of layers. Which layers a reader or a keeper sees is said by `Actor.sight`."""

from __future__ import annotations

from service.permissions import has_role, permission

permission("layer.manage")(has_role("planner"))
