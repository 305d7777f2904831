"""Features of OGC API Features, following the links from page to page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import shapely

from boundaries.reading.values import clean, plain
from geo.crs import LONLAT
from geo.systems import is_northing_first
from layers.remote.addresses import question
from layers.remote.features.model import GEOJSON, LIMITS, PAGE, Feature, Harvest, Source
from layers.remote.features.placing import placed, turned
from layers.remote.fetching import Fetched
from layers.remote.problems import RemoteProblem
from layers.remote.reading.model import Ask, epsg_in


def pages(ask: Ask, source: Source, harvest: Harvest) -> Iterator[list[Feature]]:
    """The features of a collection, a page at a time. Raises RemoteProblem.

    A link leads to a next page wherever it says; it is asked like any other address, so that it can leave the
    allowed hosts no more than one that was typed.
    """
    asked: dict[str, object] = {"limit": PAGE, "f": "json"}
    if source.facts.get("crs"):
        asked["crs"] = source.facts["crs"]
    address: str | None = question(source.address, asked)
    seen: set[str] = set()
    while address and address not in seen and len(seen) < LIMITS.pages:
        seen.add(address)
        answer = ask(address, GEOJSON)
        document = _document(answer)
        epsg, is_turned = _system(answer, source)
        yield [
            feature for one in document["features"] if (feature := _feature(one, epsg, is_turned, harvest)) is not None
        ]
        address = _next(document, address)


def _document(answer: Fetched) -> dict[str, Any]:
    try:
        found = json.loads(answer.content)
    except (ValueError, RecursionError):
        raise RemoteProblem("bad_json") from None
    if not isinstance(found, dict) or not isinstance(found.get("features"), list):
        raise RemoteProblem("not_this_kind", kind="OGC API Features")
    return found


def _system(answer: Fetched, source: Source) -> tuple[int, bool]:
    """The system of an answer, and whether its northing comes first: in degrees of CRS84 unless it says otherwise."""
    stated = answer.headers.get("content-crs", "").strip(" <>")
    epsg = epsg_in(stated) if stated else LONLAT
    if epsg is None:
        raise RemoteProblem("no_system")
    is_turned = bool(stated) and "CRS84" not in stated.upper() and is_northing_first(epsg)
    return epsg, is_turned != source.is_swapped


def _feature(one: Any, epsg: int, is_turned: bool, harvest: Harvest) -> Feature | None:
    harvest.read += 1
    if not isinstance(one, dict) or not isinstance(one.get("geometry"), dict):
        harvest.left_out["no_geometry"] += 1
        return None
    try:
        shape = shapely.from_geojson(json.dumps(one["geometry"]))
    except (shapely.errors.GEOSException, ValueError):
        harvest.left_out["not_geometry"] += 1
        return None
    moved = placed(turned(shape) if is_turned else shape, epsg, harvest)
    if moved is None:
        return None
    given = one.get("properties")
    values = {clean(str(name))[:80]: plain(value) for name, value in given.items()} if isinstance(given, dict) else {}
    return Feature(str(one.get("id", ""))[:200], {name: v for name, v in values.items() if v is not None}, moved)


def _next(document: dict[str, Any], address: str) -> str | None:
    links = document.get("links")
    for one in links if isinstance(links, list) else []:
        if isinstance(one, dict) and one.get("rel") == "next" and isinstance(one.get("href"), str):
            return str(urljoin(address, one["href"]))
    return None
