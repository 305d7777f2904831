"""What the mails say, in the language in which somebody asked to follow. Call inside `speaking`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from service.areas.activity import Happening
from service.areas.activity_words import address, label, title
from service.follows.queries import FollowedArea
from service.i18n import format_date, named, ngettext
from service.i18n import gettext as _
from service.web.plain_text import clean_line

#: So many things stand in one digest; the page has the rest.
MOST_TOLD = 40
Letter = tuple[str, str]


def confirmation(area: FollowedArea, link: str) -> Letter:
    """Asks the address whether it wants to follow: subject and body."""
    name = _name(area)
    return (
        _("Do you want to follow the area %(name)s?", name=name),
        _(
            "Somebody, probably you, asked to follow the area %(name)s (%(place)s) with this address.\n\n"
            "Open this link within two days to begin:\n\n%(link)s\n\n"
            "If you did not ask for it, you need not do anything. We then delete your address.",
            name=name,
            place=named(area.municipality_names),
            link=link,
        ),
    )


def already(area: FollowedArea, own: str) -> Letter:
    """Tells the address that it follows the area already."""
    name = _name(area)
    return (
        _("You follow the area %(name)s already", name=name),
        _(
            "Somebody, probably you, asked to follow the area %(name)s with this address. It does so already.\n\n"
            "Change how often the e-mails come, or stop them:\n\n%(link)s",
            name=name,
            link=own,
        ),
    )


def digest(
    area: FollowedArea, base: str, own: str, found: Sequence[Happening], since: dt.date, until: dt.date
) -> Letter:
    """Tells what happened between two days (both included)."""
    name = _name(area)
    count = len(found)
    subject = ngettext(
        "%(name)s: %(count)s thing has happened", "%(name)s: %(count)s things have happened", count, name=name
    )
    days = format_date(until) if since >= until else f"{format_date(since)} – {format_date(until)}"
    told = "\n\n".join(
        f"{format_date(one.happened_on)} {label(one)}: {clean_line(title(one))}\n{base}{address(one)}"
        for one in found[:MOST_TOLD]
    )
    more = "\n\n" + _("There is more on the area's page.") if count > MOST_TOLD else ""
    return subject, "\n\n".join(
        [
            _("What has happened in the area %(name)s, %(days)s:", name=name, days=days),
            told + more,
            _("The area's page:") + f"\n{base}/areas/{area.slug}",
            "-- ",
            _("You asked to follow the area. Stop, or change how often:") + f"\n{own}",
        ]
    )


def _name(area: FollowedArea) -> str:
    return str(clean_line(named(area.names)))
