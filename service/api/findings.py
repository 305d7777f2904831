"""What a route takes and gives, read from its own code, so that the description cannot say anything else.

Routes read what comes in by `parse_query`, `parse_form` and `parse_json` and a pydantic schema. Where a route leaves
that to another function of the service, it is followed there.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

_PARSERS = {"parse_query": "query", "parse_form": "form", "parse_json": "body"}
#: How far a route is followed into functions that it calls.
_DEPTH = 3
#: Takes a file of the form that must be there.
_FILE = "required_upload"
GEOJSON = "application/geo+json"
CREATED = 201


@dataclass
class Findings:
    """The schemas of the query, the form and the JSON body (None where there is none), the media type of the answer,
    whether something is made (201), which headers it must have, and which files its form has."""

    query: type[BaseModel] | None = None
    form: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    media_type: str = "application/json"
    is_created: bool = False
    headers: set[str] = field(default_factory=set)
    files: list[str] = field(default_factory=list)


def findings_of(view: Callable[..., Any]) -> Findings:
    """What the view of a route takes and gives."""
    found = Findings()
    _look(inspect.unwrap(view), found, _DEPTH, set())
    return found


def _look(function: Callable[..., Any], found: Findings, depth: int, seen: set[Any]) -> None:
    if depth == 0 or function in seen:
        return
    seen.add(function)
    names = function.__globals__  # type: ignore[attr-defined]
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    is_route = depth == _DEPTH
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            _look_at_call(node, found, names, depth, seen)
        value = _value(node, names)
        if value == GEOJSON:
            found.media_type = GEOJSON
        elif is_route and value == CREATED:
            found.is_created = True
        is_matched = isinstance(node, ast.Attribute) and node.attr == "if_match"
        if is_route and (is_matched or value == "If-Match"):
            found.headers.add("If-Match")
        if isinstance(node, ast.Name) and node.id == "TOKEN" and isinstance(value, str):
            found.headers.add(value)


def _value(node: ast.AST, names: dict[str, Any]) -> Any:
    """The value of a constant, or of a name of the module that stands for one."""
    if isinstance(node, ast.Constant):
        return node.value
    found = names.get(node.id) if isinstance(node, ast.Name) else None
    return found if isinstance(found, str) else None


def _look_at_call(node: ast.Call, found: Findings, names: dict[str, Any], depth: int, seen: set[Any]) -> None:
    assert isinstance(node.func, ast.Name)  # noqa: S101 (the caller looked)
    part = _PARSERS.get(node.func.id)
    if part is not None:
        schema = _schema(node.args[0], names)
        if inspect.isclass(schema) and issubclass(schema, BaseModel):
            setattr(found, part, schema)
        return
    if node.func.id == _FILE and isinstance(node.args[0], ast.Constant):
        found.files.append(str(node.args[0].value))
    called = names.get(node.func.id)
    if (
        inspect.isfunction(called)
        and called.__module__.startswith("service.")
        and not called.__module__.startswith(("service.web.", "service.i18n"))
    ):
        _look(inspect.unwrap(called), found, depth - 1, seen)


def _schema(given: ast.expr, names: dict[str, Any]) -> Any:
    """The schema that stands in a call, or the one that a function there says it gives."""
    if isinstance(given, ast.Name):
        return names.get(given.id)
    if isinstance(given, ast.Call) and isinstance(given.func, ast.Name):
        made = names.get(given.func.id)
        hint = get_type_hints(made).get("return") if inspect.isfunction(made) else None
        return next(iter(get_args(hint)), None)
    return None
