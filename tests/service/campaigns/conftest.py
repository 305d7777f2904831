"""What tests of campaigns share: a campaign in the made-up town, made as officials make it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from service.participation.campaigns.models import Campaign
from service.participation.campaigns.operations import make_campaign
from service.participation.campaigns.schemas import CampaignForm
from service.permissions import Actor
from tests.conftest import TownDatabase

TOWN_ID = 1
MakeCampaign = Callable[..., Campaign]


def campaign_form(**changes: Any) -> dict[str, Any]:
    """The form of a published campaign for ideas and problems, open now; None leaves a field out."""
    form = {
        "name_fi": "Kevään talkoot",
        "name_sv": "Vårens talko",
        "name_en": "Spring clean-up",
        "kinds": ["idea", "problem"],
        "shapes": ["point", "line", "area"],
        "asks": "both",
        "is_published": "true",
        **changes,
    }
    return {name: value for name, value in form.items() if value is not None}


@pytest.fixture
def campaign(town: TownDatabase) -> MakeCampaign:
    """Make a campaign straight through the operation, committed."""

    def store(**changes: Any) -> Campaign:
        with town.database.session() as db:
            return make_campaign(db, Actor(TOWN_ID), CampaignForm.model_validate(campaign_form(**changes)))

    return store
