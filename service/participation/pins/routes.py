"""Routes of pins: the map, the list, and a pin's page.

The form without a map is in `form_routes`, an author's own deeds in `own_routes`, the API in `api_routes`;
officials' answers are in `service/participation/replies`.
"""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for

from service.participation.campaigns.queries import campaigns_of, chosen_campaign, kind_in, kinds_by_key
from service.participation.photos.subjects import photo_subject
from service.participation.pins import (  # noqa: F401  (they add their routes, and pins to what can be discussed)
    api_routes,
    form_routes,
    moderation,
    own_routes,
    photos,
    subject,
)
from service.participation.pins.author import author_aware, normal_reference, own_url, pin_missing
from service.participation.pins.blueprint import blueprint
from service.participation.pins.errors import PinNotFound
from service.participation.pins.map_config import front_map_config
from service.participation.pins.opened import opened_token
from service.participation.pins.page import page_context
from service.participation.pins.queries import (
    area_options,
    areas_of_pins,
    pin_count,
    pins_matching,
    themes,
    themes_offered,
)
from service.participation.pins.schemas import PinFilters
from service.participation.pins.views import pin_view, withdrawn_pin_exists
from service.participation.replies.answers.form import answer_form
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_query
from service.web.routing import read

PAGE_SIZE = 20


@blueprint.get("/")
@read("public")
def front_page() -> str:
    """The map with the newest ideas beside it."""
    listing = _listing()
    return render_template(
        "pins/map.html",
        **listing,
        map_config=front_map_config(municipality(), listing["themes"]),
        offered_themes=themes_offered(listing["themes"], listing["campaign"]),
        opened=opened_token(),
    )


@blueprint.get("/pins")
@read("public")
def list_pins() -> str:
    """All public ideas as a list: the map's twin, with the same filters."""
    return render_template("pins/list.html", **_listing())


@blueprint.get("/pins/<reference>")
@read("public")
def show_pin(reference: str) -> Any:
    """A pin's page: what was said, where, in which state and why, and the discussion."""
    reference = normal_reference(reference)
    try:
        view = pin_view(author_aware(reference), reference)
    except PinNotFound:
        if not withdrawn_pin_exists(municipality().id, reference):
            raise
        return render_template("pins/withdrawn.html", reference=reference), 410
    return render_template(
        "pins/pin.html", **page_context(view), answer=answer_form(view.pin.id, {"part": request.args.get("part", "")})
    )


@blueprint.get("/pins/<reference>/receipt")
@read("public")
def receipt(reference: str) -> str:
    """What the author gets after sending: the reference, the links and what happens next."""
    reference = normal_reference(reference)
    view = pin_view(author_aware(reference), reference)
    if not view.is_own:
        raise pin_missing(reference)
    subject_of_photos = photo_subject(db_session(), actor(), "pin", view.pin.id)
    return render_template(
        "pins/receipt.html", view=view, photo_subject=subject_of_photos, own_url=own_url(reference, view.key)
    )


def _listing() -> dict[str, Any]:
    """What the map's panel and the list page share; six queries, however long the list."""
    home, connection = municipality(), public_db()
    filters = parse_query(PinFilters)
    page = pins_matching(connection, home.id, filters, PAGE_SIZE)
    theme_list = themes(connection, home.id)
    campaigns = campaigns_of(connection, home.id)
    named = filters.named_values()
    return {
        "filters": filters,
        "filter_values": named,
        "pins": page.pins,
        "next_href": url_for("pins.list_pins", **named, after=page.next_after) if page.next_after else None,
        "first_href": url_for("pins.list_pins", **named) if filters.after else None,
        "areas_by_pin": areas_of_pins(connection, [pin.id for pin in page.pins]),
        "count": pin_count(connection, home.id, filters),
        "themes": theme_list,
        "theme_by_key": {theme.key: theme for theme in theme_list},
        "areas": area_options(connection, home.id),
        "campaigns": campaigns,
        "campaign": chosen_campaign(campaigns, filters.campaign),
        "kind_options": kinds_by_key(campaigns),
        "kind_by_pin": {pin.id: kind_in(campaigns, pin.campaign_id, pin.kind) for pin in page.pins},
    }
