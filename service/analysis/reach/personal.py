"""What reckonings of reach hold of people: of the staff who asked for them."""

from __future__ import annotations

from service.i18n import N_
from service.personal import BLANK, PersonalTable, declare

declare(
    PersonalTable(
        "service.reach_reckoning",
        N_("Reckonings of the reach of services that you started"),
        N_("for good, without a name"),
        {"person_id": BLANK},
        also=("state", "asked_at"),
        persons=("person_id",),
        of_staff=True,
    )
)
