"""What keys of other services hold of people: who of the staff gave them."""

from __future__ import annotations

from service.i18n import N_
from service.personal import GONE, PersonalTable, declare

declare(
    PersonalTable(
        "service.machine_key",
        N_("Keys that you gave to other services"),
        N_("for good; your name goes with your account"),
        {"made_by": GONE},
        also=("id", "name", "created_at", "ended_at"),
        persons=("made_by",),
        of_staff=True,
    )
)
