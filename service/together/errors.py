"""What can be wrong when a proposal is developed together."""

from __future__ import annotations

from service.errors import InvalidInput, NotAllowed, NotFound


class NotNow(NotAllowed):
    """The proposal is not in a phase in which it is developed together."""

    code = "not_developed_now"


class NotAmongThem(NotAllowed):
    """Only accepted co-developers may suggest changes."""

    code = "not_a_co_developer"


class SuggestionNotFound(NotFound):
    """There is no such suggestion, or nobody with such a number asked."""

    code = "suggestion_not_found"


class AnsweredAlready(InvalidInput):
    """Somebody else answered first."""

    code = "answered_already"
