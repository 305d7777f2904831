"""Why a statement cannot be signed now, in the reader's language."""

from __future__ import annotations

from service.i18n import format_date
from service.i18n import gettext as _
from service.statements.rules import Window
from service.statements.signatures.rules import Stage
from service.statements.window import today


def closed_sentence(stage: Stage, window: Window | None) -> str:
    """The sentence for a stage in which nobody can sign; empty while it is open."""
    if stage == "open":
        return ""
    if stage == "unseen":
        return _("This statement is not public now, so it cannot be signed.")
    if stage == "answered":
        return _("This statement has got its official response, so it can no longer be signed.")
    if stage == "coming" and window is not None:
        return _("Statements can be signed from %(day)s on.", day=format_date(window.opens_on))
    if window is not None and window.closes_on is not None and window.closes_on < today():
        day = format_date(window.closes_on)
        return _("The time for statements ended on %(day)s, so this can no longer be signed.", day=day)
    return _("Statements on this proposal are not taken now, so they cannot be signed either.")
