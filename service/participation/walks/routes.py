"""Routes of walks: the list, a walk's page and its GeoJSON.

Making a walk is in `making`, walking along in `along`, what it came to in `after`.
"""

from __future__ import annotations

import shapely
from flask import Response, jsonify, render_template

from service.discussion.queries import thread
from service.i18n import gettext as _
from service.participation.photos.queries import photos_of
from service.participation.walks import rules, subject  # noqa: F401  (registers the permissions and the subject)
from service.participation.walks.after import observation_routes, reporting, sheet_routes, statistics_routes  # noqa: F401  (they add routes and a kind)
from service.participation.walks.after.queries import coverage, experience, roles
from service.participation.walks.along import api_routes  # noqa: F401  (they add their routes)
from service.participation.walks.along import routes as along_routes  # noqa: F401
from service.participation.walks.along.words import questions, role_label
from service.participation.walks.blueprint import blueprint
from service.participation.walks.errors import WalkNotFound
from service.participation.walks.features import routes_layer, walk_collection, walk_layers
from service.participation.walks.making import manage_routes  # noqa: F401  (they add their routes)
from service.participation.walks.queries import (
    ObservationView,
    StopView,
    WalkView,
    crossed_areas,
    followers,
    legs_of,
    observations,
    pair_of,
    stops,
    walk_by_slug,
    walks,
)
from service.web.context import municipality, public_db
from service.web.map_config import map_config
from service.web.routing import read


@blueprint.get("/walks")
@read("public")
def list_walks() -> str:
    """All walks, newest first, with a map of their routes."""
    home = municipality()
    found = walks(public_db(), home.id)
    return render_template(
        "walks/list.html",
        walks=found,
        map_config=map_config(
            home,
            [routes_layer(found, _("Walks"))],
            show=shapely.union_all([walk.geom.envelope for walk in found]),
        ),
    )


@blueprint.get("/walks/<slug>")
@read("public")
def show_walk(slug: str) -> str:
    """A walk's page: the route, what was noted at each halt, and what should be done. Prints well."""
    connection, walk = public_db(), _walk(slug)
    halts, notes = stops(connection, walk.id), observations(connection, walk.id)
    pairs = pair_of(connection, walk)
    return render_template(
        "walks/page.html",
        walk=walk,
        by_stop=by_stop(halts, notes),
        observation_count=len(notes),
        photos=photos_of(connection, "observation", [note.key for note in notes]),
        followers=followers(connection, walk.id),
        pairs=pairs,
        areas=crossed_areas(connection, walk.id),
        legs=legs_of(walk, halts),
        walked=coverage(connection, municipality().id, [walk.slug, *(one.slug for one in pairs)]),
        roles=[(role_label(role), count) for role, count in roles(connection, walk.id)],
        experience=experience(connection, walk.id),
        questions=questions(),
        thread=thread(connection, municipality().id, "walk", str(walk.id)),
        map_config=map_config(municipality(), walk_layers(walk, halts, notes), show=walk.geom),
    )


@blueprint.get("/api/walks/<slug>")
@read("public")
def show_features(slug: str) -> Response:
    """The route, the halts and the observations as GeoJSON."""
    connection, walk = public_db(), _walk(slug)
    response = jsonify(walk_collection(walk, stops(connection, walk.id), observations(connection, walk.id)))
    response.content_type = "application/geo+json"
    return response


def by_stop(
    halts: list[StopView], notes: list[ObservationView]
) -> list[tuple[StopView | None, list[ObservationView]]]:
    """Each halt with what was noted there, in order; what was noted between halts comes last, without one."""
    known = {halt.number for halt in halts}
    grouped: list[tuple[StopView | None, list[ObservationView]]] = [
        (halt, [note for note in notes if note.stop_number == halt.number]) for halt in halts
    ]
    between = [note for note in notes if note.stop_number not in known]
    return [*grouped, (None, between)] if between else grouped


def _walk(slug: str) -> WalkView:
    walk = walk_by_slug(public_db(), municipality().id, slug)
    if walk is None:
        raise WalkNotFound(_("There is no such walk."))
    return walk
