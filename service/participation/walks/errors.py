"""What can be wrong with a walk."""

from __future__ import annotations

from service.errors import InvalidInput, NotFound


class WalkNotFound(NotFound):
    """There is no walk at this address."""

    code = "walk_not_found"


class ObservationNotFound(NotFound):
    """There is no such observation on the walk, or none that anyone may see."""

    code = "observation_not_found"


class WalkerUnknown(NotFound):
    """The secret that came along is of nobody who joined this walk."""

    code = "walker_unknown"


class WalkOver(InvalidInput):
    """The walk was so long ago that nothing is taken in any more."""

    code = "walk_over"
