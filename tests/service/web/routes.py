"""The addresses of all routes, from the application itself, with values in the place of their arguments."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask

SAMPLES = {
    "UUIDConverter": "00000000-0000-0000-0000-000000000000",
    "IntegerConverter": "1",
    "FloatConverter": "1.0",
}


def paths_of(app: Flask, method: str) -> Iterator[tuple[str, str]]:
    """Each route that takes `method`, as (endpoint, address)."""
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()):
            values = {name: SAMPLES.get(type(rule._converters[name]).__name__, "x") for name in rule.arguments}
            with app.test_request_context():
                yield rule.endpoint, str(rule.build(values, append_unknown=False)[1])  # type: ignore[index]
