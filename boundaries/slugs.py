"""Public addresses of what has a page: readable, plain ASCII, and used once in a municipality."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import select, text
from sqlalchemy.orm import InstrumentedAttribute, Session

LONGEST = 60
#: Addresses that mean something else: under every kind of page, and by the table's name.
ALWAYS_RESERVED = frozenset({"new"})
RESERVED = {
    "area": ALWAYS_RESERVED | {"calls", "edit", "facts", "import", "search", "seats", "sets", "upload"},
    "area_set": ALWAYS_RESERVED | {"edit", "history", "traits", "withdraw"},
    "proposal": ALWAYS_RESERVED | {"compare"},
    "walk": ALWAYS_RESERVED | {"join", "statistics"},
}
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:what, :municipality_id))")
# Letters that no decomposition turns into a plain one.
_SPECIAL = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "ŋ": "n"})


def slug_of(name: str) -> str:
    """A name as an address: lower case, accents dropped (ä becomes a), words joined by hyphens.

    At most 60 characters, cut at a word where possible. Empty when the name holds no letter or digit that
    ASCII can show.
    """
    decomposed = unicodedata.normalize("NFKD", name.lower().translate(_SPECIAL))
    plain = _NOT_PLAIN.sub("-", "".join(c for c in decomposed if not unicodedata.combining(c))).strip("-")
    if len(plain) <= LONGEST:
        return plain
    cut = plain[: LONGEST + 1].rpartition("-")[0] or plain[:LONGEST]
    return cut.strip("-")


def unused_slug(db: Session, slug: InstrumentedAttribute[str], municipality_id: int, name: str) -> str:
    """An address that no other row of the table has in the municipality, hidden and withdrawn ones included.

    A name that is taken, or that means something else there, gets the first free number (``our-shore-2``).
    Holds a lock to the end of the transaction, so that two things of one name saved at once get two addresses.

    Parameters
    ----------
    slug : the column, for example `Area.slug`, of a table that has `municipality_id` too.
    name : free text; one without a plain letter or digit is called by the table's name.
    """
    table = slug.class_
    kind = table.__tablename__
    db.execute(_LOCK, {"what": f"{kind}.slug", "municipality_id": municipality_id})
    base = slug_of(name) or kind
    taken = set(
        db.scalars(
            select(slug).where(table.municipality_id == municipality_id, slug.startswith(base, autoescape=True))
        )
    )
    if base not in taken and base not in RESERVED.get(kind, ALWAYS_RESERVED):
        return base
    number = next(n for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)
    return f"{base}-{number}"
