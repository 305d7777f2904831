"""Pages that show calls and what came of them."""

from __future__ import annotations

from typing import Any

import shapely
from flask import Response, make_response, render_template, request

from geo.crs import METRIC
from service.areas.agreement import words
from service.areas.agreement.access import OWN, mine
from service.areas.agreement.counting import today
from service.areas.agreement.pictures import Band, bands_of, picture_of, surface_map
from service.areas.agreement.queries import (
    CallRow,
    Surface,
    call_by_slug,
    calls_by_state,
    calls_of,
    open_drawings,
    surface_of_call,
)
from service.areas.agreement.rules import least_shown
from service.areas.agreement.schemas import CallView
from service.areas.blueprint import blueprint
from service.areas.facts.figures import bounds_text as facts_bounds
from service.areas.facts.figures import size_text, value_text
from service.areas.queries import facts_in_shape
from service.errors import NotFound
from service.i18n import gettext as _
from service.permissions import may
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_query
from service.web.routing import read
from service.web.sessions import own_token


@blueprint.get("/areas/calls")
@read("public")
def call_list() -> str:
    """All calls: open ones, those that are over, and for moderators those that wait."""
    home = municipality()
    day = today()
    moderates = may(actor(), "call.moderate")
    found = calls_of(public_db(), home.id, day)
    return render_template(
        "areas/agreement/list.html",
        open_calls=[call for call in found if call.is_open(day)],
        coming=[call for call in found if call.opens_on > day],
        over=[call for call in found if call.closes_on < day],
        waiting=calls_by_state(db_session(), home.id, "waiting") if moderates else [],
        hidden=calls_by_state(db_session(), home.id, "hidden") if moderates else [],
        words=words,
        day=day,
        least=least_shown(home.settings),
    )


@blueprint.get("/areas/calls/<slug>")
@read("public")
def show_call(slug: str) -> Response:
    """A call's page: its surface on a map and in words, by tie, with its dissent."""
    call = public_call(slug)
    home = municipality()
    tie = parse_query(CallView).tie
    surface = surface_of_call(public_db(), home.id, call.id)
    body = surface.body
    if tie and tie not in body.get("ties", {}):
        raise NotFound(_("There are too few drawings of that kind to show them apart."))
    shown = body["ties"][tie] if tie else body
    bands = bands_of(shown["levels"], call) if body else []
    proposal = body.get("proposal") if not tie else None
    drawing = mine(call)
    opened = open_drawings(public_db(), home.id, call.id) if body and not tie else []
    shapes = [shapely.from_wkb(bytes(one.wkb)) for one in opened]
    response = make_response(
        render_template(
            "areas/agreement/call.html",
            call=call,
            is_open=call.is_open(today()),
            is_coming=call.opens_on > today(),
            surface=surface,
            body=body,
            tie=tie,
            ties=_tie_tabs(call, body, tie),
            count=shown.get("count", 0),
            bands=list(reversed(bands)),
            levels=_level_rows(bands, shown),
            map_config=surface_map(home, call, bands, proposal, shapes),
            dissent=_dissent(surface),
            opened=[one for one in opened if one.called or one.why],
            mine=drawing,
            secret=(actor().edit_token or own_token(OWN, call.slug)) if drawing is not None else None,
            words=words,
            size_text=size_text,
            least=least_shown(home.settings),
        )
    )
    response.headers["X-Robots-Tag"] = "noindex" if request.args.get("key") else "all"
    return response


def public_call(slug: str) -> CallRow:
    """The public call of an address.

    Raises NotFound.
    """
    call = call_by_slug(public_db(), municipality().id, slug)
    if call is None:
        raise NotFound(_("There is no such call for drawings."))
    return call


def _tie_tabs(call: CallRow, body: dict[str, Any], chosen: str) -> list[tuple[str, str, bool]]:
    """Whose drawings may be looked at apart; empty when nobody's."""
    ties = body.get("ties", {})
    if not ties:
        return []
    page = f"/areas/calls/{call.slug}"
    tabs = [(page, _("Everybody (%(count)s)", count=body["count"]), not chosen)]
    for tie, part in sorted(ties.items(), key=lambda item: -item[1]["count"]):
        label = f"{words.tie_label(tie)} ({part['count']})"
        tabs.append((f"{page}?tie={tie}", label, tie == chosen))
    return tabs


def _level_rows(bands: list[Band], shown: dict[str, Any]) -> list[dict[str, Any]]:
    """The table of levels, the innermost first: share, people, size and residents with what surely holds."""
    by_share = {level["share"]: level for level in shown.get("levels", [])}
    rows = []
    for band in reversed(bands):
        level = by_share[band.low]
        shape = METRIC.geometry_from_lonlat(shapely.geometry.shape(level["geometry"]))
        residents = facts_in_shape(public_db(), municipality().id, shape).fact("residents")
        rows.append(
            {
                "share": words.level_label(band.low),
                "token": band.token,
                "is_core": band.is_core,
                "drawers": level["drawers"],
                "area_m2": level["area_m2"],
                "size": size_text(level["area_m2"]),
                "residents": value_text(residents) if residents else "–",
                "bounds": facts_bounds(residents) if residents else "",
            }
        )
    return rows


def _dissent(surface: Surface) -> dict[str, Any]:
    body = surface.body
    if not body or not body["proposal"]:
        return {"groups": [], "others": []}
    groups = [
        {
            "count": group["count"],
            "sentences": words.dissent_sentences(group, body["count"]),
            "size": size_text(group["area_m2"]),
            "picture": picture_of(
                [
                    body["proposal"]["geometry"],
                    (group["left_out"] or {}).get("geometry"),
                    (group["added"] or {}).get("geometry"),
                    group["geometry"],
                ]
            ),
        }
        for group in body["dissent"]["groups"]
    ]
    return {"groups": groups, "others": words.others_sentences(body["dissent"])}
