"""What can be wrong with a walk."""

from __future__ import annotations

from service.errors import NotFound


class WalkNotFound(NotFound):
    """There is no walk at this address."""

    code = "walk_not_found"
