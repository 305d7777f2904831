"""What each command of `./aluekartta` does, as one short function: `run(arguments) -> exit code`."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from types import FrameType

from operate import backup as backups
from operate import databases, environment, files, processes, settings, testing
from operate import doctor as doctors
from operate import restore as restores
from operate.errors import OperateError
from operate.paths import Places, find_places
from operate.status import print_ready, print_status
from operate.steps import step
from operate.up import Wishes, migration_mark, prepare_database
from operate.up import up as bring_up


class NotConfirmed(OperateError):
    """The operator did not say yes to something that cannot be undone."""


def up(arguments: argparse.Namespace) -> int:
    """Start everything; with --foreground stay until a signal comes, then stop everything."""
    places = find_places()
    wishes = Wishes(arguments.port, arguments.demo, not arguments.no_install)
    with _alone(places):
        port = bring_up(places, wishes, attached=arguments.foreground)
    print_ready(places, port)
    if not arguments.foreground:
        return 0
    return _stay(places)


def down(_arguments: argparse.Namespace) -> int:
    """Stop web, worker and the private cluster."""
    places = find_places()
    with _alone(places):
        _stop_processes(places)
        if settings.external_url() is None and places.cluster.process_id():
            with step("Stopping the database"):
                places.cluster.stop()
    return 0


def status(_arguments: argparse.Namespace) -> int:
    """Print what runs; 1 if something does not."""
    return 0 if print_status(find_places()) else 1


def logs(arguments: argparse.Namespace) -> int:
    """Show the ends of the logs, with `-f` as they grow."""
    places = find_places()
    names = [arguments.name] if arguments.name else ["web", "worker", "postgres"]
    found = [str(path) for name in names if (path := places.logs / f"{name}.log").exists()]
    if not found:
        raise OperateError("There is no log yet.", "Start the service: ./aluekartta up")
    options = ["-n", "100", "-F"] if arguments.follow else ["-n", "100"]
    os.execvp("tail", ["tail", *options, *found])  # noqa: S606 (no shell is wanted)


def doctor(_arguments: argparse.Namespace) -> int:
    """Print every finding with its cure; 1 if something is wrong."""
    return doctors.report(find_places())


def reset(arguments: argparse.Namespace) -> int:
    """Delete the private cluster and the uploads."""
    places = find_places()
    if settings.external_url():
        raise OperateError(
            "DATABASE_URL names a server that is not this project's to empty.",
            "Unset it, or drop and create that database by hand.",
        )
    _confirm(f"This deletes the database and all uploads in {places.home} for good.", said_yes=arguments.yes)
    with _alone(places):
        _stop_processes(places)
        with step("Deleting the database and the uploads"):
            places.cluster.stop()
            for name in ("stamps", "pg", "uploads"):
                shutil.rmtree(places.home / name, ignore_errors=True)
    return 0


def backup(arguments: argparse.Namespace) -> int:
    """Write one file with database, uploads and the means to check them."""
    places = find_places()
    with _alone(places):
        prepare_database(places)
        backups.write(places, Path(arguments.file).resolve())
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Put a backup in place of what is there, after it has proven to be equal to what was saved."""
    places = find_places()
    with _alone(places):
        archive = restores.check_file(Path(arguments.file).resolve())
        prepare_database(places)
        if databases.has_rows(settings.database_url(places)) or _has_files(places.uploads):
            question = "The database holds rows, which the backup will replace."
            _confirm(question, said_yes=arguments.yes)
        _stop_processes(places)
        restores.read(places, archive)
    print("Start the service again: ./aluekartta up")
    return 0


def test(arguments: argparse.Namespace) -> int:
    """Run the tests."""
    return testing.test(find_places(), arguments.rest)


def bench(arguments: argparse.Namespace) -> int:
    """Run the benchmarks."""
    return testing.bench(find_places(), arguments.rest)


def check(_arguments: argparse.Namespace) -> int:
    """Run the static checks."""
    return testing.check(find_places())


def service_command(arguments: argparse.Namespace) -> int:
    """Hand the words over to the service's own command line, with the database running."""
    places = find_places()
    environment.ensure(places, allowed=False)
    if settings.external_url() is None and not places.cluster.process_id():
        prepare_database(places)
    if places.stamp("migrated") != migration_mark(places):
        raise OperateError("The database is not at the newest schema.", "Run ./aluekartta up first.")
    env = settings.service_environment(places)
    os.chdir(places.root)
    command = [str(places.python), "-m", "service.cli", arguments.command, *arguments.rest]
    os.execve(command[0], command, env)  # noqa: S606 (no shell is wanted)


def _alone(places: Places) -> AbstractContextManager[None]:
    """Hold off other commands that change things; they wait for their turn."""
    return files.turn(places.home / "turn.lock", "Another ./aluekartta is at work here; waiting for it.")


def _stop_processes(places: Places) -> None:
    for name in processes.NAMES:
        if processes.running(name, places):
            with step(f"Stopping the {name} process"):
                processes.stop(name, places)


def _stay(places: Places) -> int:
    def leave(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, leave)
    code = 0
    try:
        ended = processes.wait_for_an_end(places)
        print(f"The {ended} process ended by itself.", file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        print()
    down(argparse.Namespace())
    return code


def _has_files(folder: Path) -> bool:
    return any(path.is_file() for path in folder.rglob("*"))


def _confirm(question: str, *, said_yes: bool) -> None:
    if said_yes:
        return
    if not sys.stdin.isatty():
        raise NotConfirmed(question, "Nobody is here to ask: say --yes if that is what you want.")
    if input(f'{question}\nType "yes" to go on: ').strip() != "yes":
        raise NotConfirmed("Nothing was changed.")
