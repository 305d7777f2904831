"""Zoning plans from files: Ryhti JSON of the national plan model, or the plan GML of the ministry's pilots."""

from __future__ import annotations

import argparse
from pathlib import Path

from geoalchemy2.shape import to_shape
from sqlalchemy.orm import Session

from boundaries.files import FileMissing
from boundaries.models import Municipality
from layers.plans.ryhti.gml import read_gml
from layers.plans.ryhti.model import MOST_BYTES, PlanFileProblem, ReadPlan
from layers.plans.ryhti.reading import read_ryhti
from layers.plans.ryhti.taking_in import PlansReport, take_in


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, the municipality, and what a GML file may leave unsaid."""
    parser.add_argument("--municipality", required=True, metavar="SLUG")
    parser.add_argument("--status", type=_status, metavar="13", help="life-cycle code of a GML plan")
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help=".json (Ryhti) or .gml, .xml")


def import_plans(db: Session, home: Municipality, arguments: argparse.Namespace) -> PlansReport:
    """Read all files, then store their plans; the caller commits.

    Raises
    ------
    FileProblem
        for the first file that cannot be used, named in the sentence.
    """
    plans = [plan for path in arguments.files for plan in _read(path, arguments)]
    return take_in(db, home.id, plans, to_shape(home.geom))


def _read(path: Path, arguments: argparse.Namespace) -> list[ReadPlan]:
    if not path.is_file():
        raise FileMissing(f"There is no file {path}.")
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    try:
        if path.suffix.lower() == ".json":
            return read_ryhti(data)
        if path.suffix.lower() in (".gml", ".xml"):
            return read_gml(data, epsg=arguments.crs, status=arguments.status or "")
    except PlanFileProblem as problem:
        raise PlanFileProblem(f"{path.name}: {problem}") from problem
    raise PlanFileProblem(f"{path.name}: plans come as .json (Ryhti), .gml or .xml.")


def _status(text: str) -> str:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 17):
        raise argparse.ArgumentTypeError(f"{text!r} is no life-cycle code, as in 13 for a plan in force")
    return text.zfill(2)
