"""Importing Paavo, Statistics Finland's open data by postal-code area.

Suppressed figures (-1 at the publisher) and empty ones are states of their own, never numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from boundaries.models import Area, Municipality
from boundaries.operations import AreaTraits, create_area, revise_area
from boundaries.slugs import unused_slug
from layers.indicators.catalogue import RESIDENTS
from layers.indicators.columns import EDITION, Column, edition_shift, of_edition
from layers.indicators.models import Statistic, Variable
from layers.indicators.paavo_file import PaavoArea, PaavoTable, read_paavo
from layers.indicators.report import ImportMessage, ImportReport
from layers.indicators.store import StatisticRow, replace_statistics, save_variables
from layers.indicators.years.store import YearTable, store_year

KIND = "postal"
SOURCE = "Tilastokeskus, Paavo-postinumeroalueittainen avoin tieto, CC BY 4.0"


def import_paavo(db: Session, municipality_id: int, path: Path, layer: str, *, source: str = SOURCE) -> ImportReport:
    """Bring in the postal-code areas of a municipality and all their figures.

    Importing again is safe: an area that moved gets a new boundary version, figures of the same edition are
    replaced, and what stayed the same is left alone. An edition older than one that is here leaves areas and
    boundaries as they are: its figures are brought to them. The caller commits.

    Parameters
    ----------
    path : a GeoPackage or another file that GDAL reads, with Paavo's columns; may hold all of Finland.
    layer : the layer's name, which also names the edition (``paavo_2019``).
    source : the publisher and licence, shown beside every figure.

    Returns
    -------
    Counts, and a message for each boundary that was repaired or left out.

    Raises
    ------
    StatisticsFileProblem
        when the file as a whole cannot be used.
    """
    code = db.scalars(select(Municipality.code).where(Municipality.id == municipality_id)).one()
    table = read_paavo(path, layer, code)
    report = ImportReport(edition=layer, messages=list(table.messages))
    columns = of_edition(table.columns, layer)
    if edition_shift(layer):
        report.messages.append(
            ImportMessage("years_assumed", layer, f"taken as {edition_shift(layer):+d} from 2019's")
        )
    if _is_older(db, municipality_id, layer):
        return _older(db, municipality_id, table, columns, source, report)
    area_ids = _save_areas(db, municipality_id, table, source, report)
    variables = save_variables(db, layer, source, columns)
    variable_ids = [variables[column.key] for column in columns]
    written = replace_statistics(db, variable_ids, area_ids, _rows(table, variable_ids, area_ids))
    report.variables = len(variable_ids)
    report.values = int(np.isfinite(table.values).sum())
    report.suppressed = int(table.suppressed.sum())
    report.missing = written - report.values - report.suppressed
    return report


def _is_older(db: Session, municipality_id: int, edition: str) -> bool:
    """Whether figures of a later edition are here; only editions that are named by their year can be told."""
    newest = db.scalar(
        select(func.max(Variable.edition))
        .join(Statistic, Statistic.variable_id == Variable.id)
        .join(Area, Area.id == Statistic.area_id)
        .where(
            Area.municipality_id == municipality_id,
            Area.kind == KIND,
            Variable.key == RESIDENTS,
            Variable.edition.regexp_match(r"^paavo_\d{4}$"),
        )
    )
    return newest is not None and EDITION.fullmatch(edition) is not None and edition < newest


def _older(
    db: Session,
    municipality_id: int,
    table: PaavoTable,
    columns: tuple[Column, ...],
    source: str,
    report: ImportReport,
) -> ImportReport:
    """Figures of an earlier edition on the boundaries of today."""
    given = YearTable(
        edition=report.edition,
        source=source,
        columns=columns,
        codes=tuple(one.code for one in table.areas),
        values=table.values,
        hidden=table.suppressed,
        shapes={one.code: one.geometry for one in table.areas},
        moved_from=report.edition,
    )
    placed = store_year(db, municipality_id, KIND, given)
    text = f"figures on today's boundaries: {len(placed.moved)} of {len(placed.area_ids)} areas moved to them"
    report.messages.append(ImportMessage("older_edition", report.edition, text))
    report.areas_unchanged, report.variables = len(placed.area_ids), len(columns)
    report.values, report.suppressed = int(np.isfinite(placed.values).sum()), int(placed.hidden.sum())
    report.missing = placed.values.size - report.values - report.suppressed
    return report


def _save_areas(db: Session, municipality_id: int, table: PaavoTable, source: str, report: ImportReport) -> list[int]:
    known = {
        area.code: area
        for area in db.scalars(select(Area).where(Area.municipality_id == municipality_id, Area.kind == KIND))
    }
    return [_save_area(db, municipality_id, known.get(one.code), one, source, report) for one in table.areas]


def _save_area(
    db: Session, municipality_id: int, area: Area | None, given: PaavoArea, source: str, report: ImportReport
) -> int:
    if area is None:
        slug = unused_slug(db, Area.slug, municipality_id, f"{given.code} {given.names['fi']}")
        traits = AreaTraits(kind=KIND, names=given.names, slug=slug, code=given.code, source=source)
        report.areas_created += 1
        return create_area(db, municipality_id, traits, given.geometry).id
    area.names = given.names
    area.source = source
    db.flush()
    before = max(version.number for version in area.versions)
    if revise_area(db, area.id, given.geometry, reason=report.edition).number > before:
        report.areas_revised += 1
    else:
        report.areas_unchanged += 1
    return area.id


def _rows(table: PaavoTable, variable_ids: list[int], area_ids: list[int]) -> Iterator[StatisticRow]:
    for row, area_id in enumerate(area_ids):
        for column, variable_id in enumerate(variable_ids):
            value = float(table.values[row, column])
            if np.isfinite(value):
                yield variable_id, area_id, "value", value
            elif table.suppressed[row, column]:
                yield variable_id, area_id, "suppressed", None
            else:
                yield variable_id, area_id, "missing", None
