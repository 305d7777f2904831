"""The page on which everybody sees how long answers take, and the same as a table for spreadsheets."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template

from service.i18n import gettext as _
from service.participation.replies.public import promised_days
from service.participation.waits.queries import FEWEST, LISTED, Line, Waits, waits_of
from service.web.context import municipality, public_db
from service.web.routing import read
from service.web.spreadsheet import table_text

blueprint = Blueprint("waits", __name__)


@blueprint.get("/answers")
@read("public")
def answers() -> str:
    """How long answers take, by theme, area and unit, and what has waited the longest."""
    return render_template("waits/answers.html", waits=_waits(), promised=_promised(), fewest=FEWEST, listed=LISTED)


@blueprint.get("/answers.csv")
@read("public")
def answers_table() -> Response:
    """The figures of the page."""
    waits = _waits()
    parts = ((_("Theme"), waits.by_theme), (_("Area"), waits.by_area), (_("Unit"), waits.by_unit))
    heading = [
        _("Counted by"),
        _("Name"),
        _("Ideas"),
        _("Answered"),
        _("Median days to the first answer"),
        _("Share answered as promised"),
    ]
    rows = [_cells(_("All ideas"), waits.total)] + [_cells(part, line) for part, lines in parts for line in lines]
    response = make_response(table_text(heading, rows))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="answers.csv"'
    return response


def _cells(part: str, line: Line) -> list[str | int | float | None]:
    """Of few ideas only how many there are."""
    if not line.is_enough:
        return [part, line.name, line.waiting.n, None, None, None]
    return [part, line.name, line.waiting.n, line.waiting.answered, line.waiting.median_days, line.kept]


def _promised() -> int | None:
    """Within how many days the municipality as a whole promises an answer now."""
    return promised_days(public_db(), municipality().id)


def _waits() -> Waits:
    return waits_of(public_db(), municipality().id)
