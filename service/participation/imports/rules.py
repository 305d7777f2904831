"""Who brings over what people said in an earlier service."""

from __future__ import annotations

from service.permissions import has_role, permission

permission("pin.import")(has_role("official"))
