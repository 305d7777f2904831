"""Routes of officials: the list of campaigns and the form of one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy import select

from boundaries.models import Area
from service.errors import FieldError, InvalidInput
from service.i18n import TIME_ZONE, named
from service.i18n import gettext as _
from service.participation.campaigns.blueprint import blueprint
from service.participation.campaigns.errors import CampaignNotFound
from service.participation.campaigns.kinds import BUILT_IN, OWN_ICONS, own_kinds
from service.participation.campaigns.models import Campaign
from service.participation.campaigns.operations import campaign_for_change, change_campaign, make_campaign
from service.participation.campaigns.queries import numbers_of
from service.participation.campaigns.rules import phase_of
from service.participation.campaigns.schemas import CampaignForm
from service.participation.campaigns.words import ASKS, SHAPES, last_day, phase_words
from service.participation.pins.queries import area_options, themes
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import read, write

#: Empty rows for kinds of one's own, below those that are there.
SPARE_ROWS = 2
Values = dict[str, Any]


@blueprint.get("/admin/campaigns")
@read("campaign.manage")
def manage_campaigns() -> str:
    """All campaigns, drafts too."""
    home = municipality()
    rows = db_session().scalars(
        select(Campaign)
        .where(Campaign.municipality_id == home.id)
        .order_by(Campaign.is_default.desc(), Campaign.id.desc())
    )
    return render_template(
        "campaigns/manage.html",
        campaigns=[(one, phase_of(one), phase_words(phase_of(one))) for one in rows],
        numbers=numbers_of(public_db(), home.id),
    )


@blueprint.get("/admin/campaigns/new")
@read("campaign.manage")
def new_campaign() -> Response:
    """The empty form; its choices are those that most campaigns have."""
    return _form_page(None, {"kinds": list(BUILT_IN), "shapes": list(SHAPES), "asks": "both"})


@blueprint.post("/admin/campaigns/new")
@write("campaign.manage")
def create_campaign() -> Response:
    """Make a campaign; or show the form again with what was typed."""
    try:
        campaign = make_campaign(db_session(), actor(), parse_form(CampaignForm))
    except InvalidInput as error:
        db_session().rollback()
        return _form_page(None, _typed(), error)
    flash(_("The campaign is saved."), "success")
    return make_response(redirect(url_for("campaigns.edit_campaign", slug=campaign.slug), 303))


@blueprint.get("/admin/campaigns/<slug>")
@read("campaign.manage")
def edit_campaign(slug: str) -> Response:
    """The form of a campaign as it stands."""
    campaign = _campaign(slug)
    return _form_page(campaign, _stored(campaign))


@blueprint.post("/admin/campaigns/<slug>")
@write("campaign.manage")
def save_campaign(slug: str) -> Response:
    """Change a campaign; or show the form again with what was typed."""
    campaign = _campaign(slug)
    try:
        changed = change_campaign(db_session(), actor(), campaign, parse_form(CampaignForm))
    except InvalidInput as error:
        db_session().rollback()
        return _form_page(_campaign(slug), _typed(), error)
    flash(_("The campaign is saved.") if changed else _("Nothing was changed."), "success")
    return make_response(redirect(url_for("campaigns.edit_campaign", slug=slug), 303))


def _campaign(slug: str) -> Campaign:
    campaign = campaign_for_change(db_session(), municipality().id, slug)
    if campaign is None:
        raise CampaignNotFound(_("There is no campaign “%(name)s” here.", name=slug[:60]))
    return campaign


def _stored(campaign: Campaign) -> Values:
    values: Values = {f"name_{code}": campaign.names.get(code, "") for code in ("fi", "sv", "en")}
    values |= {f"summary_{code}": campaign.summaries.get(code, "") for code in ("fi", "sv", "en")}
    own = own_kinds(campaign.kinds)
    values |= {f"own_{code}": [one["names"].get(code, "") for one in own] for code in ("fi", "sv", "en")}
    values |= {"own_key": [one["key"] for one in own], "own_icon": [one.get("icon", "") for one in own]}
    values |= {
        "kinds": [one["key"] for one in campaign.kinds if not one.get("names")],
        "shapes": campaign.shapes,
        "themes": campaign.theme_keys,
        "asks": campaign.asks,
        "is_premoderated": campaign.is_premoderated,
        "is_published": campaign.is_published,
        "opens_on": _day(campaign.opens_at),
        "closes_on": (day.isoformat() if (day := last_day(campaign.closes_at)) else ""),
        "retention_months": campaign.retention_months or "",
    }
    values["area"] = db_session().scalar(select(Area.slug).where(Area.id == campaign.area_id)) or ""
    return values


def _day(when: dt.datetime | None) -> str:
    return when.astimezone(TIME_ZONE).date().isoformat() if when else ""


def _typed() -> Values:
    lists = ("kinds", "shapes", "themes", "own_key", "own_fi", "own_sv", "own_en", "own_icon")
    return {**request.form.to_dict(), **{name: request.form.getlist(name) for name in lists}}


def _own_rows(values: Values) -> list[dict[str, str]]:
    columns = ("own_key", "own_fi", "own_sv", "own_en", "own_icon")
    given = [values.get(name) or [] for name in columns]
    count = max((len(column) for column in given), default=0)
    rows = [
        {name: column[n] if n < len(column) else "" for name, column in zip(columns, given, strict=True)}
        for n in range(count)
    ]
    rows = [row for row in rows if row["own_fi"] or row["own_sv"] or row["own_en"]]
    return rows + [dict.fromkeys(columns, "") for _n in range(SPARE_ROWS)]


def _form_page(campaign: Campaign | None, values: Values, error: InvalidInput | None = None) -> Response:
    home, connection = municipality(), public_db()
    errors = (error.errors or [FieldError("", error.message)]) if error else []
    html = render_template(
        "campaigns/edit.html",
        campaign=campaign,
        heading=named(campaign.names) if campaign else _("New campaign"),
        values=values,
        errors=errors,
        error_of={one.where.split(".")[0]: one.message for one in reversed(errors)},
        kind_options=[(key, _(words[0])) for key, words in BUILT_IN.items()],
        own_rows=_own_rows(values),
        icons=[(key, _(words)) for key, words in OWN_ICONS.items()],
        shape_options=[(key, _(words)) for key, words in SHAPES.items()],
        asks_options=[(key, _(words)) for key, words in ASKS.items()],
        theme_options=[(one.key, one.label) for one in themes(connection, home.id)],
        area_choices=[("", home.name()), *area_options(connection, home.id)],
    )
    return make_response(html, 422 if error else 200)
