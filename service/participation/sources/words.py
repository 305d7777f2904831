"""The words for where something was told."""

from __future__ import annotations

import datetime as dt
from typing import Any

from service.i18n import N_, format_date
from service.i18n import gettext as _

KINDS = {
    "event": N_("Event"),
    "paper": N_("Paper"),
    "phone": N_("Phone"),
    "import": N_("Earlier service"),
}
TOLD = {
    "event": N_("Told at an event: %(name)s"),
    "paper": N_("Told on paper: %(name)s"),
    "phone": N_("Told by phone: %(name)s"),
    "import": N_("Brought over from an earlier service: %(name)s"),
}


def kind_words(kind: str) -> str:
    """A kind of source by itself."""
    return _(KINDS[kind])


def source_words(row: Any) -> str:
    """Where an idea was told, as its readers see it; `row` has kind, name, held_on and said_on."""
    told = _(TOLD[row.kind], name=row.name)
    day: dt.date | None = row.said_on or row.held_on
    dated = f"{told}, {format_date(day)}." if day is not None else f"{told}."
    by_whom = _("Written down by staff.")
    return dated if row.kind == "import" else f"{dated} {by_whom}"


def source_label(row: Any) -> str:
    """A source in a list of sources; `row` has kind, name and held_on."""
    day = f", {format_date(row.held_on)}" if row.held_on is not None else ""
    return f"{kind_words(row.kind)}: {row.name}{day}"
