"""The public reference of a statement, as KUO-L-482137.

It is drawn at random, so that it does not tell which statements were sent one after another.
"""

from __future__ import annotations

import re
import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.statements.models import Statement

REFERENCE = re.compile(r"[A-ZÅÄÖ]{2,8}-L-[0-9]{6}")
LEAST, MOST = 100_000, 999_999


def unused_reference(db: Session, municipality_id: int, prefix: str) -> str:
    """A reference that no statement of the municipality has. The unique constraint still has the last word."""
    while True:
        made = f"{prefix}-L-{LEAST + secrets.randbelow(MOST - LEAST + 1)}"
        taken = select(Statement.id).where(Statement.municipality_id == municipality_id, Statement.reference == made)
        if db.scalar(taken) is None:
            return made
