"""Check that every text of the interface stands in Finnish and Swedish, and that none is left over."""

from __future__ import annotations

import argparse

from service.translation_check import problems


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001
    """List what is missing; 1 when anything is."""
    found = problems()
    for line in found:
        print(line)
    print(f"{len(found)} problems with translations." if found else "All texts stand in all languages.")
    return 1 if found else 0
