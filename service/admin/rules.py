"""Who looks after what people send, and who reads the log."""

from __future__ import annotations

from service.permissions import has_role, permission

permission("admin.moderate")(has_role("moderator", "official"))
permission("people.manage")(has_role())  # administrators alone: who may do what
permission("admin.log")(has_role())  # administrators alone
