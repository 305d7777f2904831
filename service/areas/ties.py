"""How those who sent ideas are tied to an area: permanent and seasonal residents, workers, owners and the rest."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from boundaries.database import sql
from service.i18n import N_
from service.i18n import gettext as _

PACKAGE = "service.areas"
#: Fewer than this many of one tie are not shown; the view in the database holds to it.
LEAST_SHOWN = 5
WORDS = {
    "permanent": N_("Live here"),
    "seasonal": N_("Have a holiday home here"),
    "work": N_("Work here"),
    "study": N_("Study here"),
    "owner": N_("Own something here"),
    "visitor": N_("Visit"),
    "unknown": N_("Did not say"),
}


@dataclass(frozen=True, slots=True)
class TieCount:
    """How many public ideas came from people with one tie.

    `pins` is None when it is not shown: there are fewer than LEAST_SHOWN, or it would give a hidden one away.
    """

    tie: str
    pins: int | None

    @property
    def label(self) -> str:
        """The tie in the reader's language."""
        return _(WORDS[self.tie])


def ties_of_area(connection: Connection, version_id: int) -> list[TieCount]:
    """The ties of an official area's ideas, every tie once and in one order.

    Empty for areas that anyone may draw: two outlines that differ by one house would tell of one person.
    """
    rows = connection.execute(sql(PACKAGE, "ties_of_area"), {"version_id": version_id})
    found = {row.tie_kind: row.pin_count for row in rows}
    return [TieCount(tie, found[tie]) for tie in WORDS if tie in found]
