"""Who may see how authors of ideas are tied to the place, beyond what each area's page tells."""

from __future__ import annotations

from service.permissions import has_role, permission

permission("participation.ties")(has_role("planner", "official"))
