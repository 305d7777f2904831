"""The legs of a route between its stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry import LineString, Point
from shapely.ops import substring


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from the stop of this number to the next one; `line` is in the metric CRS."""

    number: int
    start_name: str
    end_name: str
    line: LineString

    @property
    def middle(self) -> Point:
        """A point half-way."""
        return self.line.interpolate(0.5, normalized=True)


def legs(route: LineString, stops: Sequence[tuple[int, str, Point]]) -> list[Leg]:
    """The legs of a route in the metric CRS, one fewer than there are stops.

    Stops are looked for from the one before onwards, so that a route that comes back to where it began has all
    its legs. Stops that do not follow one another along the route are joined by a straight line.

    Parameters
    ----------
    stops : number, name and place of each stop, in order.
    """
    found, so_far = [], 0.0
    places = []
    for _number, _name, point in stops:
        rest = substring(route, so_far, route.length)
        so_far += rest.project(point) if rest.length > 0 else 0.0
        places.append(so_far)
    for here, there, begin, end in zip(stops, stops[1:], places, places[1:], strict=False):
        line = substring(route, begin, end) if end > begin else LineString([here[2], there[2]])
        found.append(Leg(here[0], here[1], there[1], line))
    return found
