"""A call for drawings and what made-up people drew: one suburb, several ideas of where it ends."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import shapely
from shapely.geometry import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from demo.cities import City
from demo.model import CallTie, DemoCall, DemoDrawing, LonLat
from demo.synthesis.dice import Dice
from demo.synthesis.ground import Ground

# The suburb that is asked about, the neighbour that some count in it, and the postal-code area that bears its
# name and lies elsewhere; by postal code.
_SUBURBS = {"kuopio": ("70840", "70820", "70780")}
_FIRST = datetime(2026, 11, 2, 7, 30, tzinfo=UTC)
# Who draws what: how many of each idea, in an order that mixes them.
_IDEAS = {"whole": 17, "without_cape": 7, "with_neighbour": 6, "elsewhere": 1}
#: So far up the suburb the cape begins (0 south, 1 north), and so far off the neighbour still counts.
_CAPE_FROM = 0.62
_NEIGHBOUR_M = 1100
# What ties people to the place, by idea.
_TIES: dict[str, dict[CallTie, float]] = {
    "whole": {"permanent": 0.66, "work": 0.14, "owner": 0.14, "study": 0.06},
    "without_cape": {"permanent": 0.5, "work": 0.3, "visitor": 0.2},
    "with_neighbour": {"permanent": 0.85, "owner": 0.15},
    "elsewhere": {"visitor": 1.0},
}
_WORDS = {
    "whole": (
        ("Jynkkä", "Koko niemi on Jynkkää, rannasta rantaan."),
        ("Jynkkä", "Radan ja rannan väli: täällä käydään samassa kaupassa ja koulussa."),
        ("Jynkän kylä", "Vanhat pientalot ja kerrostalot kuuluvat yhteen."),
        ("", ""),
    ),
    "without_cape": (
        ("Jynkkä", "Niemen kärki on oma maailmansa, Jynkkä loppuu ennen sitä."),
        ("Jynkkä", "Niemi on koko kaupungin virkistysaluetta, ei meidän korttelimme."),
        ("", ""),
    ),
    "with_neighbour": (
        ("Iso-Jynkkä", "Lahden toinenkin ranta on Jynkkää: lapset käyvät samaa koulua."),
        ("Jynkkä", "Kauppa on tien toisella puolella, joten raja ei voi kulkea tiessä."),
        ("", ""),
    ),
    "elsewhere": (("Jynkkä", "Postinumeron mukaan Jynkkä on täällä."),),
}


@dataclass(frozen=True)
class _Hand:
    """How a person draws: the corners' distance, how far a corner misses, and how far the whole line leans out."""

    step_m: float
    miss_m: float
    lean_m: float


def calls(city: City, ground: Ground) -> list[DemoCall]:
    """Return the city's call for drawings with its drawings, oldest first; none where no suburb is named."""
    if city.slug not in _SUBURBS:
        return []
    codes = _SUBURBS[city.slug]
    outlines = dict(_ideas(ground, *codes))
    dice = Dice(city.seed, "call drawings")
    ideas = dice.shuffled(idea for idea, count in _IDEAS.items() for _ in range(count))
    drawn, moment = [], _FIRST
    for idea in ideas:
        moment += timedelta(minutes=dice.between(40, 1300))
        drawn.append(_drawing(outlines[idea], idea, moment, dice, ground))
    return [
        DemoCall(
            slug="jynkka",
            name="Jynkkä",
            reason="Lähiöohjelma alkaa, ja sen alueesta päätetään keväällä. Piirrä kartalle se, mitä sinä kutsut "
            "Jynkäksi: missä se alkaa ja mihin se loppuu?",
            lonlat=_middle(outlines["whole"], ground),
            opens_on=date(2026, 11, 2),
            closes_on=date(2027, 3, 31),
            drawings=tuple(drawn),
        )
    ]


def _ideas(ground: Ground, code: str, neighbour: str, namesake: str) -> Iterator[tuple[str, Polygon]]:
    """Return each idea of the suburb as an outline in metres, along real borders, built land and water."""
    home, other = ground.by_code[code], ground.by_code[neighbour]
    whole = _one(home.lived.buffer(350).buffer(-300).intersection(home.dry))
    yield "whole", whole
    west, south, east, north = whole.bounds
    inland = box(west, south, east, south + _CAPE_FROM * (north - south))
    yield "without_cape", _one(whole.intersection(inland))
    near = other.lived.buffer(250).buffer(-250).intersection(whole.buffer(_NEIGHBOUR_M)).intersection(other.dry)
    yield "with_neighbour", _one(whole.union(near).buffer(150).buffer(-150).difference(ground.water))
    yield "elsewhere", _one(ground.by_code[namesake].lived.buffer(200).buffer(-200))


def _drawing(outline: Polygon, idea: str, moment: datetime, dice: Dice, ground: Ground) -> DemoDrawing:
    hand = _Hand(dice.random.uniform(140, 340), dice.random.uniform(12, 45), dice.random.gauss(0, 45))
    called, why = dice.freshest(_WORDS[idea], memory=idea)
    # Nobody says another's very words.
    why = why if dice.times_used((called, why), memory=idea) == 1 else ""
    return DemoDrawing(
        tie=dice.weighted(_TIES[idea]),
        called=called,
        why=why,
        shows=bool(why) and dice.chance(0.6),
        created_at=moment,
        geometry=ground.geometry_lonlat(_by_hand(outline, hand, dice), decimals=6),
    )


def _by_hand(outline: Polygon, hand: _Hand, dice: Dice) -> Polygon:
    """Return an outline followed by a hand: few corners, each a little off, and a slow drift in and out."""
    leaned = _one(outline.buffer(hand.lean_m))
    line = leaned.simplify(hand.miss_m).exterior
    count = max(12, round(line.length / hand.step_m))
    turn, waves = dice.random.uniform(0, math.tau), dice.between(2, 4)
    for _ in range(20):
        start = dice.random.random()
        corners = []
        for n in range(count):
            share = (start + n / count) % 1
            at = line.interpolate(share, normalized=True)
            drift = 0.8 * hand.miss_m * math.sin(waves * math.tau * share + turn)
            corners.append(
                (
                    at.x + drift + dice.random.gauss(0, hand.miss_m),
                    at.y + drift + dice.random.gauss(0, hand.miss_m),
                )
            )
        drawn = Polygon(corners)
        if drawn.is_valid:
            return drawn
    return Polygon(leaned.simplify(60).exterior)


def _one(shape: BaseGeometry) -> Polygon:
    """Return the largest part without its holes, as a hand draws it."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    return Polygon(largest.exterior)


def _middle(outline: Polygon, ground: Ground) -> LonLat:
    return ground.lonlat(Point(outline.representative_point()))
