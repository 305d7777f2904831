"""Who makes campaigns, and when one is open: pure predicates on plain values."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from service.permissions import has_role, permission

Phase = Literal["draft", "coming", "open", "closed"]

permission("campaign.manage")(has_role("official"))


def phase_of(campaign: Any, now: dt.datetime | None = None) -> Phase:
    """Where a campaign is in its time. The moment of opening belongs to it, the moment of closing does not.

    A row of the public view has no `is_published`: it is published.
    """
    now = now or dt.datetime.now(dt.UTC)
    if not getattr(campaign, "is_published", True):
        return "draft"
    if campaign.opens_at is not None and now < campaign.opens_at:
        return "coming"
    if campaign.closes_at is not None and now >= campaign.closes_at:
        return "closed"
    return "open"
