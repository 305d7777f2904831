"""What imports of earlier feedback hold of people: of the staff who sent them, and for a week the file's rows."""

from __future__ import annotations

from service.i18n import N_
from service.personal import BLANK, KEEP, PersonalTable, declare

declare(
    PersonalTable(
        "service.feedback_import",
        N_("Tables of earlier feedback that you brought over; their rows are deleted after a week"),
        N_("for good, without a name"),
        {"person_id": BLANK, "file_name": KEEP},
        also=("state", "created_at", "applied_at"),
        persons=("person_id",),
        of_staff=True,
    )
)
