"""Bring a municipality's own data in: its boundary, areas, statistics, grids, layers of the map, named places.

FILE is a GeoPackage, GeoJSON, Shapefile or FlatGeobuf; name one of several layers after a colon
(areas.gpkg:districts). Everything goes in at once or not at all; --dry-run tells what would happen.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from geoalchemy2.shape import to_shape
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.files import FileLayer, FileProblem, layer_name, path_and_layer, read_features
from boundaries.importing import MunicipalityTraits, replace_places, save_municipality
from boundaries.models import Municipality
from geo.errors import GeometryProblem
from layers.importing import KINDS, LayerTraits, replace_layer
from layers.indicators.errors import StatisticsFileProblem
from layers.indicators.paavo import import_paavo
from service.areas.rules import OFFICIAL_KINDS
from service.audit import record
from service.cli import grids
from service.cli.import_areas import import_areas
from service.cli.import_feedback import add_arguments as add_feedback_arguments
from service.cli.import_feedback import import_feedback
from service.cli.import_plans import add_arguments as add_plans_arguments
from service.cli.import_plans import import_plans
from service.cli.import_years import add_arguments as add_years_arguments
from service.cli.import_years import import_years
from service.config import Settings
from service.db import Database
from service.i18n import LANGUAGES
from service.participation.pins.default_themes import give_default_themes
from service.permissions import Actor

#: An import of a whole city takes longer than any request may.
TIMEOUT_MS = 600_000
REMARKS_SHOWN = 50
#: What is wrong with a whole file's coordinates.
SENTENCES = {
    "swapped_axes": "Easting and northing (or longitude and latitude) have changed places in this file.",
    "metres_as_degrees": "The file says degrees, but its coordinates are metres. Say the right system with --crs.",
    "degrees_as_metres": "The file says metres, but its coordinates are degrees. Say the right system with --crs.",
    "lonlat_out_of_range": "A longitude is over 180 or a latitude over 90 degrees.",
    "crs_unusable": "The coordinate system of this file is not known here.",
}
Work = Callable[[Session, argparse.Namespace], None]


class NothingUsable(FileProblem):
    """No feature of the file can be used."""

    code = "nothing_usable"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One subcommand for each kind of data."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    home = kinds.add_parser("municipality", help="make or update the municipality from its boundary")
    home.add_argument("--code", required=True, type=_code, help="national code, with its zeros")
    home.add_argument("--boundaries", required=True, metavar="FILE[:layer]", dest="file")
    home.add_argument("--name", type=_name, action="append", default=[], metavar="fi=...", help="may repeat")
    home.add_argument("--languages", type=_languages, default=[], metavar="fi,sv,en")
    home.add_argument("--prefix", default="", help="beginning of references, as in KUO-2026-00001")
    home.add_argument("--zoom", type=float, help="opening zoom of the map")
    paavo = _with_municipality(kinds.add_parser("paavo", help="postal-code areas and statistics of Paavo"))
    layer = _with_municipality(kinds.add_parser("layer", help="a layer of the map"))
    layer.add_argument("--key", required=True, help="its name in addresses, as in playgrounds")
    layer.add_argument("--kind", required=True, choices=KINDS)
    layer.add_argument("--names", required=True, type=_names, metavar="fi=..,sv=..")
    for name in ("source", "licence", "attribution"):
        layer.add_argument(f"--{name}", required=True)
    layer.add_argument("--valid-on", type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help="day of the data")
    layer.add_argument("--protected", action="store_true", help="what it shows is protected: reports tell how far")
    layer.add_argument("--code-field", default="", help="column that holds each feature's code")
    places = _with_municipality(kinds.add_parser("places", help="named places, for search and words"))
    places.add_argument("--kind", required=True, help="as in village, lake, playground")
    places.add_argument("--rank", type=int, default=3, choices=range(1, 6), help="1 is shown first")
    places.add_argument("--source", required=True)
    grid = grids.add_arguments(kinds)
    areas = _with_municipality(kinds.add_parser("areas", help="districts or other areas, as the page /areas/import"))
    areas.add_argument("--kind", required=True, choices=OFFICIAL_KINDS)
    areas.add_argument("--repair", action="store_true", help="take repaired shapes where outlines are unsound")
    feedback = _with_municipality(
        kinds.add_parser("feedback", help="what people said in an earlier service (CSV, Excel)")
    )
    add_feedback_arguments(feedback)
    years = _with_municipality(kinds.add_parser("years", help="yearly figures of areas that are here (CSV, Excel)"))
    add_years_arguments(years)
    plans = kinds.add_parser("plans", help="zoning plans (Ryhti JSON, or the plan GML of the pilots)")
    add_plans_arguments(plans)
    works = (
        (home, _municipality),
        (areas, _areas),
        (feedback, _feedback),
        (paavo, _paavo),
        (layer, _layer),
        (places, _places),
        (grid, _grid),
        (years, _years),
        (plans, _plans),
    )
    for one, work in works:
        one.add_argument("--crs", type=_epsg, metavar="EPSG", help="coordinate system of a file that states none")
        one.add_argument("--dry-run", action="store_true", help="tell what would happen and change nothing")
        one.set_defaults(work=work)


def run(arguments: argparse.Namespace) -> int:
    """Import in one transaction; 1 with a sentence when the file cannot be used, and then nothing changed."""
    settings = replace(Settings.from_environment(), service_statement_timeout_ms=TIMEOUT_MS)
    database = Database(settings)
    work: Work = arguments.work
    try:
        with database.sessions() as db:
            work(db, arguments)
            if arguments.dry_run:
                db.rollback()
                print("Nothing was changed: this was a dry run.")
            else:
                db.commit()
    except (FileProblem, StatisticsFileProblem) as problem:
        print(f"{problem} Nothing was changed.")
        return 1
    except GeometryProblem as problem:
        print(f"{SENTENCES.get(problem.code, str(problem))} Nothing was changed.")
        return 1
    finally:
        database.close()
    return 0


def _municipality(db: Session, arguments: argparse.Namespace) -> None:
    found = _features(arguments, None)
    traits = MunicipalityTraits(
        code=arguments.code,
        names=dict(arguments.name),
        languages=arguments.languages,
        prefix=arguments.prefix,
        zoom=arguments.zoom,
    )
    row = save_municipality(db, traits, found.features)
    themes = give_default_themes(db, row.id)
    _note(db, row, "import.municipality", row.slug, layer=found.layer)
    print(f"{row.names.get('fi', row.slug)} ({row.code}) is there as {row.slug}, references {row.reference_prefix}-.")
    if themes:
        print(f"It got the {themes} usual themes.")


def _areas(db: Session, arguments: argparse.Namespace) -> None:
    home = _home(db, arguments.municipality)
    _print_lines(import_areas(db, home, arguments))


def _feedback(db: Session, arguments: argparse.Namespace) -> None:
    _print_lines(import_feedback(db, _home(db, arguments.municipality), arguments))


def _paavo(db: Session, arguments: argparse.Namespace) -> None:
    home = _home(db, arguments.municipality)
    path, wanted = path_and_layer(arguments.file)
    report = import_paavo(db, home.id, path, layer_name(path, wanted))
    _note(db, home, "import.statistics", report.edition, areas=report.areas, values=report.values)
    print(
        f"{report.areas} areas ({report.areas_created} new, {report.areas_revised} with a new boundary), "
        f"{report.variables} variables: {report.values} values, {report.suppressed} suppressed, "
        f"{report.missing} missing."
    )
    _print_lines([f"  {one.where}: {one.code} {one.detail}" for one in report.messages])


def _layer(db: Session, arguments: argparse.Namespace) -> None:
    home = _home(db, arguments.municipality)
    found = _features(arguments, home)
    traits = LayerTraits(
        key=arguments.key,
        kind=arguments.kind,
        names=arguments.names,
        source=arguments.source,
        licence=arguments.licence,
        attribution=arguments.attribution,
        valid_on=arguments.valid_on,
        code_column=arguments.code_field,
        is_protected=arguments.protected or None,
    )
    layer = replace_layer(db, home.id, traits, found.features)
    _note(db, home, "import.layer", layer.key, features=len(found.features))
    print(f"Layer {layer.key}: {len(found.features)} features.")


def _places(db: Session, arguments: argparse.Namespace) -> None:
    home = _home(db, arguments.municipality)
    found = _features(arguments, home)
    count = replace_places(
        db, home.id, found.features, kind=arguments.kind, rank=arguments.rank, source=arguments.source
    )
    _note(db, home, "import.places", arguments.kind, places=count)
    print(f"{count} places; {len(found.features) - count} features had no name.")


def _grid(db: Session, arguments: argparse.Namespace) -> None:
    home = _home(db, arguments.municipality)
    report = grids.take_in(db, home, arguments, Settings.from_environment())
    _note(db, home, "import.grid", arguments.source, year=arguments.year, atoms=len(report.made.atoms))
    _print_lines(grids.sentences(report))


def _years(db: Session, arguments: argparse.Namespace) -> None:
    home = _home(db, arguments.municipality)
    told = import_years(db, home, arguments)
    _note(db, home, "import.statistics", arguments.kind, years=sum(not one.startswith(" ") for one in told))
    _print_lines(told)


def _plans(db: Session, arguments: argparse.Namespace) -> None:
    home = _home(db, arguments.municipality)
    report = import_plans(db, home, arguments)
    _note(db, home, "import.plans", "plans", plans=report.plans, units=report.units)
    _print_lines(report.lines)


def _features(arguments: argparse.Namespace, home: Municipality | None) -> FileLayer:
    path, wanted = path_and_layer(arguments.file)
    inside = to_shape(home.geom) if home is not None else None
    found = read_features(path, wanted, epsg=arguments.crs, inside=inside)
    _print_lines([f"  feature {one.number} {one.kind.replace('_', ' ')}: {one.detail}" for one in found.remarks])
    if not found.features:
        raise NothingUsable(f"No feature of {path.name} can be used.")
    return found


def _home(db: Session, slug: str) -> Municipality:
    home = db.scalar(select(Municipality).where(Municipality.slug == slug))
    if home is None:
        known = ", ".join(db.scalars(select(Municipality.slug).order_by(Municipality.id))) or "none yet"
        raise FileProblem(f"There is no municipality {slug}. There are: {known}.")
    return home


def _note(db: Session, home: Municipality, action: str, subject: str, **detail: object) -> None:
    record(db, Actor(home.id), action, action.partition(".")[2], subject, **detail)


def _print_lines(lines: list[str]) -> None:
    for line in lines[:REMARKS_SHOWN]:
        print(line)
    if len(lines) > REMARKS_SHOWN:
        print(f"  and {len(lines) - REMARKS_SHOWN} more")


def _with_municipality(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--municipality", required=True, metavar="SLUG")
    parser.add_argument("file", metavar="FILE[:layer]")
    return parser


def _name(text: str) -> tuple[str, str]:
    language, equals, name = text.partition("=")
    if language not in LANGUAGES or not equals or not name.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not a language and a name, as in fi=Kuopio")
    return language, name.strip()


def _names(text: str) -> dict[str, str]:
    return dict(_name(part.strip()) for part in text.split(","))


def _languages(text: str) -> list[str]:
    languages = [part.strip() for part in text.split(",")]
    if not set(languages) <= set(LANGUAGES) or len(set(languages)) != len(languages):
        raise argparse.ArgumentTypeError(f"{text!r}: choose among {', '.join(LANGUAGES)}, each once")
    return languages


def _code(text: str) -> str:
    if not text.isalnum():
        raise argparse.ArgumentTypeError(f"{text!r} is not a municipality's code")
    return text.zfill(3)


def _epsg(text: str) -> int:
    number = text.upper().removeprefix("EPSG:")
    if not number.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not an EPSG number")
    return int(number)
