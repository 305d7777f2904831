"""The history of an area for programs: its versions, each as GeoJSON, and the difference between two."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request

from boundaries.history import VersionRow
from service.areas.blueprint import blueprint
from service.areas.features import version_feature
from service.areas.history.difference import difference_between
from service.areas.history.pages import History, boundary_of, change_features, history_of, pair_of
from service.areas.history.schemas import Pair
from service.areas.history.words import difference_view, who_words
from service.errors import NotFound
from service.i18n import gettext as _
from service.web.context import municipality, public_db
from service.web.parse import parse_query
from service.web.routing import read

GEOJSON = "application/geo+json"


@blueprint.get("/api/areas/<slug>/versions")
@read("public")
def area_versions(slug: str) -> Response:
    """Every boundary that an area has had, newest first, with what points at each."""
    history = history_of(slug)
    return jsonify(
        {
            "area": slug,
            "state": history.traits.state,
            "successor": history.traits.successor_slug,
            "versions": [_version(history, version) for version in history.versions],
            "changes": [
                {
                    "revision": change.revision,
                    "changed_on": change.changed_on.isoformat(),
                    "what": change.what,
                    "before": change.before,
                    "after": change.after,
                    "changed_as": change.changed_as,
                    "who": who_words(change.changed_as, change.signature),
                    "reason": change.reason,
                }
                for change in history.changes
            ],
        }
    )


@blueprint.get("/api/areas/<slug>/versions/<int:number>")
@read("public")
def area_version_feature(slug: str, number: int) -> Response:
    """The boundary of one version as GeoJSON."""
    history = history_of(slug)
    version = history.version(number)
    response = jsonify(version_feature(history.traits, version, boundary_of(history, number)))
    response.content_type = GEOJSON
    response.add_etag()
    return response.make_conditional(request)


@blueprint.get("/api/areas/<slug>/difference")
@read("public")
def area_difference(slug: str) -> Response:
    """What an area gained and lost between two versions, in numbers and as GeoJSON."""
    query = parse_query(Pair)
    history = history_of(slug)
    pair = pair_of(history, query.from_, query.to)
    if pair is None:
        raise NotFound(_("The area has had one boundary only."))
    old, new = (boundary_of(history, number) for number in pair)
    found = difference_between(public_db(), municipality().id, old, new)
    body = {"area": slug, "from": pair[0], "to": pair[1], **difference_view(found)}
    return jsonify({**body, "geometry": change_features(found.change)})


def _version(history: History, version: VersionRow) -> dict[str, Any]:
    slug = history.traits.slug
    return {
        "number": version.number,
        "valid_from": version.valid_from_on.isoformat(),
        "valid_to": version.valid_to_on.isoformat() if version.valid_to_on else None,
        "area_m2": round(version.area_m2, 1),
        "changed_as": version.changed_as,
        "who": who_words(version.changed_as, version.signature),
        "reason": version.reason,
        "restored_from": version.restored_from,
        "results": [
            {"title": one.title, "page": f"/decisions/{one.slug}", "chose_it": one.is_chosen}
            for one in history.results[version.id]
        ],
        "page": f"/areas/{slug}/history/{version.number}",
        "boundary": f"/api/areas/{slug}/versions/{version.number}",
    }
