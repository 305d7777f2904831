"""What statements hold of people."""

from __future__ import annotations

from service.i18n import N_
from service.personal import BLANK, GONE, KEEP, PersonalTable, Thing, declare

declare(
    PersonalTable(
        "service.statement",
        N_("Statements on proposals: text, what they are about, the name that you gave, and your way back to them"),
        N_("the text for good; the name and your way back to it until you erase them or the time is over"),
        {
            "author_id": BLANK,
            "author_name": BLANK,
            "edit_token_hash": BLANK,
            "entered_by": GONE,
            "title": KEEP,
            "body": KEEP,
            "on_behalf": KEEP,
            "geom": KEEP,
        },
        also=("id", "reference", "proposal_id", "about", "quote", "language", "visibility", "state", "received_on"),
        persons=("author_id",),
        things=(Thing("statement", "id"),),
        is_thing="statement",
    )
)
declare(
    PersonalTable(
        "service.statement_response",
        N_("Official responses to statements that you signed with your name, task and unit"),
        N_("for good, as official answers"),
        {"answered_by": GONE, "signature": KEEP},
        also=("statement_id", "version", "outcome", "at"),
        persons=("answered_by",),
        of_staff=True,
    )
)
declare(
    PersonalTable(
        "service.statement_segment",
        N_("Parts of statements that you were to answer, with the answers that you signed"),
        N_("for good, as official answers"),
        {"person_id": GONE, "signature": KEEP, "note": KEEP},
        also=("statement_id", "start", "tags", "due_on", "answer", "outcome"),
        persons=("person_id",),
        of_staff=True,
    )
)
declare(
    PersonalTable(
        "service.statement_segment_answer",
        N_("Answers to parts of statements that you signed with your name, task and unit"),
        N_("for good, as official answers"),
        {"answered_by": GONE, "signature": KEEP},
        also=("segment_id", "version", "answer", "outcome", "at"),
        persons=("answered_by",),
        of_staff=True,
    )
)
