"""What pins hold of people."""

from __future__ import annotations

from service.i18n import N_
from service.personal import BLANK, KEEP, PersonalTable, Thing, declare

#: The place that its author did not want to show is given up: what is left is what anyone may see, and the
#: postal-code area where there is no point, so that the area's numbers stay.
GIVE_UP_PLACE = """
UPDATE service.pin AS p
SET named_area_id = CASE WHEN p.public_geom IS NULL AND p.geom IS NOT NULL THEN coalesce(p.named_area_id, (
        SELECT a.id FROM boundaries.area AS a
        JOIN boundaries.area_version AS v ON v.area_id = a.id AND v.valid_to IS NULL
        WHERE a.municipality_id = p.municipality_id AND a.kind = 'postal' AND ST_Intersects(v.geom, p.geom)
        ORDER BY a.id LIMIT 1)) ELSE p.named_area_id END,
    geom = p.public_geom
WHERE p.id = ANY (CAST(:keys AS uuid[])) AND p.precision <> 'exact'
"""

declare(
    PersonalTable(
        "service.pin",
        N_("Ideas: text, place, how you belong to the place, and your way back to them"),
        N_("the text and the place that you let be shown for good; the rest until you erase it or the time is over"),
        {
            "author_id": BLANK,
            "edit_token_hash": BLANK,
            "accuracy_m": BLANK,
            "placed_at_zoom": BLANK,
            "geom": KEEP,
            "title": KEEP,
            "body": KEEP,
            "tie": KEEP,
        },
        also=("id", "reference", "kind", "language", "precision", "state", "visibility", "created_at"),
        persons=("author_id",),
        things=(Thing("pin", "id"),),
        is_thing="pin",
        before=(GIVE_UP_PLACE,),
    )
)
declare(
    PersonalTable(
        "service.pin_state_change",
        N_("Answers that you gave as an official, signed with your name, task and unit"),
        N_("for good, as official answers"),
        {"changed_by": BLANK, "public_text": KEEP, "signature": KEEP},
        also=("pin_id", "state", "at"),
        persons=("changed_by",),
        of_staff=True,
    )
)
declare(
    PersonalTable(
        "service.pin_shape",
        N_("Lines and areas that you drew with your ideas"),
        N_("for good, as the place that you let be shown"),
        {"geom": KEEP},
        also=("pin_id",),
        things=(Thing("pin", "pin_id"),),
        key="pin_id",
    )
)
