"""What a campaign asks for and takes, in words."""

from __future__ import annotations

import datetime as dt

from service.i18n import N_, TIME_ZONE, format_date
from service.i18n import gettext as _

ASKS = {
    "both": N_("Wishes and finished solutions"),
    "wishes": N_("Wishes: what is missing or does not work"),
    "solutions": N_("Solutions: what should be done and how"),
}
#: What can be put on the map in a campaign.
SHAPES = {"point": N_("Points"), "line": N_("Lines"), "area": N_("Areas")}
PHASES = {"draft": N_("Draft"), "coming": N_("Opens later"), "open": N_("Takes ideas now"), "closed": N_("Has ended")}


def asks_words(asks: str) -> str:
    """What a campaign asks for."""
    return _(ASKS[asks])


def not_open_words(name: str, phase: str, opens_at: dt.datetime | None, closes_at: dt.datetime | None) -> str:
    """Why nothing can be sent to a campaign now; empty when something can."""
    if phase == "coming":
        return _("“%(name)s” opens on %(day)s. Nothing can be sent to it yet.", name=name, day=format_date(opens_at))
    if phase == "closed":
        day = format_date(last_day(closes_at))
        return _("“%(name)s” closed on %(day)s. What was said can still be read.", name=name, day=day)
    return ""


def last_day(closes_at: dt.datetime | None) -> dt.date | None:
    """The last day before a moment of closing: a campaign that closes at midnight was open on the day before."""
    return (closes_at - dt.timedelta(microseconds=1)).astimezone(TIME_ZONE).date() if closes_at else None


def phase_words(phase: str) -> str:
    """Where a campaign is in its time."""
    return _(PHASES[phase])
