"""Collections of OGC API Features."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

from geo.crs import LONLAT
from layers.remote.addresses import question
from layers.remote.problems import RemoteProblem
from layers.remote.reading.model import (
    DOCUMENT,
    MOST_LAYERS,
    Ask,
    OfferedLayer,
    OfferedService,
    epsg_in,
    line,
    suitable,
)

_GEOJSON = ("application/geo+json", "application/json", "application/vnd.ogc.fg+json")


def read(ask: Ask, address: str, version: str) -> OfferedService:
    """What a service offers. The address may be that of its landing page or of its collections.

    Raises RemoteProblem.
    """
    landing = _json(ask, question(address, {"f": "json"}))
    collections = landing
    if "collections" not in landing:
        link = _link(landing, ("data", "http://www.opengis.net/def/rel/ogc/1.0/data"))
        at = urljoin(address, link) if link else f"{address.rstrip('/')}/collections"
        collections = _json(ask, at if link and "f=" in link else question(at, {"f": "json"}))
    found = collections.get("collections")
    if not isinstance(found, list):
        raise RemoteProblem("not_this_kind", kind="OGC API Features")
    common = [str(one) for one in collections.get("crs", []) if isinstance(one, str)]
    layers = [_layer(one, address, common) for one in found[:MOST_LAYERS] if isinstance(one, dict)]
    title = line(landing.get("title")) or line(collections.get("title"))
    return OfferedService(kind="oapif", version=version, title=title, layers=tuple(filter(None, layers)))


def _layer(found: dict[str, Any], address: str, common: list[str]) -> OfferedLayer | None:
    name = str(found.get("id", ""))
    items = _link(found, ("items", "http://www.opengis.net/def/rel/ogc/1.0/items"))
    if not name or (found.get("itemType", "feature") != "feature"):
        return None
    listed = [str(one) for one in found.get("crs", []) if isinstance(one, str)]
    # "#/crs" stands for the list of all collections.
    named = [each for one in listed for each in (common if one == "#/crs" else [one])]
    systems = {epsg_in(one): one for one in reversed(named)} or {LONLAT: ""}
    licence = _link(found, ("license",))
    return OfferedLayer(
        name=name,
        title=line(found.get("title")) or name,
        abstract=line(found.get("description"), 1000),
        systems=suitable(one for one in systems if one is not None) or (LONLAT,),
        attribution=line(found.get("attribution")),
        facts={
            "items": urljoin(address, items) if items else "",
            "licence": licence or "",
            "systems": {str(epsg): one for epsg, one in systems.items() if epsg is not None},
        },
    )


def _link(document: dict[str, Any], rels: tuple[str, ...]) -> str | None:
    links = document.get("links")
    found = [
        one
        for one in (links if isinstance(links, list) else [])
        if isinstance(one, dict) and one.get("rel") in rels and isinstance(one.get("href"), str)
    ]
    fitting = [one for one in found if one.get("type", _GEOJSON[0]) in _GEOJSON]
    return str((fitting or found)[0]["href"]) if found else None


def _json(ask: Ask, address: str) -> dict[str, Any]:
    try:
        found = json.loads(ask(address, DOCUMENT).content)
    except (ValueError, RecursionError):
        raise RemoteProblem("bad_json") from None
    if not isinstance(found, dict):
        raise RemoteProblem("not_this_kind", kind="OGC API Features")
    return found
