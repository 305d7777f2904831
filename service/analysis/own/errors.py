"""What can be wrong with an import of figures."""

from __future__ import annotations

from service.errors import EditConflict, NotFound


class FigureImportNotFound(NotFound):
    """There is no such import here."""

    code = "import_not_found"


class NoSuchIndicator(NotFound):
    """The municipality has no indicator with this key."""

    code = "no_such_indicator"


class NoSuchEdition(NotFound):
    """The municipality has no edition with this number."""

    code = "no_such_edition"


class ReportOutdated(EditConflict):
    """What would be done is no longer what was approved."""

    code = "report_outdated"
