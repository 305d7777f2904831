"""Who gives keys to other services."""

from __future__ import annotations

from service.permissions import has_role, permission

permission("machine.manage")(has_role())  # administrators alone
