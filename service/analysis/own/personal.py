"""What own indicators hold of people: of the staff who brought them in."""

from __future__ import annotations

from service.i18n import N_
from service.personal import BLANK, KEEP, PersonalTable, declare

declare(
    PersonalTable(
        "service.indicator_import",
        N_("Files of figures that you sent; they are deleted after a week"),
        N_("a week"),
        {"person_id": BLANK, "file_name": KEEP},
        also=("state", "created_at", "applied_at"),
        persons=("person_id",),
        of_staff=True,
    )
)
declare(
    PersonalTable(
        "layers.own_edition",
        N_("Figures of the municipality's own indicators that you brought in"),
        N_("for good, without a name"),
        {"person_id": BLANK},
        also=("edition", "made_at"),
        persons=("person_id",),
        of_staff=True,
    )
)
