"""Colours of the interface for what has no style sheet to ask, from ``static/css/tokens.css``, where they stand."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_TOKENS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"
_COLOUR = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})\b")


def token_colour(name: str) -> str:
    """The light palette's colour of a token, such as ``theme-moss``, as ``#rrggbb``.

    Raises KeyError for a token that there is not, or that is no plain colour.
    """
    return _colours()[name]


@cache
def _colours() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, colour in _COLOUR.findall(_TOKENS.read_text(encoding="utf-8")):
        found.setdefault(name, colour)  # the dark palette comes after the light one
    return found
