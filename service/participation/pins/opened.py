"""When a form was opened, signed, so that one that comes back at once can be told from a person's."""

from __future__ import annotations

import time

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer


def opened_token() -> str:
    """A signed note of the present time, to be sent back with the form."""
    return str(_serializer().dumps(int(time.time() * 1000)))


def seconds_since(token: str) -> float | None:
    """How long ago the note was written; None without one, or with one that is not ours.

    A missing note proves nothing (a program may have no form at all), so it is not held against anybody.
    """
    if not token:
        return None
    try:
        written = _serializer().loads(token)
    except BadData:
        return None
    return max(0.0, time.time() - written / 1000)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SETTINGS"].secret_key, salt="pins.opened")
