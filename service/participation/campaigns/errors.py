"""What can be wrong with a campaign, or with what is said in one."""

from __future__ import annotations

from service.errors import InvalidInput, NotFound


class CampaignNotFound(NotFound):
    """There is no such campaign, or none that this person may see."""

    code = "campaign_not_found"


class CampaignNotOpen(InvalidInput):
    """The campaign has not opened yet, or is over."""

    code = "campaign_not_open"


class NotAskedFor(InvalidInput):
    """The campaign does not take this kind, theme, shape or place."""

    code = "not_asked_for"


class CampaignUnusable(InvalidInput):
    """A campaign cannot be as the form says."""

    code = "campaign_unusable"
