"""The addresses of all routes, from the application itself, with values in the place of their arguments."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter

SAMPLES = {
    "UUIDConverter": "00000000-0000-0000-0000-000000000000",
    "DatabaseNumber": "1",
    "FloatConverter": "1.0",
}


def paths_of(app: Flask, method: str) -> Iterator[tuple[str, str]]:
    """Each route that takes `method`, as (endpoint, address)."""
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()):
            values = {**(rule.defaults or {}), **{name: _sample(one) for name, one in rule._converters.items()}}
            with app.test_request_context():
                yield rule.endpoint, str(rule.build(values, append_unknown=False)[1])  # type: ignore[index]


def _sample(converter: BaseConverter) -> str:
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    return SAMPLES.get(type(converter).__name__, "x")
