"""The list of areas: the twin of the map of areas."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import render_template
from sqlalchemy import or_, select

from boundaries.models import Area
from boundaries.sets.queries import sets_of
from service.areas.access import OWN
from service.areas.agreement.queries import open_calls
from service.areas.blueprint import blueprint
from service.areas.facts.figures import size_text
from service.areas.kinds import KIND_WORDS, kind_label, kinds_label
from service.areas.listing.rows import PAGE_SIZE, kinds_there, listed_areas
from service.areas.map_config import area_map_config
from service.areas.schemas import AreaList
from service.i18n import format_number, language, named
from service.i18n import gettext as _
from service.permissions import may
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_query
from service.web.routing import read
from service.web.sessions import own_identifiers


@blueprint.get("/areas")
@read("public")
def area_list() -> str:
    """Areas with search, kinds, sorting and pages."""
    query = parse_query(AreaList)
    home = municipality()
    found = listed_areas(
        public_db(),
        home.id,
        kind=query.kind,
        words=query.q,
        sort=query.sort,
        language=language(),
        page=query.page,
    )
    counts = kinds_there(public_db(), home.id)
    return render_template(
        "areas/list.html",
        areas=found.areas,
        total=found.total,
        kinds=[(kind, kinds_label(kind), counts[kind]) for kind in KIND_WORDS if kind in counts],
        columns=_columns(query),
        query=query,
        address=lambda **changes: _address(query, **changes),
        shown=_shown(query, found.total, len(found.areas)),
        has_next=query.page * PAGE_SIZE < found.total,
        open_calls=open_calls(public_db(), home.id),
        has_sets=bool(sets_of(public_db(), home.id)),
        own=_own_areas(),
        hidden=_hidden_areas() if may(actor(), "area.moderate") else [],
        kind_label=kind_label,
        size_text=size_text,
        map_config=_map_config(),
    )


def _map_config() -> dict[str, Any]:
    """The map of all areas; the ideas are there to be switched on, but this list is of areas."""
    config = area_map_config(municipality())
    for layer in config["layers"]:
        if layer["key"] == "pins":
            layer["visible"] = False
    return config


def _columns(query: AreaList) -> list[tuple[str, str, str]]:
    """Headings that sort: key, label, and which way it is sorted now (for aria-sort)."""
    ways = {"name": "ascending"}
    return [
        (key, label, ways.get(key, "descending") if key == query.sort else "")
        for key, label in (
            ("name", _("Name")),
            ("residents", _("Residents")),
            ("homes", _("Holiday homes")),
            ("size", _("Size")),
        )
    ]


def _address(query: AreaList, **changes: Any) -> str:
    """The list's own address with something changed; what is as at first is left out."""
    values = {**query.model_dump(), "page": 1, **changes}
    kept = {name: value for name, value in values.items() if value != AreaList.model_fields[name].default}
    return "/areas" + (f"?{urlencode(kept)}" if kept else "")


def _shown(query: AreaList, total: int, count: int) -> str:
    if not count:
        return ""
    first = (query.page - 1) * PAGE_SIZE + 1
    return _(
        "%(first)s–%(last)s of %(all)s",
        first=format_number(first),
        last=format_number(first + count - 1),
        all=format_number(total),
    )


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
