"""The command line of `./aluekartta`: reads the words and hands over to the module that does the work."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

from operate import commands
from operate.errors import OperateError
from operate.up import CITIES

Command = Callable[[argparse.Namespace], int]


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 well, 1 not well, 2 misused, 130 interrupted."""
    with suppress(AttributeError, ValueError):
        sys.stdout.reconfigure(errors="replace", line_buffering=True)  # type: ignore[union-attr]
    given = list(sys.argv[1:] if words is None else words)
    parser = _parser()
    arguments, unknown = parser.parse_known_args(given)
    arguments.rest = given[given.index(arguments.command) + 1 :]
    if unknown and not arguments.passes_on:
        parser.error(f"{arguments.command} does not know {' '.join(unknown)}")
    run: Command = arguments.run
    try:
        return run(arguments)
    except OperateError as error:
        print(f"\n{error.fact}", file=sys.stderr)
        if error.cure:
            print(error.cure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./aluekartta", description="Sets up, runs and looks after Aluekartta.")
    adder = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, run: Command, help_text: str, *, passes_on: bool = False) -> argparse.ArgumentParser:
        one = adder.add_parser(name, help=help_text, description=help_text, add_help=not passes_on, allow_abbrev=False)
        one.set_defaults(run=run, passes_on=passes_on)
        return one

    _add_running(add)
    _add_keeping(add)
    _add_developing(add)
    for name, help_text in (
        ("shell", "a Python prompt inside the service"),
        ("import", "bring boundaries, statistics or plans in"),
        ("user", "make and change sign-ins"),
        ("erase", "erase a person, or again after a restore"),
        ("retention", "cut what leads from old inputs to people"),
        ("verify-membership", "check which areas everything lies in; --repair puts it right"),
        ("verify-decisions", "count decisions again from their records and say what differs"),
    ):
        add(name, commands.service_command, help_text, passes_on=True)
    return parser


def _add_running(add: Callable[..., argparse.ArgumentParser]) -> None:
    up = add("up", commands.up, "install what is missing, start everything and print the address")
    up.add_argument("--port", type=_port, help="port of the web service (8000, or the one of before)")
    up.add_argument("--demo", choices=CITIES, help="demo municipality (kuopio, or the one of before)")
    up.add_argument("--foreground", action="store_true", help="stay, print the logs, stop at Ctrl-C")
    up.add_argument("--no-install", action="store_true", help="install nothing: say what is missing")
    add("down", commands.down, "stop the service and its database")
    add("status", commands.status, "tell what runs")
    logs = add("logs", commands.logs, "show the logs")
    logs.add_argument("-f", "--follow", action="store_true", help="go on with what is written")
    logs.add_argument("name", nargs="?", choices=("web", "worker", "postgres"), help="one log alone")
    add("doctor", commands.doctor, "tell what is wrong, and the cure")


def _add_keeping(add: Callable[..., argparse.ArgumentParser]) -> None:
    reset = add("reset", commands.reset, "delete the database and the uploads for good")
    reset.add_argument("--yes", action="store_true", help="do not ask")
    backup = add("backup", commands.backup, "write database and uploads into one file")
    backup.add_argument("file")
    restore = add("restore", commands.restore, "put a backup in place of what is there")
    restore.add_argument("file")
    restore.add_argument("--yes", action="store_true", help="replace a database that holds rows")


def _add_developing(add: Callable[..., argparse.ArgumentParser]) -> None:
    tests = "set up what tests need and run them; --fast leaves out the browser, other words go to pytest"
    add("test", commands.test, tests, passes_on=True)
    add("bench", commands.bench, "measure against the floor and print a table", passes_on=True)
    add("check", commands.check, "lint, types, layers, translations, vendored files")


def _port(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{port} is no port: it must lie between 1 and 65535")
    return port
