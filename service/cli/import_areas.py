"""Areas of a kind from a file, by the same reading, report and import as the page; it can be taken back there."""

from __future__ import annotations

import argparse
import hashlib

from geoalchemy2.shape import to_shape
from sqlalchemy.orm import Session

from boundaries.files import FileMissing, path_and_layer
from boundaries.models import Municipality
from boundaries.reading.errors import FileProblem
from boundaries.reading.files import read_file
from boundaries.reading.model import IMPORT
from boundaries.reading.placing import count_corners
from geo.crs import METRIC
from geo.systems import system_name
from service.areas.upload.importing import apply_import
from service.areas.upload.models import AreaImport
from service.areas.upload.planning import Planned, counts, mark_of, plan_import
from service.areas.upload.reading import SystemUnclear, Wish, placed
from service.areas.upload.staging import keep_reading
from service.permissions import Actor


def import_areas(db: Session, home: Municipality, arguments: argparse.Namespace) -> list[str]:
    """Import what `arguments` names (file, kind, crs, repair); gives the lines to print. Flushes.

    Raises FileProblem with a sentence when the file cannot be used as a whole.
    """
    path, layer = path_and_layer(arguments.file)
    if not path.is_file():
        raise FileMissing(f"There is no file {path}.")
    raw = read_file(path, path.name, limits=IMPORT, layer=layer or "")
    count_corners(raw.features, IMPORT.corners)
    if arguments.crs and raw.epsg and arguments.crs != raw.epsg:
        raise FileProblem(f"{path.name} says EPSG:{raw.epsg}, and --crs says EPSG:{arguments.crs}.")
    centre = to_shape(home.centre)
    try:
        reading = placed(raw, Wish(epsg=arguments.crs), to_shape(home.geom), METRIC.to_lonlat(centre.x, centre.y))
    except SystemUnclear as unclear:
        if unclear.problem is not None:
            raise unclear.problem from unclear
        raise FileProblem(_which_system(path.name, unclear)) from unclear
    row = AreaImport(
        municipality_id=home.id,
        kind=arguments.kind,
        file_name=path.name,
        file_bytes=path.stat().st_size,
        sha256=hashlib.sha256(path.read_bytes()).digest(),
        wish={},
        facts={},
    )
    db.add(row)
    db.flush()
    keep_reading(db, row, reading)
    repairs = {one.number for one in reading.features if one.needs_repair} if arguments.repair else set()
    planned = plan_import(db, row, repairs)
    lines = [line for one in planned if (line := _line(one))]
    apply_import(db, Actor(home.id), row, mark_of(planned), repairs)
    told = ", ".join(f"{count} {deed.replace('_', ' ')}" for deed, count in sorted(counts(planned).items()))
    return [*lines, f"{len(planned)} features: {told}. Take it back on the page /areas/import/{row.id}"]


def _line(one: Planned) -> str:
    findings = [str(finding["code"]).replace("_", " ") for finding in one.feature.findings]
    if not findings and one.deed not in ("no_name", "code_twice", "left_out"):
        return ""
    name = next(iter(one.names.values()), "without a name")
    return (
        f"  feature {one.feature.number} ({name}) {one.deed.replace('_', ' ')}: {', '.join(findings) or 'see above'}"
    )


def _which_system(name: str, unclear: SystemUnclear) -> str:
    best = [
        f"{one.epsg} ({system_name(one.epsg)}: {one.share:.0%} inside)" for one in unclear.candidates if one.share > 0
    ]
    fitting = f" What fits: {'; '.join(best)}." if best else ""
    return f"{name} does not say in which coordinate system it is. Say it with --crs and its EPSG number.{fitting}"
