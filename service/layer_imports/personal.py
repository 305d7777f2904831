"""What imports of layers hold of people: of the staff who sent them. Plans and layers are of places, not of people."""

from __future__ import annotations

from service.i18n import N_
from service.personal import BLANK, KEEP, PersonalTable, declare

declare(
    PersonalTable(
        "service.layer_import",
        N_("Files of plans and map layers that you sent; they are deleted after a week"),
        N_("for a week, without a name"),
        {"person_id": BLANK, "file_name": KEEP},
        also=("state", "created_at", "applied_at"),
        persons=("person_id",),
        of_staff=True,
    )
)
