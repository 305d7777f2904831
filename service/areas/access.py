"""Whose area it is in this request: by account, by secret link, or by what this browser remembers."""

from __future__ import annotations

import dataclasses

from boundaries.models import Area
from service.areas.operations import editable
from service.areas.rules import has_secret
from service.permissions import Actor, may, require
from service.web.context import actor
from service.web.sessions import own_token

OWN = "area"


def actor_for(area: Area) -> Actor:
    """The request's actor, holding the secret that this browser keeps for the area when the link has none."""
    who = actor()
    if who.edit_token is None:
        return dataclasses.replace(who, edit_token=own_token(OWN, area.slug))
    return who


def require_edit(area: Area) -> Actor:
    """The actor, when they may change the area.

    Raises SignInNeeded or NotAllowed.
    """
    who = actor_for(area)
    require(who, "area.edit", editable(area))
    return who


def may_edit(area: Area) -> bool:
    """Whether the request's actor may change the area."""
    return may(actor_for(area), "area.edit", editable(area))


def secret_for(area: Area) -> str | None:
    """The secret of the area that this request holds, when it is the right one."""
    token = actor_for(area).edit_token
    return token if has_secret(token, area.edit_token_hash) else None
