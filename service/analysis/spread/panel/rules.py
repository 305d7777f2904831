"""Who has a measure counted in many divisions: it is work for the machine, so not everybody."""

from __future__ import annotations

from service.permissions import has_role, permission

permission("zonings.count")(has_role("planner", "official"))
