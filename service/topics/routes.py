"""Themes as everybody sees them: the list and a theme's page. The forms of staff are in `lead_routes`."""

from __future__ import annotations

from flask import render_template

from service.areas import activity_words
from service.discussion.queries import thread
from service.errors import NotFound
from service.follows.happened import newest_of
from service.follows.subjects import followed
from service.i18n import format_month
from service.i18n import gettext as _
from service.topics import lead_routes, subject  # noqa: F401  (they add their routes and the thread)
from service.topics.blueprint import blueprint
from service.topics.queries import ThemePage, all_themes, newest_ideas, path_of, states_of, theme_page
from service.topics.words import STATE_MARKS, state_words
from service.web.context import municipality, public_db
from service.web.routing import read

#: So many of the newest ideas and of what happened stand on a theme's page.
SHOWN_IDEAS = 6
SHOWN_NEWS = 8
STATE_ORDER = ("received", "considered", "accepted", "partly", "in_progress", "done", "declined", "closed_not_done")


@blueprint.get("/themes")
@read("public")
def list_themes() -> str:
    """Every theme: how much was said, who answers for it, and what comes next."""
    return render_template(
        "topics/list.html", themes=all_themes(public_db(), municipality().id), format_month=format_month
    )


@blueprint.get("/themes/<key>")
@read("public")
def show_theme(key: str) -> str:
    """A theme's page: numbers, path, newest ideas, news and discussion."""
    home, connection = municipality(), public_db()
    found = shown_theme(key)
    counts = states_of(connection, home.id, found.id)
    followable = followed(connection, "theme", str(found.id))
    return render_template(
        "topics/theme.html",
        theme=found,
        states=[(state, counts[state]) for state in STATE_ORDER if state in counts],
        total=sum(counts.values()),
        ideas=newest_ideas(connection, home.id, found.id, SHOWN_IDEAS),
        path=path_of(connection, found.id),
        happenings=newest_of(connection, followable, limit=SHOWN_NEWS) if followable else [],
        words=activity_words,
        thread=thread(connection, home.id, "theme", str(found.id)),
        format_month=format_month,
        state_words=state_words,
        state_marks=STATE_MARKS,
    )


def shown_theme(key: str) -> ThemePage:
    """The theme with a key.

    Raises NotFound.
    """
    found = theme_page(public_db(), municipality().id, key)
    if found is None:
        raise NotFound(_("There is no theme “%(name)s” here.", name=key[:60]))
    return found
