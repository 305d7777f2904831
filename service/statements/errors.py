"""What can be wrong with a statement."""

from __future__ import annotations

from service.errors import InvalidInput, NotAllowed, NotFound


class StatementNotFound(NotFound):
    """There is no such statement, or none that this person may see."""

    code = "statement_not_found"


class StatementsClosed(InvalidInput):
    """The proposal takes no statements today."""

    code = "statements_closed"


class NoSuchPlace(InvalidInput):
    """What the statement is about does not stand in the proposal."""

    code = "no_such_place"


class StatementFixed(NotAllowed):
    """The words of a statement stay as they are once it is being handled."""

    code = "statement_fixed"


class StatementSigned(InvalidInput):
    """The words of a statement stay as they are once others have signed them."""

    code = "statement_signed"


class NotYourStatement(NotAllowed):
    """Only the one who gave a statement may change it."""

    code = "not_your_statement"
