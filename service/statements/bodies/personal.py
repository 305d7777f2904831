"""What the statements of bodies hold of people: who writes them, and how each member votes."""

from __future__ import annotations

from service.i18n import N_
from service.personal import BLANK, GONE, KEEP, PersonalTable, declare

declare(
    PersonalTable(
        "service.body_statement",
        N_("Statements that you wrote, or chaired the vote on, for a board, panel or table that you sit on"),
        N_("the text for good, as the body's; that you wrote it until you erase your account"),
        {"leader_id": GONE, "chair_id": GONE, "dissents": KEEP},
        also=("statement_id", "way", "version", "decided_on", "given_at"),
        persons=("leader_id", "chair_id"),
        key="statement_id",
    )
)
declare(
    PersonalTable(
        "service.body_vote",
        N_("How you voted on the statements of a board, panel or table that you sit on, and your dissenting opinion"),
        N_(
            "the vote and the opinion for good, so that the numbers hold; that they are yours until you erase your "
            "account"
        ),
        {"person_id": BLANK, "choice": KEEP, "dissent": KEEP},
        also=("statement_id", "version", "at"),
        persons=("person_id",),
    )
)
declare(
    PersonalTable(
        "service.body_statement_version",
        N_("Versions of a statement of a board, panel or table that you wrote"),
        N_("for good, without your name once you erase your account"),
        {"written_by": BLANK, "title": KEEP, "body": KEEP},
        also=("statement_id", "version", "at"),
        persons=("written_by",),
    )
)
