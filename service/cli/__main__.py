"""``python -m service.cli``: commands of the service itself, each in a module of this folder."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

#: Command -> module with `add_arguments(parser)` and `run(arguments) -> int`.
COMMANDS = {
    "import": "service.cli.import_",
    "migrate": "service.cli.migrate",
    "demo": "demo.command",
    "worker": "service.cli.worker",
    "user": "service.cli.user",
    "erase": "service.cli.erase",
    "retention": "service.cli.retention",
    "shell": "service.cli.shell",
    "check-translations": "service.cli.translations",
    "verify-log": "service.cli.verify_log",
    "verify-membership": "service.cli.verify_membership",
    "verify-decisions": "service.cli.verify_decisions",
}


def main(argv: list[str] | None = None) -> int:
    """Run one command; modules are imported only when asked for, so that each starts quickly."""
    parser = argparse.ArgumentParser(prog="service.cli", description=__doc__)
    parser.add_argument("command", choices=sorted(COMMANDS))
    name = parser.parse_args((argv or sys.argv[1:])[:1]).command
    module = import_module(COMMANDS[name])
    own = argparse.ArgumentParser(prog=f"service.cli {name}", description=module.__doc__)
    module.add_arguments(own)
    return int(module.run(own.parse_args((argv or sys.argv[1:])[1:])) or 0)


if __name__ == "__main__":
    raise SystemExit(main())
