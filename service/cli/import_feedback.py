"""What people said in an earlier service, by the same reading, report and import as the page; taken back there."""

from __future__ import annotations

import argparse
from pathlib import Path

import shapely
from geoalchemy2.shape import to_shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.files import FileMissing
from boundaries.models import Area, AreaVersion, Municipality
from boundaries.reading.errors import FileProblem
from boundaries.reading.tables import TableProblem
from geo.crs import METRIC
from service.errors import InvalidInput
from service.participation.imports.bringing import bring_over
from service.participation.imports.mapping import PARTS
from service.participation.imports.operations import stage
from service.participation.imports.planning import counts, mark_of
from service.participation.imports.queries import planned_now
from service.participation.imports.words import finding_sentence, summary_lines, table_sentence
from service.permissions import Actor

#: Rows that are named one by one.
LINES_SHOWN = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said of a table on the command line."""
    parser.add_argument("--source", required=True, help="name of the earlier service, which everyone sees")
    parser.add_argument("--map", action="append", default=[], type=_part, metavar="PART=COLUMN", help=", ".join(PARTS))
    parser.add_argument("--day", default="", metavar="YYYY-MM-DD", help="day of the rows that have none")
    parser.add_argument("--theme", default="", help="key of the theme of the rows that have none")
    parser.add_argument("--campaign", default="", help="its name in addresses; the one that is always there if absent")
    parser.add_argument("--language", default="", help="of the texts, as in fi")
    parser.add_argument("--swapped", action="store_true", help="northing or latitude stands first in the file")
    parser.add_argument("--outside", choices=("leave_out", "wait", "whole"), default="leave_out")
    parser.add_argument("--heaps", choices=("keep", "whole"), default="whole", help="many rows on exactly one spot")


def import_feedback(db: Session, home: Municipality, arguments: argparse.Namespace) -> list[str]:
    """Bring over what `arguments` names; gives the lines to print. Flushes.

    Raises FileProblem with a sentence when the table cannot be used as a whole.
    """
    path = Path(arguments.file)
    if not path.is_file():
        raise FileMissing(f"There is no file {path}.")
    ground, centre = _ground(db, home), to_shape(home.centre)
    actor = Actor(home.id)
    lonlat = METRIC.to_lonlat(centre.x, centre.y)
    try:
        row = stage(db, actor, path.read_bytes(), path.name, ground, lonlat, arguments.language or home.languages[0])
    except TableProblem as problem:
        raise FileProblem(table_sentence(problem)) from problem
    row.mapping = {**row.mapping, **dict(arguments.map)}
    unknown = sorted(set(row.mapping.values()) - set(row.heading))
    if unknown:
        raise FileProblem(f"{path.name} has no column {', '.join(unknown)}. It has: {', '.join(row.heading)}.")
    said = {name: getattr(arguments, name) for name in ("source", "day", "theme", "campaign", "outside", "heaps")}
    row.wish = {**row.wish, **said}
    if arguments.crs:
        row.wish = {**row.wish, "epsg": arguments.crs, "is_swapped": arguments.swapped}
    db.flush()
    planned = planned_now(db, row, ground)
    try:
        bring_over(db, actor, row, mark_of(planned, row.wish), ground, is_synthetic=home.is_demo)
    except InvalidInput as error:
        raise FileProblem(" ".join(one.message for one in error.errors)) from error
    remarks = sorted((one for one in planned if one.findings), key=lambda one: (one.deed == "bring", one.line))
    lines = [f"  row {one.line}: {' '.join(map(finding_sentence, one.findings))}" for one in remarks[:LINES_SHOWN]]
    if len(remarks) > LINES_SHOWN:
        lines.append(f"  and {len(remarks) - LINES_SHOWN} rows more with something to say")
    columns = ", ".join(f"{part} = {name}" for part, name in row.mapping.items())
    where = f"Take it back on the page /desk/import-feedback/{row.id}"
    return [f"Columns: {columns}.", *lines, *(f"{line}." for line in summary_lines(counts(planned))), where]


def _ground(db: Session, home: Municipality) -> BaseGeometry:
    """The municipality with its postal-code areas, which reach over its outline here and there."""
    units = select(AreaVersion.geom).join(Area, Area.id == AreaVersion.area_id)
    units = units.where(Area.municipality_id == home.id, Area.kind == "postal", AreaVersion.valid_to.is_(None))
    return shapely.union_all([to_shape(home.geom), *map(to_shape, db.scalars(units))])


def _part(text: str) -> tuple[str, str]:
    part, equals, column = text.partition("=")
    if part not in PARTS or not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is not PART=COLUMN; a part is one of {', '.join(PARTS)}")
    return part, column
