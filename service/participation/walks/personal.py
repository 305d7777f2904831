"""What development walks hold of people."""

from __future__ import annotations

from service.i18n import N_
from service.personal import BLANK, KEEP, PersonalTable, Thing, declare, not_personal

KEPT = N_("for good, without a name")

declare(
    PersonalTable(
        "service.walker",
        N_("That you walked along: your role, and your way back as a fingerprint"),
        N_("the role for good; the way back until the time is over"),
        {"token_hash": BLANK, "entered_by": BLANK, "roles": KEEP},
        also=("id", "walk_id", "method", "joined_at"),
        persons=("entered_by",),
        things=(Thing("walker", "id"),),
        is_thing="walker",
    )
)
declare(
    PersonalTable(
        "service.observation",
        N_("What you noted on a walk"),
        KEPT,
        {"body": KEEP, "wish": KEEP, "entered_by": BLANK, "walker_id": KEEP, "client_id": BLANK},
        also=("id", "walk_id", "severity", "observed_at"),
        persons=("entered_by",),
        things=(Thing("walker", "walker_id"),),
    )
)
declare(
    PersonalTable(
        "service.walk_experience",
        N_("How you found the walk"),
        KEPT,
        {"walker_id": KEEP, "heard": KEEP, "safe": KEEP, "ease": KEEP, "worth": KEEP, "body": KEEP},
        also=("observed_at",),
        things=(Thing("walker", "walker_id"),),
        key="walker_id",
    )
)
declare(
    PersonalTable(
        "service.walk_passage",
        N_("Which parts of the route you walked"),
        KEPT,
        {"walker_id": KEEP},
        also=("segment", "found_nothing", "observed_at"),
        things=(Thing("walker", "walker_id"),),
    )
)
declare(
    PersonalTable(
        "service.observation_check",
        N_("What you found when a walk was walked again"),
        KEPT,
        {"walker_id": KEEP},
        also=("observation_id", "outcome", "observed_at"),
        things=(Thing("walker", "walker_id"),),
    )
)
not_personal("who calls people to the walk, as an organisation", "service.walk.organiser")
