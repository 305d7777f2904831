"""The OpenAPI document of the JSON API, made from the routes: what is served is described, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, Rule, UUIDConverter
from werkzeug.routing.converters import AnyConverter

from service.api.findings import GEOJSON, Findings, findings_of
from service.api.schemas import schema_of
from service.machines.scopes import SCOPES

PREFIX = "/api/"
VERSION = "1.0.0"
PROBLEM = "application/problem+json"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
#: This description itself, which describes what lies below.
ITSELF = "api.document"
_ARGUMENT = re.compile(r"<(?:[^<>:]+:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Operation:
    """A route with one of its methods. `path` has its arguments in braces."""

    path: str
    method: str
    rule: Rule
    view: Any
    findings: Findings

    @property
    def is_write(self) -> bool:
        """Whether it changes something, or counts as if it did."""
        return bool(getattr(self.view, "is_write", False))

    @property
    def scopes(self) -> list[str]:
        """The scopes of tokens that open it; none where a person must sign in, or where nothing is needed."""
        if not self.is_write:
            return []
        return [name for name, scope in SCOPES.items() if self.view.permission in scope.permissions]

    @property
    def tag(self) -> str:
        """The first part of its path, or the last where that is an argument: by it the page groups addresses."""
        parts = self.path.removeprefix(PREFIX).split("/")
        return parts[-1] if parts[0].startswith("{") else parts[0]

    @property
    def summary(self) -> str:
        """The first sentence of its own documentation."""
        return (self.view.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ").replace("    ", "")


def operations(app: Flask) -> list[Operation]:
    """Every route under `PREFIX` with each of its methods, by tag and path."""
    found = []
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith(PREFIX) or rule.endpoint == ITSELF:
            continue
        view = app.view_functions[rule.endpoint]
        findings = findings_of(view)
        path = _ARGUMENT.sub(r"{\1}", rule.rule)
        found += [
            Operation(path, method, rule, view, findings) for method in METHODS if method in (rule.methods or ())
        ]
    return sorted(found, key=lambda one: (one.tag, one.path, METHODS.index(one.method)))


def openapi(app: Flask, base: str, title: str) -> dict[str, Any]:
    """The OpenAPI 3.0.3 document of the service at `base`. It refers to nothing outside itself."""
    paths: dict[str, dict[str, Any]] = {}
    schemas: dict[str, Any] = {"Problem": _problem()}
    for one in operations(app):
        paths.setdefault(one.path, {})[one.method.lower()] = _described(one, schemas)
    return {
        "openapi": "3.0.3",
        "info": {"title": title, "version": VERSION, "description": _ABOUT},
        "servers": [{"url": base}],
        "tags": [{"name": tag} for tag in sorted({one.tag for one in operations(app)})],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "A token of another service"},
                "session": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "X-CSRF-Token",
                    "description": "A browser's own: its cookie and the token of one of its pages",
                },
            },
            "responses": {
                "Problem": {
                    "description": "Something in the request is wrong; `errors` says what and where",
                    "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
                }
            },
        },
    }


_ABOUT = (
    "What the pages show, for other programs. Reading needs no key. Writing takes a token in the header "
    "`Authorization: Bearer`, and an `Idempotency-Key` of 16 to 80 letters, digits, hyphens and underscores: the same "
    "request sent again with the same key gets the first answer and changes nothing. Places are WGS 84, longitude "
    "first. What goes wrong is a problem document (RFC 9457) in the language of `Accept-Language` or of the parameter "
    "`lang`."
)


def _described(one: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    problem = {"$ref": "#/components/responses/Problem"}
    status = "201" if one.findings.is_created else "200"
    shape = {"type": "object"} if one.findings.media_type == GEOJSON else {}
    answers: dict[str, Any] = {
        status: {"description": "What was asked for", "content": {one.findings.media_type: {"schema": shape}}}
    }
    if not one.is_write:
        answers["304"] = {"description": "It has not changed"}
    for code in ("400", "404", *(("401", "403", "409", "413", "422", "428") if one.is_write else ()), "429", "503"):
        answers[code] = problem
    if "If-Match" in one.findings.headers:
        answers["412"] = problem
    found: dict[str, Any] = {
        "operationId": f"{one.rule.endpoint}.{one.method.lower()}",
        "summary": one.summary,
        "tags": [one.tag],
        "parameters": [*_path(one), *_query(one, schemas), *_headers(one)],
        "responses": answers,
    }
    if one.is_write:
        found["security"] = [{"token": []}, {"session": []}] if one.scopes else [{"session": []}]
        if one.scopes:
            found["x-scopes"] = one.scopes
        found |= _body(one, schemas)
    return found


def _path(one: Operation) -> Iterator[dict[str, Any]]:
    for name, converter in one.rule._converters.items():
        yield {"name": name, "in": "path", "required": True, "schema": _argument(converter)}


def _argument(converter: BaseConverter) -> dict[str, Any]:
    if isinstance(converter, IntegerConverter):
        return {"type": "integer", "minimum": 0}
    if isinstance(converter, UUIDConverter):
        return {"type": "string", "format": "uuid"}
    if isinstance(converter, AnyConverter):
        return {"type": "string", "enum": sorted(converter.items)}
    return {"type": "string", "minLength": 1}


def _query(one: Operation, schemas: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if one.findings.query is not None:
        schema, others = schema_of(one.findings.query)
        schemas.update(others)
        for name, part in schema.get("properties", {}).items():
            given = {"name": name, "in": "query", "required": name in schema.get("required", ()), "schema": part}
            yield {**given, "description": part["description"]} if "description" in part else given
    yield {"name": "lang", "in": "query", "required": False, "schema": {"type": "string", "enum": ["fi", "sv", "en"]}}


def _headers(one: Operation) -> Iterator[dict[str, Any]]:
    if one.is_write and getattr(one.view, "is_keyed", False):
        pattern = {"type": "string", "pattern": "^[A-Za-z0-9_-]{16,80}$"}
        yield {"name": "Idempotency-Key", "in": "header", "required": True, "schema": pattern}
    for name in sorted(one.findings.headers):
        yield {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}


def _body(one: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for kind, model in (("application/json", one.findings.body), ("multipart/form-data", one.findings.form)):
        if model is not None:
            schema, others = schema_of(model)
            schemas.update(others)
            if kind != "application/json":
                files = {name: {"type": "string", "format": "binary"} for name in one.findings.files}
                schema["properties"] = {**schema.get("properties", {}), **files}
                schema["required"] = [*schema.get("required", ()), *files]
            schemas[model.__name__] = {name: part for name, part in schema.items() if name != "required" or part}
            content[kind] = {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}
    return {"requestBody": {"required": True, "content": content}} if content else {}


def _problem() -> dict[str, Any]:
    text = {"type": "string"}
    finding = {"type": "object", "properties": {"where": text, "message": text}, "required": ["where", "message"]}
    return {
        "type": "object",
        "required": ["type", "title", "status", "code", "detail"],
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "code": text,
            "detail": text,
            "request_id": text,
            "errors": {"type": "array", "items": finding},
            "lonlat": {"type": "array", "items": {"type": "number"}},
        },
    }
