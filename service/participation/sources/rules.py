"""Who writes down what others told."""

from __future__ import annotations

from service.permissions import has_role, permission

permission("pin.enter")(has_role("planner", "official", "moderator"))
