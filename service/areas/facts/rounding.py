"""Honest rounding: no more digits than the figure can carry."""

from __future__ import annotations

import math

#: A figure keeps about this part of its bounds' width, and never loses its leading digit.
PART_OF_WIDTH = 20
LEAST_STEPS = 5


def count_step(estimate: float, standard_error: float, width: float) -> int:
    """The step (1, 2, 5, 10, 20, 50 ...) that a count is rounded to.

    As large as the standard error or a twentieth of the bounds' width, whichever is larger, but never so
    large that fewer than five steps make up the figure. 1 when the figure is exact.
    """
    if width < 0.5:
        return 1
    wanted = min(max(standard_error, width / PART_OF_WIDTH), abs(estimate) / LEAST_STEPS)
    return _step_below(wanted)


def share_step(standard_error: float, width: float) -> float:
    """The step that a share (0-1) is rounded to: a tenth of a percentage point, or a whole one when unsure."""
    return 0.001 if max(standard_error, width / PART_OF_WIDTH) < 0.005 else 0.01


def rounded(value: float, step: float) -> float:
    """The nearest multiple of `step`, halves upwards."""
    digits = max(0, -math.floor(math.log10(step)))
    return round(math.floor(value / step + 0.5) * step, digits)


def finite(value: float) -> float | None:
    """A number, or None for NaN and infinity."""
    return float(value) if math.isfinite(value) else None


def _step_below(wanted: float) -> int:
    if wanted < 2:
        return 1
    power = int(10 ** math.floor(math.log10(wanted)))
    return next(factor * power for factor in (5, 2, 1) if factor * power <= wanted)
