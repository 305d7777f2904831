"""What can be asked for and is not there."""

from __future__ import annotations

from service.errors import NotFound


class NoSuchMeasure(NotFound):
    """The catalogue has no indicator with this key."""

    code = "no_such_measure"


class NoSuchZoning(NotFound):
    """The municipality has no such zoning, or no such regions for it."""

    code = "no_such_zoning"
