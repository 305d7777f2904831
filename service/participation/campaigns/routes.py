"""Routes of campaigns as everybody sees them: the list and a campaign's page. Officials' are in `admin_routes`."""

from __future__ import annotations

from typing import Any

from flask import jsonify, render_template, url_for

from service.i18n import gettext as _
from service.participation.campaigns import admin_routes  # noqa: F401  (it adds its routes)
from service.participation.campaigns.blueprint import blueprint
from service.participation.campaigns.errors import CampaignNotFound
from service.participation.campaigns.queries import CampaignView, Numbers, campaigns_of, numbers_of
from service.participation.campaigns.words import SHAPES, asks_words
from service.web.context import municipality, public_db
from service.web.routing import read


@blueprint.get("/campaigns")
@read("public")
def list_campaigns() -> str:
    """What is asked for now and what was asked for before."""
    home, connection = municipality(), public_db()
    campaigns = campaigns_of(connection, home.id)
    return render_template(
        "campaigns/list.html",
        now=[one for one in campaigns if one.phase != "closed"],
        over=[one for one in campaigns if one.phase == "closed"],
        numbers=numbers_of(connection, home.id),
    )


@blueprint.get("/campaigns/<slug>")
@read("public")
def show_campaign(slug: str) -> str:
    """A campaign's page: what is asked, until when, how much has been said, and the button to tell."""
    home, connection = municipality(), public_db()
    campaign = next((one for one in campaigns_of(connection, home.id) if one.slug == slug), None)
    if campaign is None:
        raise CampaignNotFound(_("There is no campaign “%(name)s” here.", name=slug[:60]))
    return render_template(
        "campaigns/campaign.html",
        campaign=campaign,
        numbers=numbers_of(connection, home.id, campaign.id)[campaign.id],
        asks_words=asks_words(campaign.asks),
    )


@blueprint.get("/api/campaigns")
@read("public")
def api_campaigns() -> Any:
    """The published campaigns, with their kinds and numbers, for other programs."""
    home, connection = municipality(), public_db()
    numbers = numbers_of(connection, home.id)
    return jsonify({"items": [_item(one, numbers[one.id]) for one in campaigns_of(connection, home.id)]})


def _item(campaign: CampaignView, numbers: Numbers) -> dict[str, Any]:
    return {
        "slug": campaign.slug,
        "name": campaign.name,
        "summary": campaign.summary,
        "phase": campaign.phase,
        "first_day": campaign.first_day.isoformat() if campaign.first_day else None,
        "last_day": campaign.last_day.isoformat() if campaign.last_day else None,
        "kinds": [{"key": kind.key, "label": kind.label} for kind in campaign.kinds],
        "shapes": [shape for shape in campaign.shapes if shape in SHAPES],
        "themes": list(campaign.theme_keys),
        "asks": campaign.asks,
        "area": campaign.area_slug,
        "is_default": campaign.is_default,
        "is_synthetic": campaign.is_synthetic,
        "pin_count": numbers.total,
        "answered_count": numbers.answered,
        "url": url_for("campaigns.show_campaign", slug=campaign.slug),
    }
