"""What the writing down of what others told holds of people: of the staff, for those who told have no account."""

from __future__ import annotations

from service.i18n import N_
from service.personal import GONE, PersonalTable, declare

KEPT = N_("for good; your name goes with your account")

declare(
    PersonalTable(
        "service.source",
        N_("Events and papers that you named while writing down what was told"),
        KEPT,
        {"made_by": GONE},
        also=("id", "kind", "name", "held_on", "created_at"),
        persons=("made_by",),
    )
)
declare(
    PersonalTable(
        "service.pin_source",
        N_("Ideas that you wrote down for others"),
        KEPT,
        {"entered_by": GONE},
        also=("pin_id", "source_id", "said_on"),
        persons=("entered_by",),
        key="pin_id",
    )
)
