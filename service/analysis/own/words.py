"""What is said of a file of figures and of each of its rows, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from boundaries.reading.errors import UploadProblem
from layers.indicators.bringing.planning import Finding
from service.areas.upload.words import file_sentence
from service.i18n import N_, format_number
from service.i18n import gettext as _
from service.participation.imports.words import TABLE_SENTENCES, table_sentence

#: Stands in an edition's note, and so is written in every language.
BY_SHAPE = N_(
    "Counts were moved from the file's shapes to these areas, as if what a shape holds were spread evenly over it."
)
#: Code of a finding -> sentence. A test holds the table to every code that a plan uses.
FINDINGS = {
    "not_a_number": N_("“%(text)s” in the column %(column)s is neither a number nor one of the marks."),
    "negative": N_("%(text)s in the column %(column)s is below nothing. If it hides a figure, add it to the marks."),
    "part_above_whole": N_("The part is greater than the whole: %(part)s of %(whole)s."),
    "not_whole": N_("%(number)s is not a whole number. It is kept as it is."),
    "zeros_put_back": N_("The code %(text)s got its leading zeros back: %(unit)s."),
    "total_row": N_("It is a sum of all areas, or of none, and no area of its own."),
    "placeholder": N_("“%(text)s” is no area here, and its figure is as great as those of all areas together."),
    "without_area": N_("It names no area."),
    "name_of_several": N_("Several areas are called “%(text)s”. Use their codes."),
    "unknown_area": N_("“%(text)s” is no area of this municipality."),
    "area_twice": N_("The same area is on row %(lines)s too."),
    "added_up": N_("It is added to row %(lines)s of the same area."),
}
#: Those for which a row is not brought in.
REASONS = frozenset(FINDINGS) - {"not_whole", "zeros_put_back", "added_up"}
PART_LABELS = {
    "code": N_("Area's code"),
    "name": N_("Area's name"),
    "part": N_("Counted"),
    "whole": N_("Out of"),
    "value": N_("Figure"),
    "base": N_("People behind the figure"),
    "error": N_("Standard error of the figure"),
}
STATE_WORDS = {
    "reading": N_("Being read"),
    "asking": N_("Waiting for your choice"),
    "failed": N_("Cannot be used"),
    "ready": N_("Waiting for approval"),
    "applied": N_("Brought in"),
}
STATE_TONES = {"reading": "info", "asking": "info", "failed": "bad", "ready": "info", "applied": "good"}
NO_SHAPES = {
    "no_system": N_("The file does not say in which coordinate system its shapes are, so only codes and names count."),
    "elsewhere": N_("The shapes of the file are somewhere else, so only codes and names count."),
    "no_areas": N_("The file has no areas as shapes, so only codes and names count."),
}


def problem_sentence(problem: dict[str, Any]) -> str:
    """Why a file was refused."""
    found = UploadProblem(str(problem.get("code", "damaged")), **dict(problem.get("values") or {}))
    return table_sentence(found) if found.code in TABLE_SENTENCES else file_sentence(found)


def finding_sentence(finding: Finding) -> str:
    """What is said of one row."""
    values: dict[str, Any] = {name: _said(value) for name, value in finding.values}
    return _(FINDINGS[finding.code], **values)


def _said(value: Any) -> str:
    if isinstance(value, list | tuple):
        return _joined(value)
    return format_number(value) if isinstance(value, int | float) else str(value)


def _joined(lines: Sequence[int]) -> str:
    shown = ", ".join(str(line) for line in lines[:5])
    return f"{shown} …" if len(lines) > 5 else shown
