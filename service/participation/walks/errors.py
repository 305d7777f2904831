"""What can be wrong with a walk."""

from __future__ import annotations

from service.errors import NotFound


class WalkNotFound(NotFound):
    """There is no walk at this address."""

    code = "walk_not_found"


class ObservationNotFound(NotFound):
    """There is no such observation on the walk, or none that anyone may see."""

    code = "observation_not_found"
