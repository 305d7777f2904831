"""What accounts hold of people."""

from __future__ import annotations

from service.i18n import N_
from service.personal import GONE, KEEP, ROW, PersonalTable, declare, not_personal

ACCOUNT = N_("until you erase your account")

declare(
    PersonalTable(
        "service.person",
        N_("Your account: name, e-mail, unit and task"),
        ACCOUNT,
        {"id": ROW, "email": ROW, "display_name": ROW, "title": ROW, "created_at": ROW},
        persons=("id",),
    )
)
declare(
    PersonalTable(
        "service.identity",
        N_("Who you are at the sign-in service"),
        ACCOUNT,
        {"person_id": ROW, "issuer": ROW, "subject": ROW, "home_code": ROW},
        also=("created_at", "last_used_at"),
        persons=("person_id",),
    )
)
declare(
    PersonalTable(
        "service.web_session",
        N_("Where you are signed in: browser and times"),
        N_("until you sign out, at most a day"),
        {"person_id": ROW, "token_hash": ROW, "device": ROW, "how": ROW, "data": ROW},
        also=("created_at", "last_used_at", "expires_at"),
        persons=("person_id",),
        key="token_hash",
    )
)
declare(
    PersonalTable(
        "service.sign_in_link",
        N_("Sign-in links that were sent to you, as fingerprints"),
        N_("a week after they expire"),
        {"person_id": ROW, "token_hash": ROW},
        also=("created_at", "expires_at", "used_at"),
        persons=("person_id",),
        key="token_hash",
    )
)
declare(
    PersonalTable(
        "service.role_grant",
        N_("Your roles"),
        N_("until the role is taken away"),
        {"person_id": ROW, "role": ROW, "area_id": ROW},
        also=("municipality_id", "granted_at"),
        persons=("person_id",),
        of_staff=True,
    )
)
declare(
    PersonalTable(
        "service.personal_access",
        N_("Who of the staff opened your data, and when"),
        ACCOUNT,
        {"person_id": GONE, "opened_by": KEEP, "what": GONE},
        also=("at",),
        persons=("person_id",),
    )
)
declare(
    PersonalTable(
        "service.audit_entry",
        N_("What you did as an official: an entry in the log of official acts, with a number instead of your name"),
        N_("for good: each entry seals the one before it"),
        {"actor_id": KEEP},
        also=("action", "subject_kind", "subject_id", "at"),
        persons=("actor_id",),
        of_staff=True,
    )
)
declare(
    PersonalTable(
        "service.erasure",
        N_("That something was erased, with a number instead of your name, so that a backup does not bring it back"),
        N_("for good"),
        {"thing_id": KEEP},
        also=("kind", "erased_at"),
        persons=("thing_id",),
        key="thing_id",
    )
)
not_personal(
    "a keyed hash that changes every day and is deleted after two",
    "service.deed.client_hash",
)
not_personal("a random state of a sign-in that names nobody", "service.sign_in_attempt.state_hash")
