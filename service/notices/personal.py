"""What following and notices hold of people."""

from __future__ import annotations

from service.i18n import N_
from service.personal import BLANK, ROW, PersonalTable, Thing, declare

declare(
    PersonalTable(
        "service.follow",
        N_("What you follow by e-mail, and the address"),
        N_("until you stop following; an address that was not confirmed, three days"),
        {"email": ROW, "token_hash": ROW},
        also=("subject_kind", "subject_id", "role", "language", "rhythm", "asked_at", "confirmed_at"),
        emails=("email",),
        things=(
            Thing("pin", "subject_id", "subject_kind", only=("role", "author")),
            Thing("statement", "subject_id", "subject_kind", only=("role", "author")),
        ),
    )
)
declare(
    PersonalTable(
        "service.notice_letter",
        N_("That a notice was sent to you, as a fingerprint of the address"),
        N_("as long as the notice"),
        {"address_hash": BLANK},
        also=("notice_id", "sent_at"),
        via=("follow_id", "service.follow", "id"),
    )
)
