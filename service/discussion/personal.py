"""What discussions hold of people."""

from __future__ import annotations

from service.i18n import N_
from service.personal import BLANK, KEEP, PersonalTable, Thing, declare

declare(
    PersonalTable(
        "service.comment",
        N_("Comments, with the name that you gave"),
        N_("the text for good, the name and your way back to it until you erase them or the time is over"),
        {"author_name": BLANK, "author_id": BLANK, "edit_token_hash": BLANK, "body": KEEP, "staff_title": KEEP},
        also=("id", "subject_kind", "subject_id", "language", "visibility", "board_area_id", "created_at"),
        persons=("author_id",),
        things=(Thing("comment", "id"),),
        is_thing="comment",
    )
)
declare(
    PersonalTable(
        "service.support",
        N_("What you support, as a fingerprint of you and the thing together"),
        N_("the count for good, the fingerprint until you erase your account"),
        {"supporter_hash": BLANK},
        also=("subject_kind", "subject_id", "created_at"),
        hashed=("supporter_hash", "{subject_kind}", "subject_id"),
    )
)
