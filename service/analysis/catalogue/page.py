"""Filling the pages of the catalogue."""

from __future__ import annotations

from typing import Any

from flask import render_template
from sqlalchemy import select

from layers.indicators.catalogue import DOMAINS
from layers.indicators.columns import FIGURES, paavo_columns
from layers.indicators.models import OwnEdition, OwnIndicator
from service.analysis.catalogue.figures import Told
from service.analysis.catalogue.words import (
    DOMAIN_WORDS,
    ROLE_WORDS,
    STATE_WORDS,
    column_words,
    direction_words,
    figure_words,
    source_words,
    unit_words,
)
from service.analysis.maps import extent, feature, units_layer
from service.analysis.shapes import unit_shapes
from service.analysis.words import map_classes, token_of
from service.i18n import gettext as _
from service.i18n import named
from service.web.context import actor, db_session, municipality, public_db
from service.web.map_config import map_config

Row = tuple[str | int | float | None, ...]
HEADING = ("indicator", "name", "code", "area", "state", "figure", "counted", "base", "unit", "year", "source")


def list_page(told: list[Told]) -> str:
    """Every indicator by field of life; for officials, the editions of their own."""
    groups = [(_(DOMAIN_WORDS[domain]), [one for one in told if one.indicator.domain == domain]) for domain in DOMAINS]
    return render_template(
        "analysis/catalogue/list.html",
        groups=[(label, rows) for label, rows in groups if rows],
        count=len(told),
        column_count=len(paavo_columns()),
        editions=_editions() if actor().is_staff else [],
        **_speaking(),
    )


def one_page(told: Told) -> str:
    """One indicator: its card, its map and its figures by area."""
    indicator, shapes = told.indicator, unit_shapes(public_db(), municipality().id)
    legend = [
        (number, f"{figure_words(indicator, low)} – {figure_words(indicator, high)}")
        for number, low, high in told.limits
    ]
    features = [
        feature(shapes[row.area_id], row.code, row.names, row.class_number, figure_words(indicator, row.figure))
        for row in told.rows
        if row.area_id in shapes
    ]
    layer = units_layer(named(indicator.names), features, map_classes(legend))
    return render_template(
        "analysis/catalogue/one.html",
        told=told,
        indicator=indicator,
        rows=sorted(told.rows, key=lambda row: (row.figure is None, -(row.figure or 0.0), row.code)),
        legend=[(token_of(number), label) for number, label in legend],
        map_config=map_config(municipality(), [layer], show=extent(shapes)),
        **_speaking(),
    )


def columns_page() -> str:
    """All columns of the open statistics by postal-code area."""
    columns = paavo_columns()
    return render_template(
        "analysis/catalogue/columns.html",
        columns=columns,
        figures=sum(column.role in FIGURES for column in columns),
        role_words={role: _(words) for role, words in ROLE_WORDS.items()},
    )


def figure_rows(told: Told) -> list[Row]:
    """An indicator's figures as rows of a table, in the order of `HEADING`."""
    indicator = told.indicator
    return [
        (
            indicator.key,
            named(indicator.names),
            row.code,
            named(row.names),
            row.state,
            row.figure,
            row.counted,
            row.base,
            "" if indicator.kind == "share" else indicator.unit,
            indicator.year,
            source_words(indicator),
        )
        for row in told.rows
    ]


def _speaking() -> dict[str, Any]:
    return {
        "column_words": column_words,
        "direction_words": direction_words,
        "figure_words": figure_words,
        "source_words": source_words,
        "unit_words": unit_words,
        "state_words": {state: _(words) for state, words in STATE_WORDS.items()},
    }


def _editions() -> list[dict[str, Any]]:
    found = db_session().execute(
        select(OwnEdition, OwnIndicator)
        .join(OwnIndicator, OwnIndicator.id == OwnEdition.indicator_id)
        .where(OwnEdition.municipality_id == municipality().id)
        .order_by(OwnIndicator.key, OwnEdition.edition.desc())
    )
    return [{"edition": edition, "names": indicator.names, "key": indicator.key} for edition, indicator in found]
