"""What the demo municipality says: the one door through which a loader reads the committed files.

    city = read_city("kuopio")
    for idea in city.ideas: ...

Reading needs only the standard library and shapely. The shapes are those of demo/model.py.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo import files
from demo.cities import SYNTHETIC_FOLDER, City, city_by_slug
from demo.model import (
    Comment,
    DemoCall,
    DemoDrawing,
    DemoProposal,
    DrawnArea,
    Idea,
    Observation,
    OfficialAnswer,
    Place,
    PracticePlan,
    Stop,
    Walk,
    ZoningUnit,
)
from demo.rows import geometry_of, lonlat_of, thing

__all__ = [
    "Comment",
    "DemoCall",
    "DemoCity",
    "DemoDrawing",
    "DemoProposal",
    "DrawnArea",
    "Idea",
    "Observation",
    "OfficialAnswer",
    "Place",
    "PracticePlan",
    "Stop",
    "Walk",
    "ZoningUnit",
    "read_city",
]


@dataclass(frozen=True)
class DemoCity:
    """A demo municipality with everything that is said in it; ideas in the order they came."""

    city: City
    places: tuple[Place, ...]
    ideas: tuple[Idea, ...]
    walks: tuple[Walk, ...]
    plan: PracticePlan
    drawn_areas: tuple[DrawnArea, ...]
    proposals: tuple[DemoProposal, ...]
    calls: tuple[DemoCall, ...]


def read_city(slug: str, folder: Path = SYNTHETIC_FOLDER) -> DemoCity:
    """Return a demo municipality's content from its committed files.

    Args:
        slug: kuopio, mikkeli or lahti.
        folder: where the files stand.

    Raises:
        KeyError: there is no such demo municipality.
        FileNotFoundError: a file is missing; `python -m demo.generate` writes them.
        ValueError: a made-up row is not marked as such.
    """
    city = city_by_slug(slug)

    def rows(name: str) -> dict[str, Any]:
        return json.loads(files.path(name, city, folder).read_text(encoding="utf-8"))

    places = rows(files.PLACES)["features"]
    areas, proposals = rows(files.DRAWN_AREAS)["features"], rows(files.PROPOSALS)["features"]
    return DemoCity(
        city=city,
        places=tuple(thing(Place, row["properties"], lonlat=lonlat_of(row)) for row in places),
        ideas=_ideas(rows(files.IDEAS)["features"], rows(files.TALK)["ideas"]),
        walks=_walks(rows(files.WALKS)["features"]),
        plan=_plan(rows(files.PLAN)),
        drawn_areas=tuple(thing(DrawnArea, row["properties"], geometry=geometry_of(row)) for row in areas),
        proposals=tuple(thing(DemoProposal, row["properties"], geometry=geometry_of(row)) for row in proposals),
        calls=_calls(rows(files.CALLS)["features"]),
    )


def _ideas(features: list[dict[str, Any]], talk: list[dict[str, Any]]) -> tuple[Idea, ...]:
    said = {row["reference"]: row for row in talk}
    silence: dict[str, Any] = {"comments": [], "answers": []}
    ideas = []
    for row in features:
        under = said.get(row["properties"]["reference"], silence)
        ideas.append(
            thing(
                Idea,
                row["properties"],
                lonlat=lonlat_of(row),
                comments=tuple(thing(Comment, comment) for comment in under["comments"]),
                answers=tuple(thing(OfficialAnswer, answer) for answer in under["answers"]),
            )
        )
    return tuple(ideas)


def _walks(features: list[dict[str, Any]]) -> tuple[Walk, ...]:
    """Put the flat features together again: observations into stops, stops into walks."""

    def of(kind: str, **keys: Any) -> list[dict[str, Any]]:
        wanted = {"kind": kind, **keys}
        return [row for row in features if wanted.items() <= row["properties"].items()]

    walks = []
    for row in of("walk"):
        slug = row["properties"]["slug"]
        stops = []
        for stop in of("stop", walk=slug):
            seen = of("observation", walk=slug, stop=stop["properties"]["order"])
            noted = tuple(thing(Observation, o["properties"], lonlat=lonlat_of(o)) for o in seen)
            stops.append(thing(Stop, stop["properties"], lonlat=lonlat_of(stop), observations=noted))
        walks.append(thing(Walk, row["properties"], route=geometry_of(row), stops=tuple(stops)))
    return tuple(walks)


def _calls(features: list[dict[str, Any]]) -> tuple[DemoCall, ...]:
    """Put the flat features together again: drawings into their call."""
    calls = []
    for row in features:
        if row["properties"]["kind"] == "call":
            slug = row["properties"]["slug"]
            drawings = tuple(
                thing(DemoDrawing, one["properties"], geometry=geometry_of(one))
                for one in features
                if one["properties"].get("call") == slug
            )
            calls.append(thing(DemoCall, row["properties"], lonlat=lonlat_of(row), drawings=drawings))
    return tuple(calls)


def _plan(collection: dict[str, Any]) -> PracticePlan:
    units = tuple(thing(ZoningUnit, row["properties"], geometry=geometry_of(row)) for row in collection["features"])
    return thing(PracticePlan, collection["plan"], units=units)
