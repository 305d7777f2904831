"""Development walks: routes between real playgrounds or through a real village, notes made up."""

import itertools
import math
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from shapely.geometry import LineString, Point

from demo.cities import City
from demo.model import Observation, Stop, Walk
from demo.synthesis.dice import Dice
from demo.synthesis.ground import Area, Ground
from demo.synthesis.spots import heart
from demo.synthesis.times import HELSINKI
from demo.synthesis.words import TEXTS

SHORTEST_M, LONGEST_M = 900, 2200
STOPS = (6, 5, 4)
SHORTEST_LEG_M, LONGEST_LEG_M = 120, 750
# A village has too few playgrounds for a walk: its stops are places that every village has.
VILLAGE_STOPS = ("Kylän keskus", "Ilmoitustaulu", "Tienristeys", "Rannan polku")
VILLAGE_COTTAGES, VILLAGE_RESIDENTS = 150, 400
#: What a stop with nothing to note is called.
QUIET_STOP = "Kadunkulma"
_VILLAGE_TRIES = 300
_MINUTES_A_STOP = 14


@dataclass(frozen=True)
class Halt:
    """A place where a walk may stop; `own_name` is None when people would only say which playground it is."""

    area: Area
    own_name: str | None
    plain_name: str
    point: Point


def walks(city: City, ground: Ground) -> list[Walk]:
    """Return the city's walks by date; one comes back to the route of an earlier one."""
    dice = Dice(city.seed, "walks")
    with (TEXTS / "walks.toml").open("rb") as file:
        rows = tomllib.load(file)["walk"]
    chains: dict[str, list[Halt]] = {}
    called: dict[str, list[str]] = {}
    made = []
    taken: set[str] = set()
    for row in rows:
        find = _village_chain if row.get("village", False) else _chain
        chain = chains.get(row.get("follows", "")) or find(ground, taken, dice)
        if chain is None:
            continue
        chains[row["key"]] = chain
        taken.add(chain[0].area.code)
        walk = _walk(row, chain, ground, dice, called.get(row.get("follows", "")))
        called[row["key"]] = [stop.name for stop in walk.stops]
        made.append(walk)
    return sorted(made, key=lambda walk: walk.starts_at)


def _chain(ground: Ground, taken: set[str], dice: Dice) -> list[Halt] | None:
    """Return playgrounds a walk apart from each other, in a part of town not walked yet; None if none are."""
    everything = [
        Halt(area, playground.own_name, playground.words.name, playground.point)
        for area in ground.areas
        for playground in area.playgrounds
    ]
    starts = [halt for halt in everything if halt.area.is_urban and halt.area.code not in taken]
    for wanted in STOPS:
        for start in dice.shuffled(starts):
            chain = [start]
            while len(chain) < wanted:
                here = chain[-1].point
                options = [h for h in everything if h not in chain and _leg_fits(here, h.point, ground)]
                if not options:
                    break
                chain.append(min(options, key=lambda halt: here.distance(halt.point)))
            if len(chain) == wanted and SHORTEST_M <= _line(chain).length <= LONGEST_M:
                return chain
    return None


def _village_chain(ground: Ground, taken: set[str], dice: Dice) -> list[Halt] | None:
    """Return stops around the heart of a village with many cottages; None if the city has no such village."""
    villages = [
        a
        for a in ground.areas
        if not a.is_urban and a.cottages >= VILLAGE_COTTAGES and a.residents >= VILLAGE_RESIDENTS
    ]
    for area in dice.shuffled(a for a in villages if a.code not in taken):
        for _ in range(_VILLAGE_TRIES):
            points = [heart(area)]
            for _ in VILLAGE_STOPS[1:]:
                angle, step = dice.random.uniform(0, 2 * math.pi), dice.between(250, 600)
                points.append(Point(points[-1].x + step * math.cos(angle), points[-1].y + step * math.sin(angle)))
            chain = [Halt(area, name, name, p) for name, p in zip(VILLAGE_STOPS, points, strict=True)]
            dry = all(area.dry.contains(point) for point in points)
            if dry and all(_leg_fits(a, b, ground) for a, b in itertools.pairwise(points)):
                return chain
    return None


def _leg_fits(here: Point, there: Point, ground: Ground) -> bool:
    fits = SHORTEST_LEG_M < here.distance(there) < LONGEST_LEG_M
    return fits and not LineString([here, there]).buffer(60).intersects(ground.water)


def _line(chain: list[Halt]) -> LineString:
    return LineString([halt.point for halt in chain])


def _walk(row: dict[str, Any], chain: list[Halt], ground: Ground, dice: Dice, names: list[str] | None) -> Walk:
    area = chain[0].area
    words = area.words
    starts_at = datetime.combine(row["on"], time.fromisoformat(row["start"]), tzinfo=HELSINKI).astimezone(UTC)
    name = words.name[0].upper() + words.name[1:]
    follows = f"{row['follows']}-{area.code}" if "follows" in row else None
    return Walk(
        slug=f"{row['key'].replace('_', '-')}-{area.code}",
        title=row["title"].format(name=name),
        theme=row["theme"],
        description=row["description"],
        summary=row["summary"],
        walked_on=row["on"],
        starts_at=starts_at,
        light=row["light"],
        participant_count=dice.between(7, 26),
        organiser=row["organiser"],
        route=ground.geometry_lonlat(_route(chain, ground, dice), decimals=6),
        stops=_stops(row, chain, ground, dice, starts_at, names),
        follows=follows,
    )


def _route(chain: list[Halt], ground: Ground, dice: Dice) -> LineString:
    """Return the way between the stops with a bend in each leg, as streets have."""
    points = [chain[0].point]
    for a, b in itertools.pairwise(chain):
        dx, dy = b.point.x - a.point.x, b.point.y - a.point.y
        for along in (0.3, 0.7):
            aside = dice.random.uniform(-0.14, 0.14)
            bend = Point(a.point.x + dx * along - dy * aside, a.point.y + dy * along + dx * aside)
            if not ground.water.intersects(bend.buffer(15)):
                points.append(bend)
        points.append(b.point)
    return LineString(points)


def _stops(
    row: dict[str, Any], chain: list[Halt], ground: Ground, dice: Dice, starts_at: datetime, names: list[str] | None
) -> tuple[Stop, ...]:
    """Spread the notes over the stops; a stop left without any was walked with nothing to report.

    `names` are what an earlier walk of the same route called its stops; None for a route walked for the first time.
    """
    notes: list[list[dict[str, str]]] = [[] for _ in chain]
    quiet = dice.between(1, len(chain) - 1)
    open_stops = [n for n in range(len(chain)) if n != quiet]
    for i, note in enumerate(row["observations"]):
        notes[open_stops[i * len(open_stops) // len(row["observations"])]].append(note)
    stops = []
    for order, (halt, here) in enumerate(zip(chain, notes, strict=True), start=1):
        at = starts_at + timedelta(minutes=_MINUTES_A_STOP * order)
        observations = tuple(_observation(note, n, halt.point, at, ground, dice) for n, note in enumerate(here))
        name = names[order - 1] if names else _name(halt, order, here)
        stops.append(Stop(name, ground.lonlat(halt.point), order, observations))
    return tuple(stops)


def _name(halt: Halt, order: int, notes: list[dict[str, str]]) -> str:
    """What people call a stop: its own name, the playground where they set out, or what they stopped for."""
    if halt.own_name:
        return halt.own_name
    plain = halt.plain_name[0].upper() + halt.plain_name[1:]
    return plain if order == 1 else notes[0]["place"] if notes else QUIET_STOP


def _observation(note: dict[str, str], n: int, point: Point, at: datetime, ground: Ground, dice: Dice) -> Observation:
    near = Point(point.x + dice.random.uniform(-45, 45), point.y + dice.random.uniform(-45, 45))
    if ground.water.contains(near):
        near = point
    return Observation(
        text=note["text"],
        todo=note["todo"],
        severity=note["severity"],
        theme=note["theme"],
        lonlat=ground.lonlat(near),
        observed_at=at + timedelta(minutes=2 * n),
    )
