"""Steps of a path and what became of them, in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from service.areas.activity_words import STEP_STATES
from service.i18n import format_month, named
from service.i18n import gettext as _

#: Tone and icon of a step's state.
STATE_MARKS = {
    "planned": ("info", "clock"),
    "changed": ("warn", "history"),
    "done": ("good", "circle-check"),
    "dropped": ("idle", "circle-x"),
}
#: So many months ahead a step can be planned, and so many back it can be noted.
MONTHS_AHEAD = 24
MONTHS_BACK = 12


def change_words(change: Any) -> list[str]:
    """What a change did, in sentences; a row of the public view, whose first of a step has nothing before it."""
    if change.state_before is None:
        return [_("Published for %(month)s.", month=format_month(change.month))]
    said = []
    if change.month != change.month_before:
        said.append(
            _("Moved from %(before)s to %(after)s.", before=format_month(change.month_before),
              after=format_month(change.month))
        )  # fmt: skip
    if change.texts != change.texts_before:
        said.append(_("The text was: “%(text)s”", text=named(change.texts_before)))
    if change.state != change.state_before and change.state in ("done", "dropped"):
        said.append(_("Done.") if change.state == "done" else _("Dropped from the plan."))
    elif change.state_before in ("done", "dropped") and change.state == "changed":
        said.append(_("Taken up again."))
    return said


def state_words(state: str) -> str:
    """What a step's state is called."""
    return _(STEP_STATES[state])


def month_choices(today: dt.date, chosen: dt.date | None = None) -> list[tuple[str, str]]:
    """Months to choose from, as (2027-05, May 2027); the one that is chosen is always among them."""
    first = today.year * 12 + today.month - 1
    months = [dt.date(n // 12, n % 12 + 1, 1) for n in range(first - MONTHS_BACK, first + MONTHS_AHEAD + 1)]
    if chosen is not None and chosen not in months:
        months = sorted([*months, chosen])
    return [(f"{one:%Y-%m}", format_month(one)) for one in months]
