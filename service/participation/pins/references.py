"""The public number of an idea: short, unique, and telling nobody which ideas came one after another.

People who send several ideas send them one after another. Numbers in that order would let anyone who reads the public
lists tell which ideas likely have one author. So the running number is turned into another of as many digits by a
keyed permutation: a Feistel network (Luby and Rackoff 1988, four rounds), walked until it lands among the numbers
wanted (Black and Rogaway 2002, cycle walking).
"""

from __future__ import annotations

import hashlib
import uuid

ROUNDS = 4
#: Numbers have five digits until they are used up, then one more each time.
LEAST_DIGITS = 5


def reference(prefix: str, year: int, number: int, seed: uuid.UUID | None) -> str:
    """The reference of a municipality's pin, as KUO-2026-48213.

    Parameters
    ----------
    number : the running number, 1 for the first of the year.
    seed : the municipality's secret for the year; it never leaves the database but to here. None in a year whose
        numbers were given out in their order before there was one: that goes on.
    """
    if seed is None:
        return f"{prefix}-{year}-{number:0{LEAST_DIGITS}d}"
    digits = max(LEAST_DIGITS, len(str(number)))
    # With five digits the numbers 1 to 99,999 change places; with six, 100,000 to 999,999.
    first = 1 if digits == LEAST_DIGITS else 10 ** (digits - 1)
    return f"{prefix}-{year}-{first + _permuted(number - first, 10**digits - first, seed.bytes):0{digits}d}"


def _permuted(value: int, size: int, key: bytes) -> int:
    """Another number from 0 to below `size`; every number has one of its own."""
    half = (max(size - 1, 1).bit_length() + 1) // 2
    while True:
        value = _feistel(value, half, key)
        if value < size:
            return value


def _feistel(value: int, half: int, key: bytes) -> int:
    left, right = value >> half, value & (2**half - 1)
    for turn in range(ROUNDS):
        digest = hashlib.blake2b(bytes([turn, half]) + right.to_bytes(8, "big"), key=key, digest_size=8).digest()
        left, right = right, left ^ (int.from_bytes(digest, "big") & (2**half - 1))
    return (left << half) | right
