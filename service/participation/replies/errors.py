"""What can be wrong with an official response."""

from __future__ import annotations

from service.errors import InvalidInput, NotFound


class UnitNotFound(NotFound):
    """The municipality has no such unit."""

    code = "unit_not_found"


class CareTaken(InvalidInput):
    """Another unit looks after the same theme or area already."""

    code = "care_taken"


class PartNotFound(NotFound):
    """The input has no part with that number."""

    code = "part_not_found"


class PartAnswered(InvalidInput):
    """A part that has been answered stays as it is."""

    code = "part_answered"


class NotAQuote(InvalidInput):
    """What was given as an excerpt does not stand in the input's text."""

    code = "not_a_quote"
