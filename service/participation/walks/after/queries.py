"""What a walk came to, and what all walks came to, through the public views. Counts below five are None or absent."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from boundaries.database import sql

PACKAGE = "service.participation.walks.after"


@dataclass(frozen=True, slots=True)
class Walked:
    """A leg that somebody says they walked. A count is None below five; `is_found_nothing`: somebody had nothing to
    report there."""

    slug: str
    segment: int
    walked_by: int | None
    is_found_nothing: bool
    found_nothing_by: int | None


@dataclass(frozen=True, slots=True)
class Experience:
    """Means of 1 to 5, by how many; a mean is None when fewer than five answered that question."""

    answer_count: int
    heard: float | None
    safe: float | None
    ease: float | None
    worth: float | None


@dataclass(frozen=True, slots=True)
class YearOfTheme:
    """The walks of a year on a theme (None: walks without one). `length_m` in metres; `worth` is the mean answer, 1
    to 5, over walks of which at least five people told; None when there is none."""

    year: int
    theme: str | None
    theme_names: dict[str, str] | None
    walk_count: int
    walker_count: int
    observation_count: int
    length_m: float
    follow_up_count: int
    answer_count: int
    worth: float | None


@dataclass(frozen=True, slots=True)
class LightAndHour:
    """Walks in a light and a part of the day; `length_m` counts each street once."""

    light: str
    part: str
    walk_count: int
    length_m: float


def coverage(connection: Connection, municipality_id: int, slugs: Sequence[str]) -> dict[tuple[str, int], Walked]:
    """The legs that were walked on walks, by slug and number of the leg; a leg that nobody walked is absent."""
    rows = connection.execute(sql(PACKAGE, "coverage_of"), {"municipality_id": municipality_id, "slugs": list(slugs)})
    return {(row.slug, row.segment): Walked(**row._mapping) for row in rows}


def roles(connection: Connection, walk_id: uuid.UUID) -> list[tuple[str, int]]:
    """As whom at least five people walked."""
    return [(row.role, row.walker_count) for row in connection.execute(sql(PACKAGE, "roles_of"), {"walk_id": walk_id})]


def experience(connection: Connection, walk_id: uuid.UUID) -> Experience | None:
    """How a walk was; None when fewer than five told."""
    row = connection.execute(sql(PACKAGE, "experience_of"), {"walk_id": walk_id}).first()
    return Experience(**row._mapping) if row else None


def statistics(connection: Connection, municipality_id: int) -> list[YearOfTheme]:
    """All walks that were held, by year and theme, the newest year first."""
    rows = connection.execute(sql(PACKAGE, "statistics_of"), {"municipality_id": municipality_id})
    return [YearOfTheme(**row._mapping) for row in rows]


def light_and_hours(connection: Connection, municipality_id: int) -> list[LightAndHour]:
    """When walks were held, by light and part of the day."""
    rows = connection.execute(sql(PACKAGE, "light_and_hours"), {"municipality_id": municipality_id})
    return [LightAndHour(**row._mapping) for row in rows]
