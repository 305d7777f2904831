"""What themes hold of people: of those who work for the municipality alone."""

from __future__ import annotations

from service.i18n import N_
from service.personal import GONE, PersonalTable, declare, not_personal

declare(
    PersonalTable(
        "service.theme_owner",
        N_("The themes that you answer for"),
        N_("as long as you answer for them"),
        {"person_id": GONE},
        also=("theme_id", "unit_id", "since"),
        persons=("person_id",),
        key="theme_id",
        of_staff=True,
    )
)
not_personal("the name and task with which an official stands behind a change", "service.theme_step_change.signature")
