"""What can be wrong with an assessment."""

from __future__ import annotations

from service.errors import EditConflict, NotFound


class AssessmentNotFound(NotFound):
    """There is no assessment with this number."""

    code = "assessment_not_found"


class RowNotFound(NotFound):
    """There is no such row in the draft; somebody may have removed it."""

    code = "effect_row_not_found"


class DraftChanged(EditConflict):
    """Somebody else changed this part of the draft first."""

    code = "effects_changed"
