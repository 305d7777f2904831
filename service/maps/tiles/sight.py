"""Whose layers a request for a tile may see: the sign-in of every page, looked up only where it makes a difference."""

from __future__ import annotations

from typing import Any

from werkzeug.http import parse_cookie

from service.db import Database
from service.web.sessions import actor_of, cookie_name, sign_in_of


def sight_of(environ: dict[str, Any], database: Database, municipality_id: int) -> str:
    """One of `layers.models.VISIBILITIES`; "public" for whoever is not signed in to the municipality as its staff."""
    token = parse_cookie(environ).get(cookie_name(database.settings))
    if not token:
        return "public"
    with database.session_for(municipality_id) as db:
        found = sign_in_of(db, token, municipality_id)
        return actor_of(found[0] if found else None, municipality_id).sight
