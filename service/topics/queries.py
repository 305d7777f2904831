"""Reading themes, their owners and paths, as anyone may see them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from boundaries.database import sql
from service.i18n import named
from service.participation.pins.queries import ThemeChoice
from service.topics.words import change_words

PACKAGE = "service.topics"


@dataclass(frozen=True)
class Owner:
    """Who answers for a theme, with a face: name, task and unit. Texts may be empty."""

    name: str
    title: str
    unit: str
    is_synthetic: bool


@dataclass(frozen=True)
class ThemeLine:
    """A theme in the list of all. `next_month` is None where no step is to come."""

    mark: ThemeChoice
    idea_count: int
    answered_count: int
    owner_name: str
    owner_title: str
    next_month: dt.date | None
    next_text: str


@dataclass(frozen=True)
class ThemePage:
    """A theme as its page shows it."""

    id: int
    mark: ThemeChoice
    owner: Owner | None


@dataclass(frozen=True)
class StepChangeView:
    """One change of a step: the day, what changed in sentences, why, and who stands behind it."""

    changed_on: dt.date
    sentences: list[str]
    reason: str
    reason_language: str
    signature: str


@dataclass(frozen=True)
class StepView:
    """A step with all that became of it, oldest first. The first of `changes` is its publication."""

    id: int
    month: dt.date
    text: str
    state: str
    is_synthetic: bool
    changes: Sequence[StepChangeView]


def all_themes(connection: Connection, municipality_id: int) -> list[ThemeLine]:
    """Every theme of a municipality in its own order."""
    rows = connection.execute(sql(PACKAGE, "themes"), {"municipality_id": municipality_id})
    return [
        ThemeLine(
            _mark(row), row.idea_count, row.answered_count, row.owner_name or "", row.owner_title or "",
            row.next_month, named(row.next_texts),
        )
        for row in rows
    ]  # fmt: skip


def theme_page(connection: Connection, municipality_id: int, key: str) -> ThemePage | None:
    """The theme with a key, or None."""
    row = connection.execute(sql(PACKAGE, "theme"), {"municipality_id": municipality_id, "key": key}).first()
    if row is None:
        return None
    owner = Owner(row.owner_name, row.owner_title, named(row.unit_names), row.is_owner_synthetic)
    return ThemePage(row.id, _mark(row), owner if row.owner_name else None)


def states_of(connection: Connection, municipality_id: int, theme_id: int) -> dict[str, int]:
    """How many public ideas of a theme stand in each state that occurs."""
    values = {"municipality_id": municipality_id, "theme_id": theme_id}
    return {row.state: row.idea_count for row in connection.execute(sql(PACKAGE, "states_of_theme"), values)}


def newest_ideas(connection: Connection, municipality_id: int, theme_id: int, limit: int) -> Sequence[Row[Any]]:
    """The newest public ideas of a theme."""
    values = {"municipality_id": municipality_id, "theme_id": theme_id, "limit": limit}
    return connection.execute(sql(PACKAGE, "newest_of_theme"), values).all()


def path_of(connection: Connection, theme_id: int) -> list[StepView]:
    """A theme's path by month, each step with its history."""
    changes: defaultdict[int, list[StepChangeView]] = defaultdict(list)
    for row in connection.execute(sql(PACKAGE, "changes_of_path"), {"theme_id": theme_id}):
        reason = named(row.reasons)
        code = next((code for code, text in row.reasons.items() if text == reason), "")
        changes[row.step_id].append(
            StepChangeView(row.changed_on, change_words(row), reason, code, row.signature)
        )  # fmt: skip
    rows = connection.execute(sql(PACKAGE, "path_of_theme"), {"theme_id": theme_id})
    return [
        StepView(row.id, row.month, named(row.texts), row.state, row.is_synthetic, changes[row.id]) for row in rows
    ]


def _mark(row: Any) -> ThemeChoice:
    return ThemeChoice(row.key, named(row.names), row.icon, row.colour)
