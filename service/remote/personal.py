"""What allowed hosts hold of people: who of the staff allowed them."""

from __future__ import annotations

from service.i18n import N_
from service.personal import GONE, PersonalTable, declare

declare(
    PersonalTable(
        "service.remote_host",
        N_("Hosts of map services that you allowed"),
        N_("for good; your name goes with your account"),
        {"allowed_by": GONE},
        also=("id", "host", "port", "allowed_at", "ended_at"),
        persons=("allowed_by",),
        of_staff=True,
    )
)
