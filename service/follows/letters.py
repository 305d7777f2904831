"""What the mails say, in the language in which somebody asked to follow. Call inside `speaking`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from service.areas.activity import Happening
from service.areas.activity_words import address, label, title
from service.follows.subjects import Followed
from service.i18n import format_date, named, ngettext
from service.i18n import gettext as _
from service.web.plain_text import clean_line

#: So many things of one subject stand in one digest; its page has the rest.
MOST_TOLD = 40
Letter = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """One subject's part of a digest: what happened between two days (both included)."""

    subject: Followed
    found: Sequence[Happening]
    since: dt.date
    until: dt.date


def confirmation(subject: Followed, link: str) -> Letter:
    """Asks the address whether it wants to follow: subject and body."""
    what = subject.what()
    return (
        _("Confirm that you want to follow: %(what)s", what=what),
        _(
            "Somebody, probably you, asked us to send news of this to your address:\n\n%(what)s (%(place)s)\n\n"
            "Open this link within two days to begin:\n\n%(link)s\n\n"
            "If you did not ask for it, you need not do anything. We then delete your address.",
            what=what,
            place=named(subject.municipality_names),
            link=link,
        ),
    )


def already(subject: Followed, own: str) -> Letter:
    """Tells the address that it follows already."""
    what = subject.what()
    return (
        _("You follow this already: %(what)s", what=what),
        _(
            "Somebody, probably you, asked us to send news of this to your address. You follow it already:\n\n"
            "%(what)s\n\nChange how often the e-mails come, or stop them:\n\n%(link)s",
            what=what,
            link=own,
        ),
    )


def own_link(municipality: str, count: int, own: str) -> Letter:
    """Gives the address the link to all that it follows."""
    return (
        _("What you follow in %(municipality)s", municipality=municipality),
        ngettext(
            "You follow %(count)s thing. Change how often the e-mails come, or stop them:\n\n%(link)s",
            "You follow %(count)s things. Change how often the e-mails come, or stop them:\n\n%(link)s",
            count,
            link=own,
        ),
    )


def digest(sections: Sequence[Section], base: str, own: str) -> Letter:
    """Tells what happened to one or several subjects, each thing once."""
    count = sum(len(one.found) for one in sections)
    name = (
        sections[0].subject.call()
        if len(sections) == 1
        else _("What you follow in %(municipality)s", municipality=named(sections[0].subject.municipality_names))
    )
    subject = ngettext(
        "%(name)s: %(count)s thing has happened", "%(name)s: %(count)s things have happened", count, name=name
    )
    return subject, "\n\n".join(
        [
            *(_section(one, base) for one in sections),
            "-- ",
            _("You asked to follow this. Stop, or change how often:") + f"\n{own}",
        ]
    )


def _section(one: Section, base: str) -> str:
    days = format_date(one.until) if one.since >= one.until else f"{format_date(one.since)} – {format_date(one.until)}"
    told = [
        f"{format_date(each.happened_on)} {label(each)}: {clean_line(title(each))}\n{base}{address(each)}"
        for each in one.found[:MOST_TOLD]
    ]
    more = [_("There is more on the page.")] if len(one.found) > MOST_TOLD else []
    head = _("What has happened: %(what)s, %(days)s", what=one.subject.what(), days=days)
    return "\n\n".join([head, *told, *more, _("The page:") + f"\n{base}{one.subject.path}"])
