"""Public addresses of areas: readable, plain ASCII, and used once in a municipality."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from boundaries.models import Area

LONGEST = 60
#: Addresses under /areas/ that mean something else.
RESERVED = frozenset({"new", "edit", "facts", "search"})
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('boundaries.area.slug', :municipality_id))")
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


def unused_slug(db: Session, municipality_id: int, name: str) -> str:
    """An address for a new area that no area of the municipality has, hidden and withdrawn ones included.

    A name that is taken gets the first free number (``our-shore-2``). Holds a lock to the end of the
    transaction, so that two areas of one name saved at once get two addresses.
    """
    db.execute(_LOCK, {"municipality_id": municipality_id})
    base = slug_of(name) or "area"
    taken = set(
        db.scalars(
            select(Area.slug).where(
                Area.municipality_id == municipality_id, Area.slug.startswith(base, autoescape=True)
            )
        )
    )
    if base not in taken and base not in RESERVED:
        return base
    number = next(n for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)
    return f"{base}-{number}"
