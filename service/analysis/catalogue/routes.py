"""The catalogue of indicators: all of them, one with its map and figures, the publisher's columns, downloads."""

from __future__ import annotations

from flask import Response

from layers.indicators.own import indicators_of
from service.analysis.blueprint import blueprint
from service.analysis.catalogue.figures import Told, told_of
from service.analysis.catalogue.page import HEADING, columns_page, figure_rows, list_page, one_page
from service.analysis.own.errors import NoSuchIndicator
from service.i18n import gettext as _
from service.web.context import municipality, public_db
from service.web.routing import read
from service.web.spreadsheet import table_text


@blueprint.get("/analysis/indicators")
@read("public")
def show_catalogue() -> str:
    """Every indicator with what it tells and how many areas have it."""
    return list_page(_all())


@blueprint.get("/analysis/indicators.csv")
@read("public")
def download_indicators() -> Response:
    """The figures of all indicators as one table."""
    return _csv([row for told in _all() for row in figure_rows(told)], "indicators")


@blueprint.get("/analysis/indicators/columns")
@read("public")
def show_columns() -> str:
    """All columns of the open statistics that the built-in indicators come from."""
    return columns_page()


@blueprint.get("/analysis/indicators/<key>")
@read("public")
def show_indicator(key: str) -> str:
    """One indicator with its map and figures."""
    return one_page(_one(key))


@blueprint.get("/analysis/indicators/<key>.csv")
@read("public")
def download_indicator(key: str) -> Response:
    """One indicator's figures as a table."""
    return _csv(figure_rows(_one(key)), key)


def _all() -> list[Told]:
    home = municipality().id
    return told_of(public_db(), home, indicators_of(public_db(), home))


def _one(key: str) -> Told:
    home = municipality().id
    found = [one for one in indicators_of(public_db(), home) if one.key == key]
    if not found:
        raise NoSuchIndicator(_("There is no such indicator, or its figures were taken back."))
    return told_of(public_db(), home, found)[0]


def _csv(rows: list[tuple[str | int | float | None, ...]], name: str) -> Response:
    answer = Response(table_text(HEADING, rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
