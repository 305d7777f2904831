"""Cell keys: noise that is the same whenever the same people are counted."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: 0.9 + 0.3 + 0.6 is a hair under 1.8; the hair must not choose the row.
_DIGITS = 9
_KEY_BITS = 53


@dataclass(frozen=True, slots=True)
class PerturbationTable:
    """What is added to a count by its cell key: `rows` of (original, noise, lower, upper).

    A row holds where lower < key <= upper; originals above the greatest use its rows. The rows of each
    original must follow each other from 0 to 1.
    """

    rows: tuple[tuple[int, int, float, float], ...]

    def __post_init__(self) -> None:
        for original in range(self.greatest + 1):
            ends = sorted((lower, upper) for count, _noise, lower, upper in self.rows if count == original)
            edges = [0.0, *(upper for _lower, upper in ends)]
            if [lower for lower, _upper in ends] != edges[:-1] or edges[-1] != 1:
                raise ValueError(f"rows of {original} do not cover the keys from 0 to 1")
        if any(original + noise < 0 for original, noise, _lower, _upper in self.rows):
            raise ValueError("a count cannot fall below 0")

    @property
    def greatest(self) -> int:
        """The greatest original that has rows of its own."""
        return max(original for original, *_rest in self.rows)


def record_key(secret: bytes, record: str) -> float:
    """A record's key, evenly spread over 0-1 and always the same: the beginning of an HMAC-SHA-256."""
    digest = hmac.new(secret, record.encode(), hashlib.sha256).digest()
    return (int.from_bytes(digest[:8], "big") >> (64 - _KEY_BITS)) / float(2**_KEY_BITS)


def cell_key(record_keys: Iterable[float]) -> float:
    """The key of the cell that these records are counted in: the fractional part of their sum."""
    return sum(record_keys) % 1.0


def perturbed(record_keys: Sequence[float], table: PerturbationTable) -> int:
    """A count with the noise of its cell key; a count of nobody stays 0 when its rows say so.

    Safe in tables of fixed areas. Not where areas are drawn freely: many pairs of areas with the same
    difference let the noise be averaged away, which is what atoms are for.

    References
    ----------
    Handbook on Statistical Disclosure Control, chapter 5, cell-key method. Fraser, B. & Wooton, J. (2005).
    A proposed method for confidentialising tabular output to protect against differencing. UNECE/Eurostat.
    """
    original = len(record_keys)
    key = round(cell_key(record_keys), _DIGITS)
    row = min(original, table.greatest)
    noise = next(
        noise
        for count, noise, lower, upper in table.rows
        if count == row and (lower < key <= upper or lower == key == 0)
    )
    return original + noise
