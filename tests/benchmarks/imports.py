"""Bringing a plan of a hundred thousand units in by what the page itself calls: time, and memory that stays flat.

Run alone with `python -m tests.benchmarks.imports`. It starts a database server of its own, as the tests do; each size
and format is brought in by a process of its own, so that its peak of memory is its own. The process that reads files
with GDAL is counted beside it, the database server is not.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas
import numpy as np
import pyogrio
import shapely

from geo.crs import METRIC
from operate.testcluster import start_test_cluster
from service.db import Database
from service.migrate import upgrade
from tests.conftest import settings_for
from tests.factories.world import ORIGIN, make_world

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (100_000, 200_000)
FORMATS = ("gpkg", "fgb", "geojson")
_DRIVERS = {".gpkg": "GPKG", ".fgb": "FlatGeobuf", ".geojson": "GeoJSON"}
#: The goals: seconds for a hundred thousand units, megabytes for any number.
MOST_S, MOST_MB = 60.0, 500.0
#: Twice the features may take so much more memory and still count as flat.
FLAT = 1.15
UNIT_M = 6.0
_LETTERS = np.array(["AK", "VP", "AO", "KATU", "YL", "SL"])


def make_file(path: Path, count: int) -> None:
    """A plan of so many units with eight corners each that tile the made-up town, one in a thousand unsound."""
    side = int(np.ceil(np.sqrt(count)))
    x, y = np.meshgrid(np.arange(side), np.arange(side))
    west, south = ORIGIN[0] + x.ravel()[:count] * UNIT_M, ORIGIN[1] + y.ravel()[:count] * UNIT_M
    ring = np.array([(0, 0), (3, 0), (6, 0), (6, 3), (6, 6), (3, 6), (0, 6), (0, 3), (0, 0)], dtype=float)
    corners = np.stack([west, south], axis=1)[:, None, :] + ring[None, :, :]
    corners[::1000] = corners[::1000][:, [0, 4, 1, 2, 3, 6, 5, 7, 8]]
    numbers = np.arange(count)
    made = geopandas.GeoDataFrame(
        {
            "numero": numbers,
            "kaavamerkinta": _LETTERS[numbers % len(_LETTERS)],
            "maarays": "Rakennusten suurin sallittu kerrosluku on kolme.",
        },
        geometry=shapely.polygons(corners),
        crs=METRIC.epsg,
    )
    driver = _DRIVERS[path.suffix]
    pyogrio.write_dataframe(made.to_crs(4326) if driver == "GeoJSON" else made, path, driver=driver)


def bring_in(owner: str, public: str, path: Path) -> dict[str, Any]:
    """Read a file, look at its report and bring it in, as the page and its background jobs do; times and memory."""
    from boundaries.units import units_of
    from service.layer_imports.applying import apply_import
    from service.layer_imports.models import LayerImport
    from service.layer_imports.report import report_of, told_rows
    from service.layer_imports.staging import read_staged
    from service.layer_imports.undoing import undo_import
    from service.permissions import Actor

    database = Database(settings_for(owner, owner, public))
    with database.public_engine.connect() as connection:
        ground = units_of(connection, 1).ground
    before = _megabytes(resource.RUSAGE_SELF)
    number = uuid.uuid4()
    with database.session_for(1) as db:
        empty: dict[str, Any] = {"wish": {}, "question": {}, "problem": {}, "facts": {}, "target": {}, "outcome": {}}
        row = LayerImport(
            id=number, municipality_id=1, file_name=path.name, file_bytes=path.stat().st_size, sha256=b"", **empty
        )
        db.add(row)
        db.commit()
        started = time.perf_counter()
        read_staged(db, row, path, ground, (27.68, 62.89), lambda _done, _total: db.commit())
        db.commit()
        read_s = time.perf_counter() - started
        row.target = {**row.target, "status": "13"}
        started = time.perf_counter()
        report = report_of(db, row)
        told_rows(db, row, report, 200)
        report_s = time.perf_counter() - started
        started = time.perf_counter()
        apply_import(db, Actor(1), row, report.mark, path, ground)
        db.commit()
        apply_s = time.perf_counter() - started
        started = time.perf_counter()
        undo_import(db, Actor(1), row)
        db.commit()
        undo_s = time.perf_counter() - started
    database.close()
    return {
        "taken": report.taken,
        "repaired": report.counts.get("repaired", 0),
        "read_s": read_s,
        "report_s": report_s,
        "apply_s": apply_s,
        "undo_s": undo_s,
        "before_mb": before,
        "most_mb": _megabytes(resource.RUSAGE_SELF),
        "reader_mb": _megabytes(resource.RUSAGE_CHILDREN),
        "file_mb": path.stat().st_size / 1e6,
    }


def _megabytes(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


@contextmanager
def _town() -> Iterator[tuple[str, str]]:
    cluster = start_test_cluster()
    try:
        owner, public = cluster.create("imports"), cluster.url("imports", "aluekartta_public")
        upgrade(owner)
        database = Database(settings_for(owner, owner, public))
        with database.session() as db:
            make_world(db)
        database.close()
        yield owner, public
    finally:
        cluster.stop()


def main() -> int:
    """Print a line for each size and format; 0 when the goals are reached."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--formats", nargs="+", default=list(FORMATS), choices=FORMATS)
    parser.add_argument("--alone", nargs=3, metavar=("OWNER", "PUBLIC", "FILE"), help="used by the program itself")
    options = parser.parse_args()
    if options.alone:
        owner, public, file = options.alone
        print(json.dumps(bring_in(owner, public, Path(file))))
        return 0
    is_reached = True
    peaks: dict[str, list[float]] = {}
    with _town() as (owner, public), tempfile.TemporaryDirectory() as folder:
        for ending in options.formats:
            for size in options.sizes:
                path = Path(folder) / f"plan{size}.{ending}"
                subprocess.run(
                    [
                        sys.executable,
                        "-c",
                        f"from tests.benchmarks.imports import *; make_file(Path({str(path)!r}), {size})",
                    ],
                    check=True,
                )
                command = [sys.executable, "-m", "tests.benchmarks.imports", "--alone", owner, public, str(path)]
                found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
                path.unlink()
                whole = found["read_s"] + found["report_s"] + found["apply_s"]
                peaks.setdefault(ending, []).append(found["most_mb"])
                is_reached &= whole <= MOST_S * max(1, size / 100_000)
                is_reached &= max(found["most_mb"], found["reader_mb"]) <= MOST_MB
                is_reached &= found["taken"] == size
                print(
                    f"{ending:8} {size:>8,} units, {found['file_mb']:6.1f} MB: {whole:5.1f} s (reading "
                    f"{found['read_s']:.1f}, report {found['report_s']:.1f}, bringing in {found['apply_s']:.1f}), "
                    f"taken back in {found['undo_s']:.1f} s; "
                    f"at most {found['most_mb']:.0f} MB ({found['before_mb']:.0f} before any work), GDAL's process "
                    f"{found['reader_mb']:.0f} MB; {found['repaired']} repaired"
                )
    is_flat = all(max(one) <= FLAT * min(one) for one in peaks.values())
    print("memory is flat" if is_flat else "memory grows with the file")
    return 0 if is_reached and is_flat else 1


if __name__ == "__main__":
    raise SystemExit(main())
