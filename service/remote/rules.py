"""Who allows hosts and adds layers of other services."""

from __future__ import annotations

from service.permissions import has_role, permission

permission("remote.manage")(has_role())  # administrators alone
