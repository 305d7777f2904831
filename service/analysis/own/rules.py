"""Who brings figures of the municipality's own in, and takes them back."""

from __future__ import annotations

from service.permissions import has_role, permission

permission("indicator.import")(has_role("official"))
