"""What can be wrong with an import."""

from __future__ import annotations

from service.errors import EditConflict, NotFound


class ImportNotFound(NotFound):
    """There is no such import here."""

    code = "import_not_found"


class ReportOutdated(EditConflict):
    """What would be done is no longer what was approved."""

    code = "report_outdated"
