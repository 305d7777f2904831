"""`import grid`: statistics by small cells, or by points, as atoms that tell of nobody alone."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from boundaries.files import path_and_layer
from boundaries.models import Municipality
from layers.grids.importing import GridReport, GridSource, import_grid
from layers.grids.limits import Limits
from layers.grids.mapping import mapping_for, shipped_mappings
from layers.grids.models import ORIGINS
from layers.grids.reading import Dropped
from service.config import Settings


def add_arguments(kinds: Any) -> argparse.ArgumentParser:
    """The subcommand and its options."""
    known = ", ".join(shipped_mappings())
    grid: argparse.ArgumentParser = kinds.add_parser(
        "grid", help="statistics by small cells, grouped to protect people"
    )
    grid.add_argument("--municipality", required=True, metavar="SLUG")
    grid.add_argument("--file", required=True, metavar="FILE[:layer]")
    grid.add_argument("--year", required=True, type=_year, help="year that the figures are of")
    grid.add_argument("--source", required=True, type=_key, help=f"key of the source; columns are known of: {known}")
    grid.add_argument("--mapping", type=Path, metavar="TOML", help="what the columns of another source mean")
    grid.add_argument("--origin", choices=ORIGINS, default=ORIGINS[0], help="published as it is, or the city's own")
    grid.add_argument("--change-limits", action="store_true", help="publish a year again with other limits")
    return grid


def take_in(db: Session, home: Municipality, arguments: argparse.Namespace, settings: Settings) -> GridReport:
    """Import by the command's options.

    Raises FileProblem with a sentence.
    """
    return import_grid(
        db,
        home.id,
        path_and_layer(arguments.file),
        mapping_for(arguments.source, arguments.mapping),
        GridSource(arguments.source, arguments.year, arguments.origin),
        Limits(settings.protect_people, settings.protect_sensitive, settings.protect_homes),
        epsg=arguments.crs,
        may_change_limits=arguments.change_limits,
    )


def sentences(report: GridReport) -> list[str]:
    """What was read, left out, grouped and hidden, a sentence each."""
    table, made = report.table, report.made
    total = table.total
    outside = Dropped(made.cells_outside, made.outside)
    told = [
        f"Read {len(table.given):,} cells of {table.frame.cell_m:g} m; the file tells of {total:,} people.",
        *_dropped("Left out", table.placeholders, total, "hold more people than can live there: placeholders"),
        *_dropped("Left out", table.repeated, total, "stand twice in the file; the first was taken"),
        *_dropped("Left out", table.loose, total, "stand beside the grid"),
        *_dropped("Left out", outside, total, "have their middle outside the municipality"),
        *([f"In {table.unreadable:,} rows the number of residents is missing."] if table.unreadable else []),
        f"In the municipality: {made.people:,} people in {made.cells_inside:,} cells.",
        f"Made {len(made.atoms):,} atoms: {made.inhabited - report.grouped:,} of one cell, {report.grouped:,} of "
        f"several, {len(made.atoms) - made.inhabited:,} with homes only; {made.kept:,} kept from before.",
    ]
    hidden = ", ".join(f"{key} in {count:,}" for key, count in report.hidden.items() if count)
    return [*told, f"Hidden because too few are behind it, or at the source: {hidden or 'nothing'}."]


def _dropped(verb: str, rows: Dropped, total: int, why: str) -> list[str]:
    if not rows.cells:
        return []
    share = f" ({rows.people / total:.1%})" if total else ""
    return [f"{verb} {rows.cells:,} cells with {rows.people:,} people{share}: they {why}."]


def _year(text: str) -> int:
    if not (text.isdigit() and 1900 <= int(text) <= 2200):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year")
    return int(text)


def _key(text: str) -> str:
    if not text.replace("_", "").isalnum() or not text.isascii():
        raise argparse.ArgumentTypeError(f"{text!r}: letters, digits and _ only")
    return text
