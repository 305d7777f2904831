"""What can be wrong with a body's draft and its votes."""

from __future__ import annotations

from service.errors import EditConflict, InvalidInput


class DraftAlready(InvalidInput):
    """The body has a draft on this proposal already."""

    code = "draft_already"


class TextChanged(EditConflict):
    """The words were changed since this page was opened, so it is about another text."""

    code = "text_changed"


class VotingClosed(InvalidInput):
    """The statement is given, or it is decided another way."""

    code = "voting_closed"


class NoMajority(InvalidInput):
    """The body is not for the text."""

    code = "no_majority"
