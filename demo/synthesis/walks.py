"""Development walks: routes between real playgrounds, notes made up."""

import itertools
import tomllib
from datetime import UTC, datetime, time, timedelta
from typing import Any

from shapely.geometry import LineString, Point

from demo.cities import City
from demo.model import Observation, Stop, Walk
from demo.synthesis.dice import Dice
from demo.synthesis.ground import Area, Ground, Playground
from demo.synthesis.times import HELSINKI
from demo.synthesis.words import TEXTS

SHORTEST_M, LONGEST_M = 900, 2200
STOPS, VILLAGE_STOPS = (6, 5, 4), (4, 3)
# In a village the playgrounds lie further apart.
LONGEST_LEG_M, LONGEST_VILLAGE_LEG_M = 750, 1500
_MINUTES_A_STOP = 14

Chain = list[tuple[Area, Playground]]


def walks(city: City, ground: Ground) -> list[Walk]:
    """Return the city's walks by date; one comes back to the route of an earlier one."""
    dice = Dice(city.seed, "walks")
    with (TEXTS / "walks.toml").open("rb") as file:
        rows = tomllib.load(file)["walk"]
    chains: dict[str, Chain] = {}
    made = []
    taken: set[str] = set()
    for row in rows:
        chain = chains.get(row.get("follows", "")) or _chain(
            ground, taken, dice, village=row.get("village", False)
        )
        if chain is None:
            continue
        chains[row["key"]] = chain
        taken.add(chain[0][0].code)
        made.append(_walk(row, chain, ground, dice))
    return sorted(made, key=lambda walk: walk.starts_at)


def _chain(ground: Ground, taken: set[str], dice: Dice, *, village: bool) -> Chain | None:
    """Return playgrounds a walk apart from each other, in an area not walked yet; None if there are none."""
    longest = LONGEST_VILLAGE_LEG_M if village else LONGEST_LEG_M
    everything = [(area, playground) for area in ground.areas for playground in area.playgrounds]
    starts = [(a, p) for a, p in everything if a.is_urban != village and a.code not in taken]
    for wanted in VILLAGE_STOPS if village else STOPS:
        for start in dice.shuffled(starts):
            chain = [start]
            while len(chain) < wanted:
                here = chain[-1][1].point
                options = [
                    pair
                    for pair in everything
                    if pair not in chain and _leg_fits(here, pair[1].point, ground, longest)
                ]
                if not options:
                    break
                chain.append(min(options, key=lambda pair: here.distance(pair[1].point)))
            if len(chain) == wanted and SHORTEST_M <= _line(chain).length <= LONGEST_M:
                return chain
    return None


def _leg_fits(here: Point, there: Point, ground: Ground, longest: float) -> bool:
    return 120 < here.distance(there) < longest and not LineString([here, there]).intersects(ground.water)


def _line(chain: Chain) -> LineString:
    return LineString([playground.point for _, playground in chain])


def _walk(row: dict[str, Any], chain: Chain, ground: Ground, dice: Dice) -> Walk:
    area = chain[0][0]
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
        stops=_stops(row, chain, ground, dice, starts_at),
        follows=follows,
    )


def _route(chain: Chain, ground: Ground, dice: Dice) -> LineString:
    """Return the way between the stops with a bend in each leg, as streets have."""
    points = [chain[0][1].point]
    for (_, a), (_, b) in itertools.pairwise(chain):
        dx, dy = b.point.x - a.point.x, b.point.y - a.point.y
        for along in (0.3, 0.7):
            aside = dice.random.uniform(-0.14, 0.14)
            bend = Point(a.point.x + dx * along - dy * aside, a.point.y + dy * along + dx * aside)
            if not ground.water.intersects(bend.buffer(15)):
                points.append(bend)
        points.append(b.point)
    return LineString(points)


def _stops(
    row: dict[str, Any], chain: Chain, ground: Ground, dice: Dice, starts_at: datetime
) -> tuple[Stop, ...]:
    """Spread the notes over the stops; a stop left without any was walked with nothing to report."""
    notes: list[list[dict[str, str]]] = [[] for _ in chain]
    quiet = dice.between(1, len(chain) - 1)
    open_stops = [n for n in range(len(chain)) if n != quiet]
    for i, note in enumerate(row["observations"]):
        notes[open_stops[i * len(open_stops) // len(row["observations"])]].append(note)
    stops = []
    for order, ((_, playground), here) in enumerate(zip(chain, notes, strict=True), start=1):
        at = starts_at + timedelta(minutes=_MINUTES_A_STOP * order)
        observations = tuple(
            _observation(note, n, playground.point, at, ground, dice) for n, note in enumerate(here)
        )
        name = playground.own_name or f"Pysähdys {order}, {playground.words.name}"
        stops.append(Stop(name, ground.lonlat(playground.point), order, observations))
    return tuple(stops)


def _observation(
    note: dict[str, str], n: int, point: Point, at: datetime, ground: Ground, dice: Dice
) -> Observation:
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
