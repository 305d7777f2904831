"""What the page of somebody who walks along shows."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select

from service.i18n import gettext as _
from service.participation.walks.along.models import WalkPassage
from service.participation.walks.along.words import role_label
from service.participation.walks.errors import WalkNotFound
from service.participation.walks.features import routes_layer, stops_layer
from service.participation.walks.models import Observation, Walker
from service.participation.walks.queries import legs_of, observations, stops, walk_by_slug
from service.web.context import db_session, municipality, public_db
from service.web.map_config import map_config
from service.web.sessions import token_hash


def along_context(slug: str, token: str) -> dict[str, Any]:
    """The page's context: what anyone may see of the walk, and what the walker with this secret has noted.

    Without a secret it is the same for everybody, so that a phone may keep it for when there is no network.

    Raises WalkNotFound.
    """
    home, connection = municipality(), public_db()
    walk = walk_by_slug(connection, home.id, slug)
    if walk is None:
        raise WalkNotFound(_("There is no such walk."))
    halts = stops(connection, walk.id)
    earlier = walk_by_slug(connection, home.id, walk.follows_slug) if walk.follows_slug else None
    walker = _walker(walk.id, token)
    return {
        "walk": walk,
        "stops": halts,
        "legs": legs_of(walk, halts),
        "earlier": earlier,
        "to_check": observations(connection, earlier.id) if earlier is not None else [],
        "walker": walker,
        "token": token if walker is not None else "",
        "roles": [role_label(role) for role in walker.roles] if walker is not None else [],
        "own_notes": _own_notes(walker),
        "walked": _walked(walker),
        "new_id": lambda: str(uuid.uuid4()),
        "map_config": map_config(
            home, [routes_layer([walk], ""), stops_layer(halts, _("Stops"))], show=walk.geom, locate=True
        ),
    }


def _walker(walk_id: uuid.UUID, token: str) -> Walker | None:
    if not token:
        return None
    return db_session().scalar(select(Walker).where(Walker.walk_id == walk_id, Walker.token_hash == token_hash(token)))


def _own_notes(walker: Walker | None) -> list[Observation]:
    if walker is None:
        return []
    own = select(Observation).where(Observation.walker_id == walker.id).order_by(Observation.number.desc())
    return list(db_session().scalars(own))


def _walked(walker: Walker | None) -> dict[int, bool]:
    """The legs that the walker has confirmed, each with whether there was nothing to report."""
    if walker is None:
        return {}
    rows = db_session().scalars(select(WalkPassage).where(WalkPassage.walker_id == walker.id))
    return {row.segment: row.found_nothing for row in rows}
