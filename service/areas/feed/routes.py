"""The feeds."""

from __future__ import annotations

import datetime as dt

from flask import Response

from boundaries.queries import AreaPage
from service.areas.activity import Whereabouts, newest
from service.areas.blueprint import blueprint
from service.areas.feed.answer import ENTRIES, feed_answer, public_base
from service.areas.feed.atom import Feed
from service.areas.feed.entries import entry_of, tag_uri
from service.areas.page.embed import area_address
from service.areas.published import published_page
from service.i18n import gettext as _
from service.i18n import language, named
from service.web.context import municipality, public_db
from service.web.routing import read

#: An empty feed must have a day all the same; it never moves, so a reader sees nothing new.
_EMPTY_SINCE = dt.date(2026, 1, 1)


@blueprint.get("/areas/<slug>/feed.atom")
@read("public")
def area_feed(slug: str) -> Response:
    """What happened in an area lately."""
    page: AreaPage = published_page(slug)
    area, home, base = page.area, municipality(), public_base()
    found = newest(public_db(), Whereabouts(home.id, area.id, area.version_id), limit=ENTRIES)
    return feed_answer(
        Feed(
            uri=tag_uri(base, home, "areas", slug),
            address=area_address(base, slug),
            own_address=f"{area_address(base, slug)}/feed.atom?lang={language()}",
            title=_("What happens in %(name)s", name=named(area.names)),
            subtitle=_("Ideas, answers, walks, proposals and decisions, by the day."),
            author=home.name(),
            language=language(),
            began_on=page.versions[-1].valid_from_on,
            entries=[entry_of(one, home, base) for one in found],
        )
    )


@blueprint.get("/feed.atom")
@read("public")
def municipality_feed() -> Response:
    """What happened in the whole municipality lately."""
    home, base = municipality(), public_base()
    found = newest(public_db(), Whereabouts(home.id), limit=ENTRIES)
    entries = [entry_of(one, home, base, whole_municipality=True) for one in found]
    return feed_answer(
        Feed(
            uri=tag_uri(base, home, "all"),
            address=f"{base}/",
            own_address=f"{base}/feed.atom?lang={language()}",
            title=_("What happens in %(name)s", name=home.name()),
            subtitle=_("Ideas, answers, walks, proposals and decisions, by the day."),
            author=home.name(),
            language=language(),
            began_on=entries[-1].day if entries else _EMPTY_SINCE,
            entries=entries,
        )
    )
