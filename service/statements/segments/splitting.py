"""Where a text can be split: before each paragraph and each sentence. Pure functions on text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

#: The end of a sentence with what closes it, or an empty line; what follows begins something new.
_BREAK = re.compile(r"(?:[.!?…][\"”»')\]]*\s+(?=[\"“”»'(\[]?[A-ZÀ-ÖØ-Þ0-9–-])|\n[ \t]*\n\s*)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` up to `stop` of a text, and these words without the white space round them."""

    start: int
    stop: int
    text: str


def sentences(body: str) -> list[Stretch]:
    """The sentences of a text in order; together they are the whole of it. None for a text without words."""
    starts = {0, *(found.end() for found in _BREAK.finditer(body))}
    return list(_between(body, {start for start in starts if body[start:].strip()}))


def stretches(body: str, starts: Collection[int]) -> list[Stretch]:
    """The segments that begin at `starts`; the first always begins with the text.

    Raises ValueError for a beginning at which no sentence begins, so that no word is ever cut.
    """
    possible = {one.start for one in sentences(body)}
    if not set(starts) <= possible:
        raise ValueError("a segment begins with a sentence")
    return list(_between(body, {0, *starts}))


def _between(body: str, starts: Collection[int]) -> Iterator[Stretch]:
    ordered = sorted(starts) if body.strip() else []
    for start, stop in zip(ordered, [*ordered[1:], len(body)], strict=False):
        if stop > start:
            yield Stretch(start, stop, body[start:stop].strip())
