"""Circular arcs made into corners, so closely that no chord leaves its arc by more than 5 cm."""

from __future__ import annotations

import math

Position = tuple[float, float]

#: The farthest that a chord may lie from its arc, in metres: the accuracy of a detailed plan's base map.
TOLERANCE_M = 0.05
#: No arc needs more: half a circle of ten kilometres has 500 chords at the tolerance.
MOST_CHORDS = 720


def arc(start: Position, through: Position, end: Position, tolerance: float = TOLERANCE_M) -> list[Position]:
    """The corners of a circular arc given by three positions, first and last included as they are.

    With radius r the chord of an angle a leaves the arc by r (1 - cos(a/2)), so that a = 2 acos(1 - t/r) keeps
    within the tolerance t. Three positions on one line, or two of them equal, give the positions themselves; a
    whole circle (start equals end) is followed round through `through`.

    Raises
    ------
    ValueError
        for a coordinate that is not finite, or an arc too large to be reckoned with.
    """
    if not all(math.isfinite(value) for value in (*start, *through, *end)):
        raise ValueError("not finite")
    if start == end and start != through:
        centre = ((start[0] + through[0]) / 2, (start[1] + through[1]) / 2)
        sweep = 2 * math.pi
    else:
        found = _centre(start, through, end)
        if found is None:
            return [start, through, end]
        centre = found
        sweep = _sweep(centre, start, through, end)
    radius = math.dist(centre, start)
    step = 2 * math.acos(max(-1.0, 1 - tolerance / radius)) if radius > tolerance else math.pi / 2
    if not step or not math.isfinite(radius):
        raise ValueError("too large")
    chords = min(MOST_CHORDS, max(2, math.ceil(abs(sweep) / step)))
    first = math.atan2(start[1] - centre[1], start[0] - centre[0])
    angles = (first + sweep * i / chords for i in range(1, chords))
    between = [(centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in angles]
    return [start, *between, end]


def _centre(a: Position, b: Position, c: Position) -> Position | None:
    # Reckoned from the first position: with northings of millions the squares would lose the centimetres.
    bx, by, cx, cy = b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]
    double = 2 * (bx * cy - by * cx)
    if abs(double) < 1e-9 * (bx * bx + by * by + cx * cx + cy * cy):
        return None
    bb, cc = bx * bx + by * by, cx * cx + cy * cy
    return a[0] + (cy * bb - by * cc) / double, a[1] + (bx * cc - cx * bb) / double


def _sweep(centre: Position, start: Position, through: Position, end: Position) -> float:
    """The angle from start to end that passes `through`; positive is counter-clockwise."""
    first, middle, last = (math.atan2(p[1] - centre[1], p[0] - centre[0]) for p in (start, through, end))
    to_middle = (middle - first) % (2 * math.pi)
    to_last = (last - first) % (2 * math.pi)
    return to_last if to_middle <= to_last else to_last - 2 * math.pi
