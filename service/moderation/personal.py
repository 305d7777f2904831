"""What moderation holds of people."""

from __future__ import annotations

from service.i18n import N_
from service.personal import BLANK, KEEP, PersonalTable, declare, not_personal

declare(
    PersonalTable(
        "service.report",
        N_("What you reported to moderators, as a fingerprint of you and the thing together; reports that you closed"),
        N_("the report for good, the fingerprint until you erase your account"),
        {"reporter_hash": BLANK, "reason": KEEP, "body": KEEP, "resolved_by": BLANK},
        also=("subject_kind", "subject_id", "created_at"),
        persons=("resolved_by",),
        hashed=("reporter_hash", "report|{subject_kind}", "subject_id"),
    )
)
not_personal("a keyed hash that changes every day", "service.report.client_hash")
