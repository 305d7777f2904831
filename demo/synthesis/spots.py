"""Where an idea is pinned: near real playgrounds, centres, homes and shores, never evenly over the map."""

import math

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from demo.cities import City
from demo.synthesis.dice import Dice
from demo.synthesis.ground import Area, Ground, Playground

# Far-away towns that a careless address search may answer with.
_FAR_TOWNS = (
    (25.4682, 65.0121),
    (22.2666, 60.4518),
    (24.9427, 60.1708),
    (23.7610, 61.4978),
    (28.1887, 61.0587),
)
_TRIES = 400
# The backdrop keeps its water this far from built land, so a real shore may lie that far from it.
_SHORE_REACH_M = 260


def spot_in(area: Area, at: str, dice: Dice, ground: Ground) -> tuple[Point, Playground | None]:
    """Choose a place in an area.

    Args:
        at: playground, centre, home, route, village or shore.

    Returns:
        A point in the metric CRS on dry land in the area, and the playground it belongs to when `at` is
        playground.
    """
    if at == "playground":
        playground = dice.freshest(area.playgrounds, "playground")
        return _near(playground.point, 35, area.dry, dice), playground
    if at == "centre":
        middle = dice.one(area.centres) if area.centres else heart(area)
        return _near(middle, 220, area.dry, dice), None
    if at == "shore":
        return _by_the_water(area, dice, ground), None
    if not area.is_urban:
        return _near(heart(area), 700, area.dry, dice), None
    if area.playgrounds and dice.chance(0.5):
        return _near(dice.one(area.playgrounds).point, 180, area.dry, dice), None
    return _inside(area.lived, dice), None


def heart(area: Area) -> Point:
    """Return the middle of the area's life: among its playgrounds, or its statistical inner point on land."""
    points = [playground.point for playground in area.playgrounds]
    if points:
        return min(points, key=lambda point: sum(point.distance(other) for other in points))
    return nearest_points(area.dry.buffer(-30) or area.dry, area.anchor)[0]


def has_shore(area: Area, ground: Ground) -> bool:
    """Return whether the backdrop's water comes near the area's land."""
    return ground.shoreline.distance(area.dry) < _SHORE_REACH_M


def default_point(ground: Ground) -> Point:
    """Return the point that the map proposes when nobody moves it: the middle of the first view."""
    return ground.metres(ground.city.opening_lonlat)


def far_away(city: City, dice: Dice) -> tuple[float, float]:
    """Return a WGS 84 pair in another town, where no idea of this city can be."""
    own_lon, own_lat = city.opening_lonlat
    others = [town for town in _FAR_TOWNS if abs(town[0] - own_lon) + abs(town[1] - own_lat) > 0.5]
    lon, lat = dice.one(others)
    return round(lon + dice.between(-900, 900) / 1e5, 6), round(lat + dice.between(-500, 500) / 1e5, 6)


def _near(middle: Point, spread_m: float, land: BaseGeometry, dice: Dice) -> Point:
    for _ in range(_TRIES):
        distance = abs(dice.random.gauss(0, spread_m))
        angle = dice.random.uniform(0, 2 * math.pi)
        point = Point(middle.x + distance * math.cos(angle), middle.y + distance * math.sin(angle))
        if land.contains(point):
            return point
    return nearest_points(land, middle)[0]


def _inside(land: BaseGeometry, dice: Dice) -> Point:
    west, south, east, north = land.bounds
    for _ in range(_TRIES):
        point = Point(dice.random.uniform(west, east), dice.random.uniform(south, north))
        if land.contains(point):
            return point
    return land.representative_point()


def _by_the_water(area: Area, dice: Dice, ground: Ground) -> Point:
    shore = ground.shoreline.intersection(area.dry.buffer(_SHORE_REACH_M))
    on_shore = shore.interpolate(dice.random.random(), normalized=True)
    # The nearest land may be the area's very edge: a step inwards keeps the point inside after rounding.
    return _near(nearest_points(area.dry, on_shore)[0], 40, area.dry, dice)
