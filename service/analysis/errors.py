"""What can be missing for an analysis."""

from __future__ import annotations

from service.errors import NotFound


class NoStatistics(NotFound):
    """The municipality has no statistics by area yet."""

    code = "no_statistics"


class NoSuchUnit(NotFound):
    """The statistics know no area with this code."""

    code = "no_such_unit"
