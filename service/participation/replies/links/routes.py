"""The inputs behind a proposal or a decision, for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Response, jsonify

from service.errors import NotFound
from service.i18n import gettext as _
from service.participation.replies.blueprint import blueprint
from service.participation.replies.links.queries import MOST, Count, inputs_behind, target_path, targets
from service.web.context import municipality, public_db
from service.web.routing import read


@blueprint.get("/api/<any(proposals, decisions):plural>/<slug>/inputs")
@read("public")
def api_inputs(plural: str, slug: str) -> Response:
    """Which public ideas a proposal or a decision used, used in part or did not, with counts by area."""
    home, connection, kind = municipality(), public_db(), plural.removesuffix("s")
    if f"{kind}:{slug}" not in targets(connection, home.id):
        raise NotFound(_("There is no such proposal or decision."))
    behind = inputs_behind(connection, home.id, kind, slug, limit=MOST)
    return jsonify(
        {
            "kind": kind,
            "slug": slug,
            "url": target_path(kind, slug),
            "counts": _count(behind.all) if behind.all else {"used": 0, "partly": 0, "not_used": 0, "total": 0},
            "areas": [{"slug": one.slug, "name": one.name, **_count(one)} for one in behind.by_area],
            "inputs": [_input(row) for row in behind.rows],
        }
    )


def _count(count: Count) -> dict[str, int]:
    return {name: value for name, value in asdict(count).items() if name not in ("name", "slug")}


def _input(row: Any) -> dict[str, Any]:
    return {
        "reference": row.reference,
        "url": f"/pins/{row.reference}",
        "title": row.title,
        "theme": row.theme,
        "state": row.state,
        "part": row.part_number,
        "relation": row.relation,
        "reason": row.reason,
        "linked_on": row.linked_on.isoformat(),
        "is_synthetic": row.is_synthetic,
    }
