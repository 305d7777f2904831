"""Public routes of proposals: the list, a proposal's page and its earlier versions.

Making and changing them is in `edit_routes`, the API in `api_routes`.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import shapely
from flask import render_template

from service.discussion.queries import thread
from service.i18n import TIME_ZONE
from service.i18n import gettext as _
from service.participation.replies.links.queries import inputs_behind
from service.permissions import may
from service.proposals import (  # noqa: F401  (they add their routes, and proposals to what can be discussed)
    api_routes,
    edit_routes,
    subject,
)
from service.proposals.blueprint import blueprint
from service.proposals.documents import routes as document_routes  # noqa: F401
from service.proposals.documents.queries import own_documents, public_documents
from service.proposals.errors import ProposalNotFound
from service.proposals.features import proposals_layer
from service.proposals.page_parts import page_parts
from service.proposals.phases import routes as phase_routes  # noqa: F401
from service.proposals.phases.queries import phases_of, public_phases
from service.proposals.phases.words import time_line
from service.proposals.queries import (
    ProposalView,
    areas_of_proposal,
    own_view,
    proposal_row,
    public_proposal,
    public_proposals,
    public_versions,
    unpublished_proposals,
)
from service.proposals.rules import is_public, lists_public, takes_comments
from service.proposals.schemas import ListQuery
from service.web.context import actor, db_session, municipality, public_db
from service.web.map_config import map_config
from service.web.parse import parse_query
from service.web.routing import read
from service.zoning.legend import legend
from service.zoning.map_layer import zoning_layers
from service.zoning.words import coverage_words


@blueprint.get("/proposals")
@read("public")
def list_proposals() -> str:
    """All proposals that residents see; planners see their drafts too."""
    state = parse_query(ListQuery).state
    writes = may(actor(), "proposal.write")
    home = municipality()
    found = public_proposals(public_db(), home.id, state) if not state or lists_public(state) else []
    hidden = unpublished_proposals(db_session(), home.id, state) if writes and not lists_public(state) else []
    return render_template(
        "proposals/list.html",
        state=state,
        proposals=[(one, coverage_words(one.coverage)) for one in [*hidden, *found]],
        map_config=map_config(
            home,
            [proposals_layer(found, _("Proposals"))],
            show=shapely.union_all([one.geom.envelope for one in found]),
        ),
    )


@blueprint.get("/proposals/<slug>")
@read("public")
def show_proposal(slug: str) -> str:
    """A proposal's page: map, what it covers in words and as a table, text, history and discussion."""
    view = visible_proposal(slug)
    return render_template("proposals/page.html", **_page(view, view))


@blueprint.get("/proposals/<slug>/versions/<int:number>")
@read("public")
def show_version(slug: str, number: int) -> str:
    """An earlier version of a proposal, as it was."""
    current = visible_proposal(slug)
    earlier = public_versions(public_db(), municipality().id, slug)
    found = next((one for one in earlier if one.version == number), None)
    if found is None:
        raise ProposalNotFound(_("There is no such version of this proposal."))
    return render_template("proposals/page.html", **_page(found, current))


def visible_proposal(slug: str) -> ProposalView:
    """The proposal of an address that this person may see.

    Raises ProposalNotFound, also for a draft that is there but not for this reader.
    """
    home = municipality()
    view = public_proposal(public_db(), home.id, slug)
    if view is None and may(actor(), "proposal.write"):
        row = proposal_row(db_session(), home.id, slug)
        view = own_view(row) if row is not None else None
    if view is None:
        raise ProposalNotFound(_("There is no such proposal."))
    return view


def _page(view: ProposalView, current: ProposalView) -> dict[str, Any]:
    home, connection = municipality(), public_db()
    assert current.id is not None  # noqa: S101 (what has a page has an id)
    is_seen = is_public(current.state)
    phases = public_phases(connection, home.id, current.id) if is_seen else phases_of(db_session(), current.id)
    documents = (
        public_documents(connection, home.id, current.id) if is_seen else own_documents(db_session(), current.id)
    )
    layers = [*zoning_layers(connection, home.id), proposals_layer([view], view.title)]
    return {
        "proposal": view,
        "current": current,
        "is_current": view is current,
        "coverage": coverage_words(view.coverage),
        "versions": public_versions(connection, home.id, current.slug) if is_seen else [],
        "areas": areas_of_proposal(connection, current.id),
        "line": time_line(current.state, phases, dt.datetime.now(TIME_ZONE).date()),
        "documents": documents,
        "parts": page_parts(view, current),
        "thread": thread(connection, home.id, "proposal", str(current.id), is_open=takes_comments(current.state)),
        "behind": inputs_behind(connection, home.id, "proposal", current.slug),
        "legend": legend(connection, home.id),
        "map_config": map_config(home, layers, show=view.geom),
    }
