"""What assessments hold of people: which of the staff wrote and published them."""

from __future__ import annotations

from service.i18n import N_
from service.personal import GONE, KEEP, PersonalTable, declare

declare(
    PersonalTable(
        "service.effect_row",
        N_("Lines of assessments of effects that you wrote last"),
        N_("as long as the line stands in the draft"),
        {"changed_by": GONE},
        also=("proposal_id", "topic", "people", "direction", "why", "changed_at"),
        persons=("changed_by",),
        of_staff=True,
    )
)
declare(
    PersonalTable(
        "service.effect_assessment",
        N_("Assessments of effects that you published, signed with your unit and task"),
        N_("for good, as an official act"),
        {"published_by": GONE, "signature": KEEP},
        also=("proposal_id", "number", "change_note", "published_at"),
        persons=("published_by",),
        of_staff=True,
    )
)
