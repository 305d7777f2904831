"""Pages that show areas."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request
from sqlalchemy import or_, select

from boundaries.models import Area
from boundaries.queries import AreaPage, AreaRow, area_page, areas_by_name
from service.areas.access import OWN, may_edit, secret_for
from service.areas.blueprint import blueprint
from service.areas.facts.words import facts_view, size_text
from service.areas.features import feature
from service.areas.kinds import KIND_WORDS, kind_label, kinds_label
from service.areas.map_config import area_map_config
from service.areas.operations import area_for_change, set_area_state, tag
from service.areas.outlines import LEAST_INSIDE
from service.areas.queries import contents_of_area, facts_of_area
from service.areas.schemas import AreaList, Reason
from service.errors import NotFound
from service.i18n import gettext as _
from service.i18n import language, named
from service.permissions import may
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form, parse_query
from service.web.routing import read, write
from service.web.sessions import own_identifiers


@blueprint.get("/areas")
@read("public")
def area_list() -> str:
    """All areas by kind, with search."""
    query = parse_query(AreaList)
    home = municipality()
    named_so = areas_by_name(public_db(), home.id, words=query.q, language=language())
    kinds_there = {one.kind for one in named_so} | ({query.kind} if query.kind else set())
    found = [one for one in named_so if query.kind in ("", one.kind)]
    groups = [(kind, kinds_label(kind), [a for a in found if a.kind == kind]) for kind in KIND_WORDS]
    hidden = _hidden_areas() if may(actor(), "area.moderate") else []
    return render_template(
        "areas/list.html",
        groups=[group for group in groups if group[2]],
        kinds=[(kind, kinds_label(kind)) for kind in KIND_WORDS if kind in kinds_there],
        query=query,
        total=len(found),
        hidden=hidden,
        own=_own_areas(),
        size_text=size_text,
    )


@blueprint.get("/areas/<slug>")
@read("public")
def area(slug: str) -> Response:
    """An area's own page: its boundary, facts, pins, proposals and history."""
    page = published_page(slug)
    shown = page.area
    assert shown.geometry is not None  # noqa: S101 (a page always carries its boundary)
    home = municipality()
    facts = facts_of_area(public_db(), home.id, shown.geometry, shown.version_id)
    row = area_for_change(db_session(), home.id, slug)
    response = make_response(
        render_template(
            "areas/area.html",
            area=shown,
            kind_label=kind_label(shown.kind),
            size_text=size_text,
            versions=page.versions,
            facts=facts_view(facts, home.name(), LEAST_INSIDE),
            contents=contents_of_area(public_db(), shown.version_id),
            map_config=area_map_config(home, shape=shown.geometry, feature=feature(shown)),
            can_edit=may_edit(row),
            secret=secret_for(row),
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


def published_page(slug: str) -> AreaPage:
    """The published area of an address with its history.

    Raises NotFound.
    """
    page = area_page(public_db(), municipality().id, slug)
    if page is None:
        raise NotFound(_("There is no such area. It may have been taken down."))
    return page


def current_tag(shown: AreaRow) -> str:
    """The mark of a published area as it is shown."""
    return tag(shown.version, shown.names, shown.description)


def _own_areas() -> list[tuple[str, str]]:
    """Areas that this browser holds the secrets of, or that are the account's; what was taken back is left out."""
    slugs, person = own_identifiers(OWN), actor().person_id
    if not slugs and person is None:
        return []
    mine = Area.slug.in_(slugs) if person is None else or_(Area.slug.in_(slugs), Area.author_id == person)
    rows = db_session().scalars(
        select(Area)
        .where(Area.municipality_id == municipality().id, Area.state == "published", mine)
        .order_by(Area.slug)
    )
    return [(row.slug, named(row.names)) for row in rows]


def _hidden_areas() -> list[tuple[str, str]]:
    rows = db_session().scalars(
        select(Area).where(Area.municipality_id == municipality().id, Area.state == "hidden").order_by(Area.slug)
    )
    return [(row.slug, named(row.names)) for row in rows]
