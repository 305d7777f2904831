"""The page of change over time, the same as a table for spreadsheets and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, jsonify, make_response, render_template

from geo.change.trend import LEAST_YEARS, Trend
from layers.indicators.catalogue import SUM_INDEX, Indicator
from layers.indicators.own import indicators_of
from layers.indicators.years.queries import kinds_with_figures
from service.analysis.blueprint import blueprint
from service.analysis.change import charts, words
from service.analysis.change.maps import change_layer
from service.analysis.change.moves import moves_in
from service.analysis.change.output import CSV_HEADING, as_json, csv_rows
from service.analysis.change.rows import AreaYears, YearCell, area_years, city_years, one_area
from service.analysis.change.schemas import MOST_COMPARED, ChangeQuery
from service.analysis.change.series import Series, series_of
from service.analysis.errors import NoStatistics, NoSuchUnit
from service.analysis.maps import extent
from service.analysis.shapes import unit_shapes
from service.areas.kinds import kinds_label
from service.errors import UnknownParameter
from service.i18n import gettext as _
from service.i18n import language, named
from service.web.context import municipality, public_db
from service.web.map_config import map_config
from service.web.parse import parse_query
from service.web.routing import read
from service.web.spreadsheet import table_text


@dataclass(frozen=True)
class Change:
    """What an address asks for, found."""

    query: ChangeQuery
    indicators: tuple[Indicator, ...]
    kinds: tuple[str, ...]
    kind: str
    series: Series
    chosen: list[AreaYears]
    city: list[YearCell]
    city_trend: Trend


@blueprint.get("/analysis/change")
@read("public")
def show_change() -> str:
    """One share over the years: an area against the municipality, or all areas and who moves."""
    found = _asked()
    rows = [] if found.chosen else area_years(found.series)
    drawn = found.chosen or _ends([row for row in rows if row.change is not None])
    home = municipality()
    layer = legend = shapes = None
    if rows and len(found.series.years) > 1:
        shapes = unit_shapes(public_db(), home.id, found.kind)
        layer, legend = change_layer(rows, shapes, found.series.indicator)
    return render_template(
        "analysis/change.html",
        **_page(found),
        rows=rows,
        drawn=drawn,
        legend=legend,
        map_config=map_config(home, [layer], show=extent(shapes)) if layer and shapes else None,
        lines=charts.lines_of(drawn, home.name(language()), found.city, found.series.indicator),
        points=charts.gap_lines(drawn, found.series.indicator, is_ratio=False),
        ratios=charts.gap_lines(drawn, found.series.indicator, is_ratio=True),
        moves=moves_in(found.series),
    )


@blueprint.get("/analysis/change.csv")
@read("public")
def change_table() -> Response:
    """The figures of the page, a row for each area and year."""
    found = _asked()
    rows = found.chosen or area_years(found.series)
    response = make_response(table_text([_(one) for one in CSV_HEADING], csv_rows(found.series, rows)))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    name = f"change-{found.series.indicator.key}-{found.kind}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.get("/api/analysis/change")
@read("public")
def change_as_json() -> Response:
    """The figures of the page with their method card."""
    found = _asked()
    rows = found.chosen or area_years(found.series)
    return jsonify(as_json(found.series, rows, found.city, found.city_trend, moves_in(found.series)))


def _ends(rows: list[AreaYears]) -> list[AreaYears]:
    """The areas whose share rose most and fell most, for a chart that cannot hold them all."""
    return [rows[0], rows[-1]] if len(rows) > 1 else rows


def _asked() -> Change:
    query = parse_query(ChangeQuery)
    connection, home = public_db(), municipality()
    kinds = kinds_with_figures(connection, home.id)
    if not kinds:
        raise NoStatistics(_("There are no statistics by area here yet."))
    kind = query.kind or kinds[0]
    if kind not in kinds:
        raise UnknownParameter(_("There are no figures by this kind of area here."))
    indicators = indicators_of(connection, home.id)
    indicator = next((one for one in indicators if one.key == (query.indicator or SUM_INDEX[0].key)), None)
    if indicator is None:
        raise UnknownParameter(_("There is no indicator %(key)s here.", key=query.indicator))
    series = series_of(connection, home.id, indicator, kind)
    chosen = [_area(series, code) for code in ([query.area, *query.compared()] if query.area else [])]
    city, city_trend = city_years(series)
    return Change(query, indicators, kinds, kind, series, chosen, city, city_trend)


def _area(series: Series, code: str) -> AreaYears:
    at = series.frame.at(code)
    if at is None:
        raise NoSuchUnit(_("The statistics have no area with the code %(code)s.", code=code))
    return one_area(series, at)


def _page(found: Change) -> dict[str, Any]:
    frame = found.series.frame
    areas = sorted(zip(frame.codes, frame.names, strict=True), key=lambda one: named(one[1]).casefold())
    compared = [*found.query.compared(), *[""] * MOST_COMPARED][:2]
    return {
        "found": found,
        "series": found.series,
        "indicator": found.series.indicator,
        "words": words,
        "least_years": LEAST_YEARS,
        "indicator_options": [(one.key, named(one.names)) for one in found.indicators],
        "kind_options": [(kind, kinds_label(kind)) for kind in found.kinds],
        "area_options": [("", _("All areas"))] + [(code, named(names)) for code, names in areas],
        "compare_options": [("", "–")] + [(code, named(names)) for code, names in areas],
        "compared": compared,
        "address": {
            "indicator": found.series.indicator.key,
            "kind": found.kind,
            **({"area": found.query.area} if found.query.area else {}),
            **({"compare": found.query.compared()} if found.query.compared() else {}),
        },
    }
