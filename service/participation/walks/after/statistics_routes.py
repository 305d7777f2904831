"""Statistics of walks: a page, and the same as a table for a spreadsheet."""

from __future__ import annotations

from flask import Response, render_template

from service.i18n import gettext as _
from service.i18n import named
from service.participation.walks.after.queries import light_and_hours, statistics
from service.participation.walks.blueprint import blueprint
from service.web.context import municipality, public_db
from service.web.routing import read
from service.web.spreadsheet import table_text


@blueprint.get("/walks/statistics")
@read("public")
def show_statistics() -> str:
    """How many walks were held and walked, by theme and year, how they were, and in which light and at what hours."""
    connection, home = public_db(), municipality()
    rows = statistics(connection, home.id)
    answered = [row for row in rows if row.worth is not None]
    answers = sum(row.answer_count for row in answered)
    return render_template(
        "walks/statistics.html",
        rows=rows,
        hours=light_and_hours(connection, home.id),
        walk_count=sum(row.walk_count for row in rows),
        walker_count=sum(row.walker_count for row in rows),
        observation_count=sum(row.observation_count for row in rows),
        worth=sum((row.worth or 0) * row.answer_count for row in answered) / answers if answers else None,
        answers=answers,
    )


@blueprint.get("/walks/statistics.csv")
@read("public")
def download_statistics() -> Response:
    """Walks by year and theme as a table."""
    heading = (
        _("Year"),
        _("Theme"),
        _("Walks"),
        _("Walkers"),
        _("Observations"),
        _("Kilometres"),
        _("Follow-up walks"),
        _("Answers on the experience"),
        _("The walk was worth it (mean, 1–5)"),
    )
    rows = [
        (
            row.year,
            named(row.theme_names) or _("No theme"),
            row.walk_count,
            row.walker_count,
            row.observation_count,
            round(row.length_m / 1000, 2),
            row.follow_up_count,
            row.answer_count,
            round(row.worth, 2) if row.worth is not None else None,
        )
        for row in statistics(public_db(), municipality().id)
    ]
    response = Response(table_text(heading, rows), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="walks.csv"'
    return response
