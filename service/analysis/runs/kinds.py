"""The computations that can be asked for. Each is registered where its formula is called from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

Values = dict[str, Any]
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Kind:
    """One computation.

    settle
        ``(connection, municipality_id, asked) -> (input, stamp)``: what was asked for as the plain values that the
        computation takes, and the state of the figures. Equal input and stamp are the same run. It raises a
        ServiceError (with a sentence) for what makes no sense, and is quick.
    compute
        ``(connection, municipality_id, input, progress) -> result``: plain values. It sees only what anyone may see,
        tells its progress in per cent, and raises ServiceError or ValueError for what cannot be computed.
    """

    name: str
    settle: Callable[[Connection, int, Values], tuple[Values, tuple[object, ...]]]
    compute: Callable[[Connection, int, Values, Progress], Values]


KINDS: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Let a computation be asked for. Raises ValueError when the name is taken by another."""
    if KINDS.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"two computations are called {kind.name!r}")


def digest_of(name: str, values: Values, stamp: tuple[object, ...]) -> bytes:
    """What names a run: a hash of kind, input and state of the figures."""
    text = json.dumps([name, values, [str(part) for part in stamp]], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).digest()
