"""`import years`: yearly figures of areas that are here already, a row of the table for each area and year."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from boundaries.files import path_and_layer, read_features
from boundaries.models import Municipality
from boundaries.reading.errors import UploadProblem
from boundaries.reading.tables import Table, read_table
from layers.indicators.years.bringing import bring_year
from layers.indicators.years.file import year_tables
from layers.indicators.years.mapping import YearsUnusable, mapping_in
from layers.indicators.years.store import Placed, YearTable


def add_arguments(years: argparse.ArgumentParser) -> None:
    """The options of the subcommand."""
    years.add_argument("--kind", required=True, help="the kind of area, as in district or postal")
    years.add_argument("--mapping", required=True, type=Path, metavar="TOML", help="what the columns mean")
    years.add_argument(
        "--boundaries", metavar="FILE[:layer]", help="the years' own boundaries, when they have changed"
    )
    years.add_argument("--code-field", default="code", help="column of those boundaries with the table's codes")


def import_years(db: Session, home: Municipality, arguments: argparse.Namespace) -> list[str]:
    """Keep every year of the table; what was done, a sentence for each year.

    Raises YearsUnusable with a sentence.
    """
    mapping = mapping_in(arguments.mapping)
    told = []
    for one in year_tables(_table(Path(arguments.file)), mapping):
        year = _on_boundaries(one, arguments) if arguments.boundaries else one
        placed = bring_year(db, home.id, arguments.kind, year, mapping)
        if not placed.area_ids:
            raise YearsUnusable(f"{one.edition}: no area of the kind {arguments.kind} is in the table.")
        told += _sentences(one.edition, placed)
    return told


def _table(path: Path) -> Table:
    try:
        return read_table(path.read_bytes(), path.name)
    except OSError as error:
        raise YearsUnusable(f"{path} cannot be read: {error.strerror}.") from error
    except UploadProblem as problem:
        raise YearsUnusable(f"{path.name} cannot be read as a table ({problem.code}).") from problem


def _on_boundaries(table: YearTable, arguments: argparse.Namespace) -> YearTable:
    path, layer = path_and_layer(arguments.boundaries)
    features = read_features(path, layer, epsg=arguments.crs).features
    shapes = {str(one.values.get(arguments.code_field, "")).strip(): one.geometry for one in features}
    lacking = [code for code in table.codes if code not in shapes]
    if lacking:
        raise YearsUnusable(
            f"{path.name} has no boundary of {', '.join(lacking)} in its column {arguments.code_field}."
        )
    return replace(table, shapes=shapes, moved_from=path.stem)


def _sentences(edition: str, placed: Placed) -> list[str]:
    hidden = int(placed.hidden.sum())
    numbers = int((placed.values == placed.values).sum())
    told = [f"{edition}: {numbers} figures of {len(placed.area_ids)} areas, {hidden} hidden."]
    if placed.unknown:
        told.append(f"  No area here is called {', '.join(placed.unknown)}.")
    if placed.without:
        told.append(f"  Without a figure: {', '.join(placed.without)}.")
    if placed.not_moved:
        told.append(f"  Means and medians cannot be moved to other boundaries: {', '.join(placed.not_moved)}.")
    return told
