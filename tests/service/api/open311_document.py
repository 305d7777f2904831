"""GeoReport v2 as an OpenAPI document, for tests alone: the standard has its own way to describe itself."""

from __future__ import annotations

from typing import Any

_TEXT = {"type": "string"}
_TIME = {"type": "string", "format": "date-time"}
_NUMBER = {"type": "number"}
_FORM = {"name": "form", "in": "path", "required": True, "schema": {"type": "string", "enum": ["xml", "json"]}}
_ANSWERS = {code: {"description": "An answer"} for code in ("200", "400", "403", "404", "429")}


def _query(**schemas: dict[str, Any]) -> list[dict[str, Any]]:
    names = {"jurisdiction_id": _TEXT, **schemas}
    return [{"name": name, "in": "query", "required": False, "schema": schema} for name, schema in names.items()]


def _path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": _TEXT}


def _get(*path: dict[str, Any], **query: dict[str, Any]) -> dict[str, Any]:
    return {"get": {"parameters": [*path, _FORM, *_query(**query)], "responses": _ANSWERS}}


_REPORT = {
    "api_key": _TEXT,
    "service_code": {"type": "string", "enum": ["green", "traffic", "nothing"]},
    "description": _TEXT,
    "title": _TEXT,
    "lat": _NUMBER,
    "long": _NUMBER,
    "address_string": _TEXT,
    "email": _TEXT,
    "media_url": _TEXT,
    "attribute[kind]": _TEXT,
    "attribute[external_id]": _TEXT,
}
_UPDATE = {
    "api_key": _TEXT,
    "service_request_id": _TEXT,
    "update_id": _TEXT,
    "status": _TEXT,
    "description": _TEXT,
    "email": _TEXT,
    "media_url": _TEXT,
}


def _post(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "object", "properties": properties}
    if required:
        schema["required"] = list(required)
    body = {"content": {"application/x-www-form-urlencoded": {"schema": schema}}}
    return {"parameters": [_FORM], "requestBody": body, "responses": _ANSWERS}


_STATUS = {"type": "string", "enum": ["open", "closed"]}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "GeoReport v2", "version": "2"},
    "paths": {
        "/discovery.{form}": _get(),
        "/services.{form}": _get(),
        "/services/{code}.{form}": _get(_path("code")),
        "/requests/{number}.{form}": _get(_path("number")),
        "/tokens/{token}.{form}": _get(_path("token")),
        "/servicerequestupdates.{form}": {**_get(start_date=_TIME, end_date=_TIME), "post": _post(_UPDATE)},
        "/requests.{form}": {
            **_get(
                service_request_id=_TEXT,
                service_code=_TEXT,
                start_date=_TIME,
                end_date=_TIME,
                updated_after=_TIME,
                updated_before=_TIME,
                status=_STATUS,
                lat=_NUMBER,
                long=_NUMBER,
                radius=_NUMBER,
                page={"type": "integer"},
                page_size={"type": "integer"},
                extensions={"type": "boolean"},
            ),
            "post": _post(_REPORT, "service_code"),
        },
    },
}
