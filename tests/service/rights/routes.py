"""Every route of the application with addresses that could mean something: the arguments are filled with what is in
the database, so that a route which comes tomorrow is tried too.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
#: Texts for arguments that are no key of a table.
WORDS = {
    "kind": ("pin",),
    "token": ("x" * 43,),
    "code": ("05",),
    "name": ("pins",),
    "size": ("thumb",),
    "year": ("2026",),
}
#: So many addresses of a route at most.
MOST = 40
_COLUMNS = text(
    "SELECT n.nspname, c.relname, a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid "
    "JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relkind = 'r' "
    "AND n.nspname IN ('boundaries', 'layers', 'service') AND a.attname = :column AND a.atttypid = to_regtype(:type) "
    "ORDER BY 1, 2"
)


@dataclass(frozen=True)
class Route:
    """A rule and a method, with the permission that it names."""

    endpoint: str
    method: str
    permission: str
    rule: Rule


def routes(app: Flask) -> list[Route]:
    """All routes, each method apart."""
    return [
        Route(rule.endpoint, method, app.view_functions[rule.endpoint].permission, rule)  # type: ignore[attr-defined]
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def keys_in(db: Session) -> Mapping[str, tuple[str, ...]]:
    """One or two keys of each table, by the kind of argument that takes them."""
    found = {
        "uuid": _keys(db, "id", "uuid"),
        "int": _keys(db, "id", "integer"),
        "slug": _keys(db, "slug", "varchar"),
        "reference": _keys(db, "reference", "varchar"),
    }
    found["uuid"] += tuple(str(key) for (key,) in db.execute(text("SELECT key FROM service.observation LIMIT 1")))
    return found


def addresses(app: Flask, route: Route, keys: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Addresses of a route, at most MOST; at least one."""
    names = sorted(route.rule.arguments)
    choices = [_choices(route.rule, name, keys) for name in names]
    adapter = app.url_map.bind("localhost")
    for values in itertools.islice(itertools.product(*choices), MOST):
        yield adapter.build(route.endpoint, dict(zip(names, values, strict=True)), method=route.method)


def _choices(rule: Rule, name: str, keys: Mapping[str, tuple[str, ...]]) -> tuple[object, ...]:
    if name not in rule._converters:  # the rule itself says it
        return ((rule.defaults or {})[name],)
    converter = type(rule._converters[name]).__name__
    if converter == "AnyConverter":
        return tuple(sorted(rule._converters[name].items))
    if converter == "UUIDConverter":
        return tuple(uuid.UUID(key) for key in keys["uuid"]) or (uuid.uuid4(),)
    if converter == "DatabaseNumber":
        return tuple(sorted({1, *(int(key) for key in keys["int"][:3])}))
    if name in WORDS:
        return WORDS[name]
    if name in ("slug", "reference"):
        return keys[name] or ("x",)
    return (*keys["slug"][:3], *keys["uuid"][:3], "x")


def _keys(db: Session, column: str, kind: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for schema, table, name in db.execute(_COLUMNS, {"column": column, "type": kind}).all():
        order = "ORDER BY 1" if kind != "uuid" else ""
        query = text(f'SELECT "{name}" FROM {schema}."{table}" {order} LIMIT 2')  # noqa: S608 (names of the catalogue)
        found.update(dict.fromkeys(str(key) for (key,) in db.execute(query)))
    return tuple(found)
