"""Counts by a trait that is not published, made safe: none below five, and the same noise for the same people."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

from geo.protection import PerturbationTable, perturbed, record_key
from service.analysis.ideas import LEAST_TOLD

#: Up to two more or fewer, none on average; what lies under five is not told at all.
TABLE = PerturbationTable(
    (
        *((count, 0, 0.0, 1.0) for count in range(LEAST_TOLD)),
        (LEAST_TOLD, -2, 0.0, 0.1),
        (LEAST_TOLD, -1, 0.1, 0.3),
        (LEAST_TOLD, 0, 0.3, 0.7),
        (LEAST_TOLD, 1, 0.7, 0.9),
        (LEAST_TOLD, 2, 0.9, 1.0),
    )
)


def keys_of(secret: str, ids: Sequence[str]) -> list[float]:
    """The record keys of ideas: always the same here, and not to be guessed without the service's secret."""
    own = hmac.new(secret.encode(), b"cell keys of participation", hashlib.sha256).digest()
    return [record_key(own, one) for one in ids]


def told(record_keys: Sequence[float]) -> int | None:
    """The protected count of a cell; None when it holds, or would be told to hold, fewer than five."""
    if len(record_keys) < LEAST_TOLD:
        return None
    count = perturbed(record_keys, TABLE)
    return count if count >= LEAST_TOLD else None
