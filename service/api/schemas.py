"""Schemas of pydantic in the words of OpenAPI 3.0, which is older than the JSON Schema that pydantic speaks."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

#: Words that OpenAPI 3.0 does not know and that say nothing which a client must keep to.
_UNKNOWN = ("title", "propertyNames", "patternProperties", "examples", "$schema", "unevaluatedProperties", "contains")


def schema_of(model: type[BaseModel]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of what a model takes in, and the schemas that it refers to, by name."""
    made = model.model_json_schema(by_alias=True, mode="validation", ref_template="#/components/schemas/{model}")
    others = {name: translated(part) for name, part in made.pop("$defs", {}).items()}
    return translated(made), others


def translated(part: Any) -> Any:
    """A schema of JSON Schema 2020-12 as one of OpenAPI 3.0.3."""
    if isinstance(part, list):
        return [translated(one) for one in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return {"$ref": part["$ref"]}
    found: dict[str, Any] = {}
    for name, value in part.items():
        if name == "properties":
            found[name] = {key: translated(one) for key, one in value.items()}
        elif name == "const":
            found["enum"] = [value]
        elif name in ("exclusiveMinimum", "exclusiveMaximum"):
            found["minimum" if name.endswith("Minimum") else "maximum"] = value
            found[name] = True
        elif name == "prefixItems":
            found |= {"items": {}, "minItems": len(value), "maxItems": len(value)}
        elif name in ("anyOf", "oneOf"):
            found |= _choice(value)
        elif name == "default":
            if value is not None:
                found[name] = value
        elif name == "description":
            found[name] = value
        elif name not in _UNKNOWN:
            found[name] = translated(value)
    return found


def _choice(options: list[Any]) -> dict[str, Any]:
    kept = [translated(one) for one in options if one.get("type") != "null"]
    nullable = {"nullable": True} if len(kept) < len(options) else {}
    if len(kept) == 1 and "$ref" not in kept[0]:
        return {**kept[0], **nullable}
    return {("allOf" if len(kept) == 1 else "anyOf"): kept, **nullable}
