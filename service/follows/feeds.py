"""Feeds of single ideas, walks and proposals, of themes, campaigns and drawn places.

Those of areas are in `service.areas.feed`.
"""

from __future__ import annotations

import datetime as dt

from flask import Response

from service.areas.feed.answer import ENTRIES, feed_answer, public_base
from service.areas.feed.atom import Feed
from service.areas.feed.entries import entry_of, tag_uri
from service.errors import NotFound
from service.follows.blueprint import blueprint
from service.follows.happened import newest_of
from service.follows.subjects import FOLDERS, Followed, followed_by_name
from service.i18n import gettext as _
from service.i18n import language
from service.participation.pins.author import normal_reference
from service.web.context import municipality, public_db
from service.web.routing import read

WITH_FEED = [folder for folder in FOLDERS if folder != "areas"]
#: An empty feed must have a day all the same; it never moves, so a reader sees nothing new.
EMPTY_SINCE = dt.date(2026, 1, 1)


@blueprint.get("/<any({}):folder>/<name>/feed.atom".format(",".join(WITH_FEED)))
@read("public")
def subject_feed(folder: str, name: str) -> Response:
    """What happened lately to one subject; what residents said below it stands in it without their names."""
    home, base = municipality(), public_base()
    subject = _subject(FOLDERS[folder], name)
    found = newest_of(public_db(), subject, limit=ENTRIES)
    entries = [entry_of(one, home, base) for one in found]
    return feed_answer(
        Feed(
            uri=tag_uri(base, home, folder, subject.name),
            address=base + subject.path,
            own_address=f"{base}{subject.feed_path}?lang={language()}",
            title=_("What happens: %(what)s", what=subject.what()),
            subtitle=_("Answers, comments and news, by the day."),
            author=home.name(),
            language=language(),
            began_on=entries[-1].day if entries else EMPTY_SINCE,
            entries=entries,
        )
    )


def _subject(kind: str, name: str) -> Followed:
    known = normal_reference(name) if kind == "pin" else name
    found = followed_by_name(public_db(), municipality().id, kind, known)
    if found is None:
        raise NotFound(_("There is nothing at this address."))
    return found
