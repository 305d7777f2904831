"""The idea kernels: what an idea can be about, read from texts/<theme>.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from demo.cities import THEMES
from demo.synthesis.words import TEXTS

# A sentence that begins with one of these fits only there.
_MARKS = {"[village]": ("village", "cottage"), "[urban]": ("urban", "whole"), "[cottage]": ("cottage",)}


@dataclass(frozen=True)
class Kernel:
    """One thing that residents wish for, in several wordings.

    `at` says what kind of spot it is pinned to, `where` in which surroundings it makes sense: urban, village,
    cottage (written by a seasonal resident) or whole (the whole municipality). `ages` limits who wrote it.
    """

    key: str
    theme: str
    at: str
    where: tuple[str, ...]
    titles: tuple[str, ...]
    openings: tuple[str, ...]
    reasons: tuple[str, ...]
    wishes: tuple[str, ...]
    comments: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    ages: tuple[str, ...] = ()

    def fitting(self, part: str, surroundings: str) -> list[str]:
        """Return the wordings of a part (titles, openings ...) that fit these surroundings."""
        return fitting(getattr(self, part), surroundings)


def fitting(wordings: tuple[str, ...] | list[str], surroundings: str) -> list[str]:
    """Return the wordings that fit, without their marks."""
    kept = []
    for wording in wordings:
        mark = next((mark for mark in _MARKS if wording.startswith(mark)), None)
        if mark is None or surroundings in _MARKS[mark]:
            kept.append(wording.removeprefix(mark or ""))
    return kept


@cache
def kernels() -> tuple[Kernel, ...]:
    """Return every kernel, in the order of the themes and files."""
    found = []
    for theme in THEMES:
        for row in _toml(theme.key)["kernel"]:
            lists = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
            found.append(Kernel(theme=theme.key, **lists))
    return tuple(found)


@cache
def common() -> dict[str, Any]:
    """Return the wordings that all themes share."""
    return _toml("common")


@cache
def foreign() -> dict[str, Any]:
    """Return the ideas and answers in English and Swedish."""
    return _toml("foreign")


def _toml(name: str) -> dict[str, Any]:
    with (TEXTS / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
