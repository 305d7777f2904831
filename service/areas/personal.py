"""What areas, calls for drawings and imports hold of people."""

from __future__ import annotations

from service.i18n import N_
from service.personal import BLANK, GONE, KEEP, ROW, PersonalTable, Thing, blank, declare, not_personal

OFFICIAL = N_("for good, as an official act")

declare(
    PersonalTable(
        "boundaries.area",
        N_("Areas that you drew, and your way back to them"),
        N_("the area for good, the way back until you erase it"),
        {"author_id": BLANK, "edit_token_hash": BLANK, "description": KEEP},
        also=("id", "slug", "kind", "names", "state", "created_at"),
        persons=("author_id",),
        things=(Thing("area", "id"),),
        is_thing="area",
    )
)
declare(
    PersonalTable(
        "boundaries.area_version",
        N_("Boundaries that you drew or changed"),
        N_("for good, without a name"),
        {"changed_by": BLANK, "signature": KEEP, "geom": KEEP},
        also=("area_id", "number", "reason", "valid_from"),
        persons=("changed_by",),
    )
)
declare(
    PersonalTable(
        "boundaries.area_change",
        N_("Changes that you made to an area's details"),
        OFFICIAL,
        {"changed_by": BLANK, "signature": KEEP},
        also=("area_id", "what", "reason", "at"),
        persons=("changed_by",),
        of_staff=True,
    )
)
declare(
    PersonalTable(
        "service.area_call",
        N_("Calls for drawings that you opened"),
        N_("for good, without a name"),
        {"author_id": BLANK, "name": KEEP, "reason": KEEP},
        also=("slug", "state", "created_at"),
        persons=("author_id",),
    )
)
declare(
    PersonalTable(
        "service.area_drawing",
        N_("What you drew in a call: the outline, your words, how you belong to the place"),
        N_("the drawing for good, your way back until you erase it"),
        {"drawer_hash": BLANK, "edit_token_hash": blank(b""), "tie": KEEP, "called": KEEP, "why": KEEP, "geom": KEEP},
        also=("id", "call_id", "is_open", "visibility", "created_at"),
        things=(Thing("area_drawing", "id"),),
        hashed=("drawer_hash", "area_call", "call_id"),
        is_thing="area_drawing",
    )
)
declare(
    PersonalTable(
        "service.area_origin",
        N_("Areas that you published from drawings"),
        OFFICIAL,
        {"published_by": GONE},
        also=("area_version_id", "published_at"),
        persons=("published_by",),
        of_staff=True,
    )
)
declare(
    PersonalTable(
        "service.area_import",
        N_("Files of areas that you sent for import"),
        N_("a week"),
        {"person_id": ROW, "file_name": ROW},
        also=("kind", "state", "created_at"),
        persons=("person_id",),
        of_staff=True,
    )
)
not_personal("what staff say a body can be reached by", "boundaries.area_body.contact")
