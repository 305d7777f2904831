"""What a page's chart is told to draw, made fit for the page: numbers where there are numbers, and a known height."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Any

KINDS = ("scatter", "strip", "lines", "bars", "intervals")
#: Heights in CSS pixels: what stands above and below the rows, what a row takes, and what the words
#: of an upright mark take.
FRAME, ROW, SERIES_ROW, LANE, MARK = 44, 24, 14, 76, 18
HEIGHTS = {"scatter": 380, "lines": 320, "bars": 320}
NUMBERS = ("x", "y", "low", "high")


@dataclass(frozen=True)
class Drawn:
    """A specification as the page carries it.

    `spec` holds no NaN and no numpy number, `missing` counts the points that were left out because they have no
    value (suppressed or not countable), `height` is in CSS pixels, so that the page does not jump when the script
    draws.
    """

    spec: dict[str, Any]
    height: int
    missing: int
    is_empty: bool

    def axis_words(self, name: str) -> str:
        """What an axis measures, with its unit."""
        axis = self.spec.get(name) or {}
        return ", ".join(str(axis[key]) for key in ("label", "unit") if axis.get(key))


def drawable(spec: Mapping[str, Any]) -> Drawn:
    """Make a chart's specification fit for a page.

    `spec` holds `kind`, `series` (each `label`, `token`, `points`), and as needed `x` and `y` (`label`, `unit`,
    `min`, `max`, `type` number, share, year or log, `decimals`, `reverse`) and `marks` (`axis`, `at`, `label`). A
    point holds `x`, `y`, and as needed `low` and `high` (both along the measured axis), `label`, `code`, `href`,
    `strong`. Strips, intervals and lying bars measure along `x`, all others along `y`; bars lie when no point has
    a `y`.

    A point without a value is left out and counted, but along a line it stays as a gap. An unknown kind raises
    ValueError: it is the programmer's, not the reader's.
    """
    kind = spec.get("kind")
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of chart: {', '.join(KINDS)}")
    series = [{**one, "points": [_clean(point) for point in one.get("points", ())]} for one in spec.get("series", ())]
    is_flat = kind in ("strip", "intervals") or (
        kind == "bars" and not any(point.get("y") is not None for one in series for point in one["points"])
    )
    needed = ("x",) if is_flat else ("x", "y") if kind in ("scatter", "lines") else ("y",)
    missing = sum(_lacks(point, needed) for one in series if not one.get("line") for point in one["points"])
    for one in series:
        kept = ("x",) if kind == "lines" else needed
        one["points"] = [point for point in one["points"] if not _lacks(point, kept)]
    marks = [mark for mark in map(_clean, spec.get("marks", ())) if mark.get("at") is not None]
    height = _height(kind, series, is_flat) + MARK * sum(mark["axis"] == "x" for mark in marks)
    axes = {name: {**spec[name], **_clean(spec[name], ("min", "max"))} for name in ("x", "y") if spec.get(name)}
    is_empty = not any(not _lacks(point, needed) for one in series for point in one["points"])
    return Drawn({**spec, **axes, "series": series, "marks": marks, "height": height}, height, missing, is_empty)


def _clean(holder: Mapping[str, Any], keys: tuple[str, ...] = (*NUMBERS, "at")) -> dict[str, Any]:
    """A copy whose numbers are Python's own, and None where there is none."""
    return {key: _number(value) if key in keys else value for key, value in holder.items()}


def _number(value: Any) -> float | int | None:
    if value is None or not isinstance(value, Real):
        return None
    number = float(value)
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _lacks(point: Mapping[str, Any], needed: tuple[str, ...]) -> bool:
    return any(point.get(key) is None for key in needed)


def _height(kind: str, series: list[dict[str, Any]], is_flat: bool) -> int:
    if kind == "strip":
        return FRAME + max(1, len(series)) * LANE
    if kind == "intervals" or is_flat:
        rows = {point.get("label") or point.get("y") for one in series for point in one["points"]}
        return FRAME + len(rows) * (ROW if len(series) < 2 or kind == "intervals" else 10 + SERIES_ROW * len(series))
    return HEIGHTS[kind]
