"""What the description of the interface is put together from."""

from __future__ import annotations

from typing import Any

from service.maps.ogc.links import QLR, SCHEMA
from service.maps.tiles.answers import TILE

OBJECT = {"type": "object"}
SHOWN = [{"$ref": f"#/components/parameters/{name}"} for name in ("f", "lang")]


def get(name: str, summary: str, kind: str, parameters: list[Any], schema: str | None = None) -> dict[str, Any]:
    """A path that can be read.

    Parameters
    ----------
    name : its operation id.
    kind : the media type of what is given; a page for people too, unless it is a schema or a tile.
    schema : the name of the schema of what is given, an object of any kind without.
    """
    problem = {"$ref": "#/components/responses/Problem"}
    found = answer("What was asked for", kind, schema)
    if kind in (TILE, QLR):
        found["content"][kind]["schema"] = {"type": "string", "format": "binary"}
    if kind not in (SCHEMA, TILE, QLR):
        found["content"]["text/html"] = {"schema": {"type": "string"}}
    answers: dict[str, Any] = {
        "200": found,
        "304": {"description": "It has not changed"},
        "400": problem,
        "404": problem,
    }
    return {"get": {"operationId": name, "summary": summary, "parameters": parameters, "responses": answers}}


def answer(description: str, kind: str, schema: str | None) -> dict[str, Any]:
    """An answer with a body of a media type."""
    shape: dict[str, Any] = {"$ref": f"#/components/schemas/{schema}"} if schema else OBJECT
    return {"description": description, "content": {kind: {"schema": shape}}}


def reference(name: str) -> dict[str, str]:
    """A parameter that stands among the components."""
    return {"$ref": f"#/components/parameters/{name}"}
