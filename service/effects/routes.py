"""The page of an assessment for everybody, its earlier versions, and the same as JSON."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, render_template

from service.effects import (  # noqa: F401  (they say what is about people, and add routes and parts of pages)
    edit_routes,
    personal,
    proposal_page,
)
from service.effects.blueprint import blueprint
from service.effects.errors import AssessmentNotFound
from service.effects.figures import rounded_content
from service.effects.queries import Published
from service.effects.reading import assessments_of, chosen_assessment, said_of
from service.effects.row_keys import row_key
from service.effects.schemas import NumberQuery
from service.effects.views import published_view
from service.i18n import gettext as _
from service.proposals.queries import ProposalView
from service.proposals.routes import visible_proposal
from service.web.parse import parse_query
from service.web.routing import read


@blueprint.get("/proposals/<slug>/effects")
@read("public")
def show_effects(slug: str) -> str:
    """The newest published assessment of a proposal; a page that says so where there is none."""
    return _page(slug, 0)


@blueprint.get("/proposals/<slug>/effects/<int:number>")
@read("public")
def show_version(slug: str, number: int) -> str:
    """An earlier version, as it was published."""
    return _page(slug, number)


@blueprint.get("/api/proposals/<slug>/effects")
@read("public")
def effects_json(slug: str) -> Response:
    """A published assessment with its frozen figures: rows, alternatives and what was measured on its day."""
    current = visible_proposal(slug)
    found = assessments_of(current)
    chosen = chosen_assessment(found, parse_query(NumberQuery).number)
    if chosen is None:
        raise AssessmentNotFound(_("The effects of this proposal have not been assessed yet."))
    return jsonify(
        {
            "proposal": current.slug,
            "proposal_version": chosen.proposal_version,
            "number": chosen.number,
            "numbers": [one.number for one in found],
            "published_on": chosen.published_on.isoformat(),
            "signature": chosen.signature,
            "change_note": chosen.change_note,
            "is_synthetic": chosen.is_synthetic,
            "content": _told_content(current, chosen),
        }
    )


def _told_content(current: ProposalView, chosen: Published) -> dict[str, Any]:
    """The content with rounded figures, and with each row's key and how many public statements are about it now."""
    said, content = said_of(current), rounded_content(chosen.content)
    keys = [row_key(row) for row in content["rows"]]
    rows = [row | {"key": key, "statements": said.get(key, 0)} for row, key in zip(content["rows"], keys, strict=True)]
    return {**content, "rows": rows}


def _page(slug: str, number: int) -> str:
    current = visible_proposal(slug)
    found = assessments_of(current)
    chosen = chosen_assessment(found, number)
    return render_template(
        "effects/page.html",
        proposal=current,
        versions=found,
        shown=chosen,
        is_newest=chosen is None or chosen is found[0],
        view=published_view(chosen, said_of(current)) if chosen else None,
        is_preview=False,
    )
