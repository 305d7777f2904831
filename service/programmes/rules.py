"""Who may decide on priority areas."""

from __future__ import annotations

from service.permissions import has_role, permission

permission("decision.make")(has_role("official"))
