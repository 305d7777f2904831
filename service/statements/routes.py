"""Public routes of statements: a proposal's list with its map, and a statement's page.

Giving one is in `give_routes`, what its giver does later in `own_routes`.
"""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, redirect, render_template, request, url_for

from service.proposals.features import proposals_layer
from service.statements import (  # noqa: F401  (they add their routes and kinds)
    api_routes,
    give_routes,
    moderation,
    own_routes,
)
from service.statements.author import giver_aware, normal_reference, own_url, statement_missing
from service.statements.blueprint import blueprint
from service.statements.bodies import routes as bodies_routes  # noqa: F401
from service.statements.bodies.decision import decision_of, decision_way_words, decision_words
from service.statements.bodies.page import own_board_slug, own_statements_of
from service.statements.bodies.queries import body_of
from service.statements.exports import routes as exports_routes  # noqa: F401
from service.statements.features import statement_layers
from service.statements.handling import routes as handling_routes  # noqa: F401
from service.statements.page import about_words, proposal_of, window_context
from service.statements.proposal_page import statement_links
from service.statements.queries import (
    PAGE_SIZE,
    StatementView,
    own_view,
    placed_statements,
    public_responses,
    public_statement,
    public_statements,
    statement_counts,
    stored_statement,
)
from service.statements.rules import is_editable, is_giver
from service.statements.schemas import ListQuery
from service.statements.segments import routes as segments_routes  # noqa: F401
from service.statements.signatures import routes as signature_routes  # noqa: F401
from service.statements.signatures.page import signing_of
from service.statements.signatures.queries import signature_count
from service.statements.targets import part_label
from service.statements.words import outcome_words, state_words
from service.web.context import actor, db_session, municipality, public_db
from service.web.map_config import map_config
from service.web.parse import parse_query
from service.web.routing import read
from service.web.sessions import own_identifiers
from service.zoning.map_layer import zoning_layers


@blueprint.get("/proposals/<slug>/statements")
@read("public")
def list_statements(slug: str) -> str:
    """The public statements on a proposal with their map, and those that this browser gave."""
    view, row = proposal_of(slug)
    query = parse_query(ListQuery)
    home, connection = municipality(), public_db()
    found = public_statements(connection, home.id, slug, query)
    placed = placed_statements(connection, home.id, slug)
    values = query.model_dump(exclude_none=True, exclude={"page"})
    last = query.page * PAGE_SIZE
    here = {"slug": slug, **values}
    layers = [*zoning_layers(connection, home.id), proposals_layer([view], view.title), *statement_layers(placed)]
    return render_template(
        "statements/list.html",
        proposal=view,
        query=query,
        found=found,
        counts=statement_counts(connection, row.id),
        drafts=_own_drafts(row.id),
        placed=placed,
        previous_href=url_for("statements.list_statements", **here, page=query.page - 1) if query.page > 1 else None,
        next_href=url_for("statements.list_statements", **here, page=query.page + 1) if found.total > last else None,
        map_config=map_config(home, layers, show=view.geom),
        **window_context(row),
    )


@blueprint.get("/proposals/<slug>/statements/<reference>")
@read("public")
def show_statement(slug: str, reference: str) -> Any:
    """A statement's page: what was said of what, and every version of the official response."""
    reference = normal_reference(reference)
    home, connection = municipality(), public_db()
    who = giver_aware(reference)
    view = public_statement(connection, home.id, reference)
    stored = stored_statement(db_session(), home.id, reference)
    is_own = stored is not None and is_giver(who, stored[0])
    sees_all = stored is not None and stored[0].visibility != "draft" and actor().is_staff
    count = signature_count(db_session(), stored[0].id) if stored is not None else 0
    if view is None and stored is not None and stored[0].visibility != "withdrawn" and (is_own or sees_all):
        decided = decision_of(body_of(db_session(), stored[0].id))
        shows_name = is_own or stored[0].is_name_public
        view = own_view(*stored, shows_name=shows_name, decision=decided, signatures=count)
    if view is None or view.proposal_slug != slug:
        if stored is not None and stored[0].visibility == "withdrawn" and stored[1].slug == slug:
            return render_template("statements/withdrawn.html", reference=reference, slug=slug), 410
        raise statement_missing(reference)
    layers = [
        *zoning_layers(connection, home.id),
        proposals_layer([], ""),
        *statement_layers([view], with_names=False),
    ]
    return render_template(
        "statements/show.html",
        statement=view,
        responses=public_responses(connection, view.id),
        is_own=is_own,
        is_editable=is_own and stored is not None and is_editable(stored[0]) and not count,
        signing=signing_of(*stored) if stored is not None else None,
        own_url=own_url(slug, reference, who.edit_token) if is_own and who.edit_token else "",
        key_query=f"?key={request.args['key']}" if is_own and request.args.get("key") else "",
        board_slug=own_board_slug(view.id) if view.kind == "body" else "",
        map_config=map_config(home, layers, show=view.geom) if view.geom is not None else None,
    )


@blueprint.get("/statements/<reference>")
@read("public")
def find_statement(reference: str) -> Response:
    """The short address of a statement, as it is said on the phone or written on paper: on to its page."""
    reference = normal_reference(reference)
    found = stored_statement(db_session(), municipality().id, reference)
    if found is None or found[0].visibility == "draft":
        raise statement_missing(reference)
    key = request.args.get("key")
    page = url_for(
        "statements.show_statement", slug=found[1].slug, reference=reference, **({"key": key} if key else {})
    )
    return redirect(page)  # type: ignore[return-value]


@blueprint.app_context_processor
def _words() -> dict[str, Any]:
    """What other features' pages say of statements, asked for only where it is shown."""
    return {
        "statement_links": statement_links,
        "part_label": part_label,
        "about_words": about_words,
        "outcome_words": outcome_words,
        "decision_words": decision_words,
        "decision_way_words": decision_way_words,
        "board_statements": own_statements_of,
        "statement_state_words": state_words,
    }


def _own_drafts(proposal_id: uuid.UUID) -> list[StatementView]:
    """The drafts on a proposal that this browser holds the secrets of."""
    found = [stored_statement(db_session(), municipality().id, one) for one in own_identifiers("statement")]
    return [
        own_view(*one) for one in found if one and one[0].visibility == "draft" and one[0].proposal_id == proposal_id
    ]
