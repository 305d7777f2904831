"""The pages of comparisons: a version before and after a change, and alternatives side by side."""

from __future__ import annotations

import shapely
from flask import render_template, url_for

from service.conflicts.asking import report_of
from service.conflicts.beside.changes import place_changes, text_changes, touch_changes
from service.conflicts.beside.heard import heard_of
from service.conflicts.beside.pictures import frame_around, picture
from service.conflicts.beside.schemas import MOST, ChangeQuery, CompareQuery
from service.conflicts.beside.table import Alternative, differences, rows_of
from service.conflicts.blueprint import blueprint
from service.i18n import gettext as _
from service.proposals.errors import ProposalNotFound
from service.proposals.page_parts import PagePart, add_part
from service.proposals.queries import ProposalView, public_proposals, public_versions
from service.proposals.routes import visible_proposal
from service.proposals.rules import is_public
from service.web.context import municipality, public_db
from service.web.parse import parse_query
from service.web.routing import read

#: Alternatives further apart than this, in metres from edge to edge of their boxes, get a map's frame of their own.
APART_M = 3_000.0


@blueprint.get("/proposals/<slug>/changes")
@read("public")
def show_changes(slug: str) -> str:
    """What changed between two versions: two small maps that a slider lays over each other, and the same in words."""
    query = parse_query(ChangeQuery)
    current = visible_proposal(slug)
    versions = [current, *public_versions(public_db(), municipality().id, slug)]
    after = _version(versions, query.end or current.version)
    earlier = [one for one in versions if one.version < after.version]
    before = _version(versions, query.start) if query.start else earlier[0] if earlier else None
    if before is not None and before.version > after.version:
        before, after = after, before
    context = {"current": current, "versions": versions, "before": before, "after": after}
    if before is None or before is after:
        return render_template("conflicts/changes.html", **context)
    frame = frame_around([before.geom, after.geom])
    came, went = touch_changes(report_of(before, current), report_of(after, current))
    return render_template(
        "conflicts/changes.html",
        **context,
        pictures=[picture(public_db(), municipality().id, one.geom, frame) for one in (before, after)],
        place=place_changes(before.geom, after.geom),
        came=came,
        went=went,
        paragraphs=text_changes(before, after),
    )


@blueprint.get("/proposals/compare")
@read("public")
def compare_proposals() -> str:
    """Alternatives side by side: small maps, one table of the same numbers, and what differs in words."""
    chosen = list(dict.fromkeys(parse_query(CompareQuery).of))
    home, connection = municipality(), public_db()
    listed = public_proposals(connection, home.id)
    known = {one.slug: one for one in listed}
    views = [known.get(slug) or visible_proposal(slug) for slug in chosen]
    all_of = [_alternative(one) for one in views] if len(views) > 1 else []
    boxes = [one.view.geom.envelope for one in all_of]
    is_near = bool(boxes) and max(boxes[0].distance(one) for one in boxes) <= APART_M
    frames = [frame_around([one.view.geom for one in all_of] if is_near else [each.view.geom]) for each in all_of]
    return render_template(
        "conflicts/compare.html",
        listed=[*[one for one in views if one.slug not in known], *listed],
        chosen=chosen,
        most=MOST,
        alternatives=all_of,
        is_near=is_near,
        pictures=[
            picture(connection, home.id, shapely.force_2d(one.view.geom), frame)
            for one, frame in zip(all_of, frames, strict=True)
        ],
        rows=rows_of(all_of) if all_of else [],
        differences=differences(all_of),
    )


@add_part(20)
def alternatives_part(view: ProposalView, current: ProposalView) -> PagePart | None:
    """Links from a proposal to the other alternatives of its matter."""
    if view is not current or not current.matter:
        return None
    others = [
        one
        for one in public_proposals(public_db(), municipality().id)
        if one.matter == current.matter and one.slug != current.slug
    ]
    if not others:
        return None
    slugs = [one.slug for one in [current, *others][:MOST]] if is_public(current.state) else []
    href = url_for("conflicts.compare_proposals", of=slugs) if slugs else ""
    return PagePart("aside", "conflicts/alternatives.html", {"matter": current.matter, "others": others, "href": href})


def _alternative(view: ProposalView) -> Alternative:
    heard = heard_of(public_db(), municipality().id, view.id)
    return Alternative(view, report_of(view, view), heard, url_for("statements.list_statements", slug=view.slug))


def _version(versions: list[ProposalView], number: int) -> ProposalView:
    found = next((one for one in versions if one.version == number), None)
    if found is None:
        raise ProposalNotFound(_("There is no such version of this proposal."))
    return found
