"""Tables of FlatBuffers, as far as FlatGeobuf needs them: a position, and fields that may be absent.

https://flatbuffers.dev/internals/: a table begins with the distance back to the list of where its fields stand.
Nothing is believed: what points out of the bytes raises, and nothing is read that is not asked for.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: What reading unsound bytes raises.
UNSOUND = (struct.error, ValueError, IndexError, OverflowError)
#: Letter of a kind in `struct` -> what reads one.
_READ = {kind: struct.Struct("<" + kind).unpack_from for kind in "BHIQi"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table at a place of some bytes. Each getter takes the number of a field and gives its default when absent.

    Getters raise one of `UNSOUND` for a place outside the bytes.
    """

    data: bytes
    at: int

    @staticmethod
    def root(data: bytes) -> Table:
        """The table that the bytes are about."""
        return Table(data, _number(data, "I", 0))

    def number(self, field: int, kind: str, default: int = 0) -> int:
        """A whole number; `kind` is its letter in `struct`."""
        at = self._place(field)
        return _number(self.data, kind, at) if at else default

    def text(self, field: int) -> str:
        """A text; empty when absent."""
        return self.bytes(field).decode("utf-8", "replace")

    def bytes(self, field: int) -> bytes:
        """A list of bytes; empty when absent."""
        begin, count = self._list(field)
        if begin + count > len(self.data):
            raise ValueError("list")
        return self.data[begin : begin + count]

    def numbers(self, field: int, kind: str) -> NDArray[np.float64] | NDArray[np.uint32]:
        """A list of numbers of one kind of NumPy; empty when absent."""
        begin, count = self._list(field)
        return np.frombuffer(self.data, kind, count, begin) if count else np.empty(0, kind)

    def table(self, field: int) -> Table | None:
        """A table within; None when absent."""
        at = self._place(field)
        return Table(self.data, at + _number(self.data, "I", at)) if at else None

    def tables(self, field: int) -> Iterator[Table]:
        """A list of tables, one after another; empty when absent. Many may be one and the same."""
        begin, count = self._list(field)
        if begin + 4 * count > len(self.data):
            raise ValueError("list")
        for at in range(begin, begin + 4 * count, 4):
            yield Table(self.data, at + _number(self.data, "I", at))

    def _place(self, field: int) -> int:
        """Where a field stands; 0 when it is absent."""
        fields = self.at - _number(self.data, "i", self.at)
        entry = 4 + 2 * field
        if fields < 0:
            raise ValueError("fields")
        if entry >= _number(self.data, "H", fields):
            return 0
        away = _number(self.data, "H", fields + entry)
        return self.at + away if away else 0

    def _list(self, field: int) -> tuple[int, int]:
        """Where a list begins, and how many it has."""
        at = self._place(field)
        if not at:
            return 0, 0
        begin = at + _number(self.data, "I", at)
        return begin + 4, _number(self.data, "I", begin)


def _number(data: bytes, kind: str, at: int) -> int:
    found: int = _READ[kind](data, at)[0]
    return found
