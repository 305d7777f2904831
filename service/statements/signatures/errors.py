"""What can be wrong with a signature under a statement."""

from __future__ import annotations

from service.errors import InvalidInput


class SigningClosed(InvalidInput):
    """The statement cannot be signed now: it is not public, it is answered, or the time is over."""

    code = "signing_closed"


class OwnStatement(InvalidInput):
    """Whoever gave a statement does not sign it as well."""

    code = "own_statement"


class WordsChanged(InvalidInput):
    """The statement's words are no longer those that the person read."""

    code = "words_changed"


class SignatureKept(InvalidInput):
    """A signature stays once the statement is answered; who signed can still be forgotten."""

    code = "signature_kept"
