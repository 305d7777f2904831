"""What anyone may see of how an input is handled: who answers, by when, and in which parts."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from boundaries.database import sql
from service.i18n import TIME_ZONE

PACKAGE = "service.participation.replies"


@dataclass(frozen=True)
class Wait:
    """Who answers an input and by when.

    `promised_on` is the day that was promised when it came; `due_on` the day that staff set since. Either may be
    missing. `answered_on` is the day of the first answer.
    """

    unit_names: dict[str, str] | None
    received_on: dt.date
    promised_on: dt.date | None
    due_on: dt.date | None
    answered_on: dt.date | None
    ended_on: dt.date | None

    @property
    def next_on(self) -> dt.date | None:
        """The day by which the next word comes: the first answer, or a later step that has a day of its own."""
        if self.ended_on is not None:
            return None
        return self.due_on or (None if self.answered_on else self.promised_on)

    @property
    def is_late(self) -> bool:
        """Whether that day is past."""
        return self.next_on is not None and self.next_on < dt.datetime.now(TIME_ZONE).date()


def wait_of(connection: Connection, pin_id: uuid.UUID) -> Wait | None:
    """How a public input waits; None when it is not public."""
    row = connection.execute(sql(PACKAGE, "wait_of"), {"pin_id": pin_id}).first()
    if row is None:
        return None
    return Wait(row.unit_names, row.received_on, row.promised_on, row.due_on, row.answered_on, row.ended_on)


def public_parts(connection: Connection, pin_id: uuid.UUID) -> list[Any]:
    """The parts that a public input is answered in, in order; none when it is answered as a whole."""
    return list(connection.execute(sql(PACKAGE, "public_parts"), {"pin_id": pin_id}))


def promised_days(connection: Connection, municipality_id: int) -> int | None:
    """Within how many days the municipality as a whole promises an answer now; None when it has promised nothing."""
    row = connection.execute(sql(PACKAGE, "promised_days"), {"municipality_id": municipality_id}).first()
    return int(row.days) if row else None
