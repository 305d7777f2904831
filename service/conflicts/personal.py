"""What reports hold of people: which of the staff judged a line."""

from __future__ import annotations

from service.i18n import N_
from service.personal import GONE, KEEP, PersonalTable, declare

declare(
    PersonalTable(
        "service.conflict_judgement",
        N_("What you said of the lines of a proposal's report, signed with your unit and task"),
        N_("for good, as an official act"),
        {"made_by": GONE, "signature": KEEP},
        also=("proposal_id", "version", "line", "verdict", "reason", "made_at"),
        persons=("made_by",),
        of_staff=True,
    )
)
