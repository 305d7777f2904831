"""Pages that show areas."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response, current_app, flash, make_response, redirect, render_template, request

from service.areas import activity_words
from service.areas.access import may_edit, secret_for
from service.areas.agreement.queries import origin_of_area
from service.areas.agreement.words import origin_sentence
from service.areas.blueprint import blueprint
from service.areas.downloads.files import offered
from service.areas.facts.figures import size_text
from service.areas.facts.words import facts_view
from service.areas.features import feature
from service.areas.kinds import kind_label
from service.areas.map_config import area_map_config
from service.areas.operations import area_for_change, set_area_state
from service.areas.outlines import LEAST_INSIDE
from service.areas.page.embed import embed_code
from service.areas.page.view import area_view
from service.areas.page.whereabouts import whereabouts
from service.areas.page.words import around, comparisons, sections, waits_sentence
from service.areas.published import area_shape, published_page, successor_of
from service.areas.rules import OFFICIAL_KINDS
from service.areas.schemas import Reason
from service.areas.traits.view import traits_view
from service.discussion.queries import thread
from service.i18n import gettext as _
from service.i18n import named
from service.permissions import may
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import read, write


@blueprint.get("/areas/<slug>")
@read("public")
def area(slug: str) -> Response:
    """An area's own page: its boundary, facts, ideas, answers, plans and what one can take along."""
    successor = successor_of(slug)
    if successor is not None:
        return redirect(f"/areas/{successor}", 301)
    page = published_page(slug)
    shown = page.area
    home = municipality()
    view = area_view(public_db(), home, page)
    row = area_for_change(db_session(), home.id, slug)
    settings = current_app.config["SETTINGS"]
    response = make_response(
        render_template(
            "areas/area.html",
            area=shown,
            kind_label=kind_label(shown.kind),
            size_text=size_text,
            versions=page.versions,
            facts=facts_view(view.facts, home.name(), LEAST_INSIDE),
            contents=view.contents,
            sections=sections(view),
            where=whereabouts(home, area_shape(page), view.relations),
            around=around(view.relations),
            comparisons=comparisons(view),
            waits=view.waits,
            waits_sentence=waits_sentence(view.waits),
            answers=view.answers,
            walks_to_come=view.walks_to_come,
            walks_held=[one for one in view.contents.walks if one.walked_at <= dt.datetime.now(dt.UTC)],
            decisions=view.decisions,
            layers=view.layers,
            happenings=view.happenings,
            thread=thread(public_db(), home.id, "area", slug),
            words=activity_words,
            downloads=offered(),
            embed_code=embed_code(settings.public_url, slug, named(shown.names)),
            map_config=area_map_config(home, shape=shown.geometry, feature=feature(shown)),
            can_edit=may_edit(row),
            secret=secret_for(row),
            has_mail=bool(settings.mail_server),
            has_editable_traits=shown.kind in OFFICIAL_KINDS and may(actor(), "area.official"),
            traits=traits_view(slug, area_shape(page), view.facts.fact("residents")),
            origin=origin_of_area(public_db(), shown.id, shown.version_id),
            origin_sentence=origin_sentence,
        )
    )
    response.headers["X-Robots-Tag"] = "noindex" if request.args.get("key") else "all"
    return response


@blueprint.post("/areas/<slug>/hide")
@write("area.moderate")
def hide(slug: str) -> Any:
    """Hide an area, with a reason for the log."""
    reason = parse_form(Reason).reason
    set_area_state(db_session(), actor(), area_for_change(db_session(), municipality().id, slug), "hidden", reason)
    flash(_("The area is hidden. You find it at the end of this page."), "success")
    return redirect("/areas", 303)


@blueprint.post("/areas/<slug>/publish")
@write("area.moderate")
def publish(slug: str) -> Any:
    """Show a hidden area again, with a reason for the log."""
    reason = parse_form(Reason).reason
    found = area_for_change(db_session(), municipality().id, slug)
    set_area_state(db_session(), actor(), found, "published", reason)
    flash(_("The area is shown to everybody again."), "success")
    return redirect(f"/areas/{slug}", 303)
