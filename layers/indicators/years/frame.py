"""Figures of several years on one version of the areas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.columns import Flags, Floats


@dataclass(frozen=True, slots=True)
class YearNote:
    """Where a year's figures come from and on which boundaries they were published.

    Attributes
    ----------
    moved : how many areas got their figures from other boundaries than their own.
    weights : by what people were shared out to them: the title and year of a grid, or empty for area alone.
        Empty too when nothing was moved.
    uncovered : how many areas the year's own areas do not cover; they have no figure.
    moved_from : what boundaries a file of this year came on, where some areas were moved as it was brought in.
    """

    year: int
    edition: str
    source: str
    moved: int = 0
    weights: str = ""
    uncovered: int = 0
    moved_from: str = ""


@dataclass(frozen=True, slots=True)
class YearsFrame:
    """Figures by unit and year; every array is (units, years), in the order of `codes` and of `years`.

    `values` is NaN where there is no number, `hidden` says where the publisher hid it, `moved` where it was
    carried over from other boundaries. `version_ids` and `versions` (their numbers, 0 where unknown) are the
    boundaries that all of it is on. Without any year all arrays have no columns.
    """

    kind: str
    area_ids: tuple[int, ...]
    codes: tuple[str, ...]
    slugs: tuple[str, ...]
    names: tuple[dict[str, str], ...]
    version_ids: tuple[int, ...]
    versions: tuple[int, ...]
    years: tuple[int, ...]
    notes: tuple[YearNote, ...]
    values: dict[str, Floats]
    hidden: dict[str, Flags]
    moved: Flags

    def at(self, code: str) -> int | None:
        """The row of a unit by its code, or None."""
        return self.codes.index(code) if code in self.codes else None

    def summed(self, keys: tuple[str, ...]) -> Floats:
        """The sum of some columns; NaN where one of them has no number."""
        shape = (len(self.codes), len(self.years))
        nothing = np.full(shape, np.nan)
        return np.sum([self.values.get(key, nothing) for key in keys], axis=0) if keys else nothing

    def any_hidden(self, keys: tuple[str, ...]) -> Flags:
        """Where the publisher hides one of some columns."""
        shape = (len(self.codes), len(self.years))
        nothing = np.zeros(shape, dtype=np.bool_)
        return np.any([self.hidden.get(key, nothing) for key in keys], axis=0) if keys else nothing
