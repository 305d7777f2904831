"""What proposals hold of people: who of the staff wrote them."""

from __future__ import annotations

from service.i18n import N_
from service.personal import BLANK, GONE, KEEP, PersonalTable, declare

OFFICIAL = N_("for good, as an official act")

declare(
    PersonalTable(
        "service.proposal",
        N_("Proposals that you wrote, signed with your unit and task"),
        OFFICIAL,
        {"author_id": GONE, "signature": KEEP},
        also=("slug", "title", "state", "created_at"),
        persons=("author_id",),
        of_staff=True,
    )
)
declare(
    PersonalTable(
        "service.proposal_document",
        N_("Documents that you attached to proposals or took away from them"),
        OFFICIAL,
        {"added_by": GONE, "removed_by": GONE},
        also=("proposal_id", "names", "added_at", "removed_at", "removal_reason"),
        persons=("added_by", "removed_by"),
        of_staff=True,
    )
)
declare(
    PersonalTable(
        "service.proposal_version",
        N_("Earlier versions of proposals that you wrote"),
        OFFICIAL,
        {"changed_by": BLANK, "signature": KEEP},
        also=("proposal_id", "version", "at"),
        persons=("changed_by",),
        of_staff=True,
    )
)
