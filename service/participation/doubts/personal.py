"""What doubts hold of people."""

from __future__ import annotations

from service.i18n import N_
from service.personal import KEEP, PersonalTable, declare

declare(
    PersonalTable(
        "service.pin_doubt",
        N_("What you said was not fixed, and a fingerprint of you and the idea together"),
        N_("for good; the fingerprint cannot be turned back"),
        {"doubter_hash": KEEP, "body": KEEP},
        also=("pin_id", "created_at"),
        hashed=("doubter_hash", "doubt", "pin_id"),
    )
)
