"""Drawings as CAD programs write them: the parts of DXF that outlines and their texts are made of."""

from __future__ import annotations

from collections.abc import Iterable

Pairs = list[tuple[int, object]]


def drawing(*entities: Pairs) -> bytes:
    """A DXF file of entities, without a head, which its readers do not ask for."""
    pairs: Pairs = [
        (0, "SECTION"),
        (2, "ENTITIES"),
        *(one for each in entities for one in each),
        (0, "ENDSEC"),
        (0, "EOF"),
    ]
    return "".join(f"{code}\n{value}\n" for code, value in pairs).encode()


def outline(places: Iterable[tuple[float, ...]], layer: str = "RAJA", *, closed: bool = True) -> Pairs:
    """A light polyline; a third number of a place is the bulge of the arc that begins there."""
    found = list(places)
    pairs: Pairs = [(0, "LWPOLYLINE"), (8, layer), (90, len(found)), (70, int(closed))]
    for x, y, *bulge in found:
        pairs += [(10, x), (20, y), *((42, one) for one in bulge)]
    return pairs


def box_at(x: float, y: float, side: float) -> list[tuple[float, ...]]:
    """The corners of a square from its south-western one."""
    return [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]


def words(text: str, x: float, y: float) -> Pairs:
    """A text."""
    return [(0, "TEXT"), (8, "TEKSTI"), (10, x), (20, y), (40, 2.0), (1, text)]


def circle(x: float, y: float, radius: float) -> Pairs:
    """A circle."""
    return [(0, "CIRCLE"), (8, "RAJA"), (10, x), (20, y), (40, radius)]


def arc(x: float, y: float, radius: float, begin: float, end: float) -> Pairs:
    """An arc between two directions, in degrees counter-clockwise from the east."""
    return [(0, "ARC"), (8, "RAJA"), (10, x), (20, y), (40, radius), (50, begin), (51, end)]


def spline(through: list[tuple[float, float]]) -> Pairs:
    """A free curve of the third degree with the given control points."""
    inner = len(through) - 3
    knots = [0] * 4 + list(range(1, inner)) + [inner] * 4
    pairs: Pairs = [(0, "SPLINE"), (8, "RAJA"), (100, "AcDbSpline"), (70, 8), (71, 3), (72, len(knots))]
    pairs += [(73, len(through)), *((40, float(one)) for one in knots)]
    return pairs + [(code, value) for x, y in through for code, value in ((10, x), (20, y))]
