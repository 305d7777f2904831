"""What can be wrong with a document."""

from __future__ import annotations

from service.errors import InvalidInput, NotFound


class DocumentRefused(InvalidInput):
    """The file is none that is taken, or breaks a limit; the message says which and what to do."""

    code = "document_refused"


class DocumentNotFound(NotFound):
    """There is no such document, or none that this person may see."""

    code = "document_not_found"
