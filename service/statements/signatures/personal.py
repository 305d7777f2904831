"""What signatures under statements hold of people."""

from __future__ import annotations

from service.i18n import N_
from service.personal import BLANK, KEEP, PersonalTable, Thing, blank, declare

declare(
    PersonalTable(
        "service.statement_signature",
        N_(
            "Statements of others that you signed: your name, your address, a code made of it by which nobody signs "
            "twice, and whether the name is shown"
        ),
        N_(
            "until you take the signature back or the time is over; one that was not confirmed, three days; the code, "
            "also when you erase your account, until the statement can no longer be signed"
        ),
        {
            "person_id": BLANK,
            "email": BLANK,
            "name": BLANK,
            "is_name_public": blank(False),
            "name_waits": blank(False),
            "token_hash": BLANK,
            # Nobody signs twice by erasing an account and making it anew; the nightly job deletes it (fingerprints).
            "address_code": KEEP,
        },
        also=("statement_id", "language", "asked_at", "confirmed_at"),
        persons=("person_id",),
        emails=("email",),
        things=(Thing("signature", "id"),),
        is_thing="signature",
        # The following that came with it holds the same address.
        before=(
            "DELETE FROM service.follow AS f USING service.statement_signature AS g "
            "WHERE CAST(g.id AS text) = ANY (:keys) AND f.subject_kind = 'statement' AND f.role = 'signer' "
            "AND f.subject_id = CAST(g.statement_id AS text) AND lower(f.email) = lower(g.email)",
        ),
    )
)
