"""The committed files of a city's content: their names and how they are written, byte for byte the same."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from demo.cities import SYNTHETIC_FOLDER, City
from demo.model import DemoCall, DemoProposal, DrawnArea, Idea, Place, PracticePlan, Walk
from demo.rows import MARK, feature, properties

IDEAS = "{slug}_ideas_synteettinen.geojson"
TALK = "{slug}_comments_answers_synteettinen.json"
WALKS = "{slug}_walks_synteettinen.geojson"
PLAN = "{slug}_practice_plan_synteettinen.geojson"
DRAWN_AREAS = "{slug}_drawn_areas_synteettinen.geojson"
PROPOSALS = "{slug}_proposals_synteettinen.geojson"
CALLS = "{slug}_calls_synteettinen.geojson"
#: Written by hand, not by the generator.
EARLIER = "earlier_feedback_{slug}_synteettinen.csv"
PLACES = "{slug}_places.geojson"

NOTICE = {
    "notice_fi": "Esimerkkiaineisto, ei todellisia ehdotuksia",
    "notice_sv": "Exempelmaterial, inga verkliga förslag",
    "notice_en": "Example data, not real proposals",
}


def path(name: str, city: City, folder: Path = SYNTHETIC_FOLDER) -> Path:
    """Return where one of the city's files stands."""
    return folder / name.format(slug=city.slug)


def write_ideas(ideas: list[Idea], city: City, folder: Path) -> None:
    """Write the ideas, and beside them what was said about them."""
    features = [feature(i.lonlat, properties(i, without=("lonlat", "comments", "answers"))) for i in ideas]
    _write_collection(path(IDEAS, city, folder), features, city)
    talk = [properties(i, without=_ALL_BUT_TALK) for i in ideas if i.comments or i.answers]
    head = {MARK: True, "city": city.slug, "seed": city.seed, **NOTICE}
    _write(path(TALK, city, folder), head, "ideas", talk)


def write_walks(walks: list[Walk], city: City, folder: Path) -> None:
    """Write walks flat: each route, stop and observation is a feature of its own, told apart by `kind`."""
    features = []
    for walk in walks:
        features.append(feature(walk.route, {"kind": "walk", **properties(walk, without=("stops",))}))
        for stop in walk.stops:
            key = {"walk": walk.slug}
            row = properties(stop, without=("lonlat", "observations"))
            features.append(feature(stop.lonlat, {"kind": "stop", **key, **row}))
            for observation in stop.observations:
                row = properties(observation, without=("lonlat",))
                features.append(feature(observation.lonlat, {"kind": "observation", **key, "stop": stop.order, **row}))
    _write_collection(path(WALKS, city, folder), features, city)


def write_plan(plan: PracticePlan, city: City, folder: Path) -> None:
    """Write the practice plan: what it is in the head, its units as features."""
    features = [feature(unit.geometry, properties(unit)) for unit in plan.units]
    _write_collection(path(PLAN, city, folder), features, city, plan=properties(plan, without=("units",)))


def write_outlines(areas: list[DrawnArea], proposals: list[DemoProposal], city: City, folder: Path) -> None:
    """Write the residents' drawn areas and the planners' proposals."""
    _write_collection(path(DRAWN_AREAS, city, folder), [feature(a.geometry, properties(a)) for a in areas], city)
    _write_collection(path(PROPOSALS, city, folder), [feature(p.geometry, properties(p)) for p in proposals], city)


def write_calls(calls: list[DemoCall], city: City, folder: Path) -> None:
    """Write calls for drawings flat: each call and each drawing is a feature of its own, told apart by `kind`."""
    features = []
    for call in calls:
        features.append(feature(call.lonlat, {"kind": "call", **properties(call, without=("lonlat", "drawings"))}))
        for drawing in call.drawings:
            features.append(feature(drawing.geometry, {"kind": "drawing", "call": call.slug, **properties(drawing)}))
    _write_collection(path(CALLS, city, folder), features, city)


def write_places(places: list[Place], city: City, folder: Path) -> None:
    """Write the named places: real ones, and marked so."""
    features = [feature(p.lonlat, {MARK: False, **properties(p, without=("lonlat",))}) for p in places]
    head = {"type": "FeatureCollection", "name": f"{city.slug}_places", MARK: False}
    _write(path(PLACES, city, folder), head, "features", features)


_ALL_BUT_TALK = tuple(
    name for name in Idea.__dataclass_fields__ if name not in ("reference", "comments", "answers", "synthetic")
)


def _write_collection(target: Path, features: Iterable[dict[str, Any]], city: City, **more: Any) -> None:
    head = {
        "type": "FeatureCollection",
        "name": target.stem,
        MARK: True,
        "city": city.slug,
        "seed": city.seed,
    }
    _write(target, {**head, **NOTICE, **more}, "features", features)


def _write(target: Path, head: dict[str, Any], key: str, rows: Iterable[dict[str, Any]]) -> None:
    """Write one row a line, so that a change shows as the rows it changed."""
    start = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    target.write_text(f'{start},\n "{key}": [\n{lines}\n]}}\n', encoding="utf-8")
