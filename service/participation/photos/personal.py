"""What photos hold of people."""

from __future__ import annotations

from service.i18n import N_
from service.personal import BLANK, KEEP, PersonalTable, Thing, declare

declare(
    PersonalTable(
        "service.photo",
        N_("Photos that you sent, without what the camera wrote into them"),
        N_("as long as the idea; take a photo away when you like"),
        {"alt": KEEP, "client_id": BLANK},
        also=("id", "subject_kind", "subject_id", "number", "visibility", "created_at"),
        things=(Thing("pin", "subject_id", "subject_kind"), Thing("comment", "subject_id", "subject_kind")),
    )
)
declare(
    PersonalTable(
        "service.photo_file",
        N_("The photos themselves"),
        N_("as long as the idea; take a photo away when you like"),
        {"full": KEEP},
        also=("photo_id",),
        via=("photo_id", "service.photo", "id"),
        key="photo_id",
    )
)
