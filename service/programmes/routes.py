"""Decisions as anyone reads them: the list, one decision's page, its JSON and its report.

Making one is in `make_routes`.
"""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, render_template

from service.analysis.words import token_of
from service.discussion.queries import thread
from service.participation.replies.links.queries import inputs_behind
from service.programmes import make_routes, subject  # noqa: F401  (routes; what can be discussed)
from service.programmes.blueprint import blueprint
from service.programmes.choosing import routes as choosing_routes  # noqa: F401
from service.programmes.drawing import drawing
from service.programmes.evaluation import routes as evaluation_routes  # noqa: F401
from service.programmes.finding import decision_of
from service.programmes.frozen import sealed
from service.programmes.queries import DecisionView, decided_shapes, decisions
from service.programmes.records import routes as record_routes  # noqa: F401
from service.programmes.records.views import files_of, is_record, record_context
from service.programmes.report import report_html
from service.programmes.views import (
    chosen_with_numbers,
    class_words,
    frozen_rank,
    frozen_state,
    map_layers,
    shown_extent,
)
from service.web.context import municipality, public_db
from service.web.map_config import map_config
from service.web.routing import read


@blueprint.get("/decisions")
@read("public")
def list_decisions() -> str:
    """All decisions, newest first."""
    return render_template("programmes/list.html", decisions=decisions(public_db(), municipality().id))


@blueprint.get("/decisions/<slug>")
@read("public")
def show_decision(slug: str) -> str:
    """A decision's one address: choice, reasons, numbers, map, method and the inputs behind it."""
    home, connection = municipality(), public_db()
    view = decision_of(slug)
    shapes = decided_shapes(connection, view)
    return render_template(
        "programmes/records/decision.html" if is_record(view) else "programmes/decision.html",
        **frozen_context(view),
        behind=inputs_behind(connection, home.id, "decision", slug),
        thread=thread(connection, home.id, "decision", slug, is_open=True),
        drawing=drawing(view, shapes),
        map_config=map_config(home, map_layers(view, shapes), show=shown_extent(view.table, shapes)),
    )


@blueprint.get("/decisions/<slug>.json")
@read("public")
def decision_as_json(slug: str) -> Response:
    """The frozen content with its hash, which is the SHA-256 of the canonical JSON of ``content``."""
    view = decision_of(slug)
    content = sealed(
        title=view.title,
        reason=view.reason,
        signature=view.signature,
        decided_at=view.decided_at,
        method_card=view.method_card,
        table=view.table,
        chosen=view.chosen,
    )
    return jsonify(
        {
            "slug": view.slug,
            "is_synthetic": view.is_synthetic,
            "content_sha256": view.content_hash,
            "canonical_form": "JSON with sorted keys, separators ',' and ':', UTF-8 without escapes",
            "content": content,
        }
    )


@blueprint.get("/decisions/<slug>/report.html")
@read("public")
def decision_report(slug: str) -> Response:
    """The decision as one file that opens without a network."""
    view = decision_of(slug)
    html = report_html(view, decided_shapes(public_db(), view), frozen_context(view))
    answer = Response(html, mimetype="text/html")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}.html"'
    # Opened from here it must not act as a page of the service; opened from a disk the file's own policy holds.
    answer.headers["Content-Security-Policy"] = "sandbox allow-scripts; default-src 'none'"
    return answer


def frozen_context(view: DecisionView) -> dict[str, Any]:
    """What the page and the report show of a decision."""
    if is_record(view):
        return record_context(view)
    return {
        "decision": view,
        "chosen": chosen_with_numbers(view),
        "files": files_of(view),
        "legend": [(token_of(number), label) for number, label in class_words(view.table)],
        "frozen_rank": frozen_rank,
        "frozen_state": frozen_state,
    }
