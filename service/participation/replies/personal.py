"""What official responses hold of people: of those who work for the municipality alone."""

from __future__ import annotations

from service.i18n import N_
from service.personal import GONE, KEEP, PersonalTable, declare, not_personal

declare(
    PersonalTable(
        "service.unit_member",
        N_("In which unit you work"),
        N_("as long as you work there"),
        {"person_id": GONE},
        also=("unit_id",),
        persons=("person_id",),
        of_staff=True,
    )
)
declare(
    PersonalTable(
        "service.pin_part",
        N_("Ideas that were given to you to answer"),
        N_("for good, as an official act; your name goes with your account"),
        {"person_id": GONE},
        also=("pin_id", "number", "due_on"),
        persons=("person_id",),
        of_staff=True,
    )
)
declare(
    PersonalTable(
        "service.pin_note",
        N_("Notes that you wrote to other staff"),
        N_("for good, as an official act; your name goes with your account"),
        {"written_by": GONE, "signature": KEEP, "body": KEEP},
        also=("pin_id", "part_number", "at"),
        persons=("written_by",),
        of_staff=True,
    )
)
declare(
    PersonalTable(
        "service.answer_sheet",
        N_("Tables of answers that you sent"),
        N_("for a week"),
        {"person_id": GONE, "file_name": GONE, "rows": GONE},
        also=("created_at", "applied_at"),
        persons=("person_id",),
        of_staff=True,
    )
)
not_personal("the address of a unit, not of a person", "service.unit.email")
