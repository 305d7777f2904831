"""What developing together holds of people."""

from __future__ import annotations

from service.i18n import N_
from service.personal import BLANK, GONE, ROW, PersonalTable, declare

declare(
    PersonalTable(
        "service.co_developer",
        N_("Proposals that you asked to develop together"),
        N_("until you erase your account"),
        {"person_id": ROW, "decided_by": GONE},
        also=("proposal_id", "message", "state", "asked_at", "decided_at"),
        persons=("person_id",),
    )
)
declare(
    PersonalTable(
        "service.proposal_suggestion",
        N_("Changes that you suggested to proposals"),
        N_("for good, without your name once you erase your account"),
        {"author_id": BLANK, "decided_by": GONE},
        also=("proposal_id", "title", "summary", "body", "note", "state", "reason", "sent_at", "decided_at"),
        persons=("author_id",),
    )
)
