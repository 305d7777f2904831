"""The token that another service carries in the header ``Authorization: Bearer``, where it writes to the JSON API.

It stands for itself and for nobody: a request that carries one is no browser's, so its cookies are not looked at
and no CSRF token is asked for. Pages know no tokens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import g, request

#: Addresses at which a token is looked at.
PATHS = "/api/"
_HEADER = "bearer "


@dataclass(frozen=True, slots=True)
class Bearer:
    """Another service: the number of its key, the permissions that it was given, and how often it may write."""

    id: int
    permissions: frozenset[str]
    per_hour: int


#: How a token is looked up; the feature that gives tokens says it.
_READERS: list[Callable[[str], Bearer]] = []


def look_up_by(reader: Callable[[str], Bearer]) -> None:
    """Say how a token becomes a `Bearer`; `reader` raises what is to be answered to one that does not work."""
    _READERS[:] = [reader]


def bearer() -> Bearer | None:
    """Who writes by a token; None for a request without one. Looked up once a request.

    Raises what the feature that gives tokens raises for one that does not work.
    """
    if "bearer" not in g:
        given = request.headers.get("Authorization", "")
        is_here = request.path.startswith(PATHS) and given[: len(_HEADER)].lower() == _HEADER
        g.bearer = _READERS[0](given[len(_HEADER) :].strip()) if is_here and _READERS else None
    found: Bearer | None = g.bearer
    return found
