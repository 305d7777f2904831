"""What decisions hold of people: who made them."""

from __future__ import annotations

from service.i18n import N_
from service.personal import GONE, KEEP, PersonalTable, declare

declare(
    PersonalTable(
        "service.decision",
        N_("Decisions that you made, with your name"),
        N_("for good: a decision never changes, and the name of the official who made it is public"),
        {"decided_by": GONE, "signature": KEEP},
        also=("slug", "title", "decided_at"),
        persons=("decided_by",),
        of_staff=True,
    )
)
