"""Which area a row is about: by its code, with zeros that a spreadsheet took away, or by its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

How = Literal["code", "padded", "name"]


@dataclass(frozen=True, slots=True)
class Found:
    """A unit by its position; `how` it was known."""

    position: int
    how: How


@dataclass(frozen=True, slots=True)
class UnitBook:
    """The statistical units of a municipality as a table may name them.

    ids, codes, names : by unit, in the same order; `names` by language.
    town : names of the municipality itself, in lower case: a row that is called so is of it as a whole.
    """

    ids: tuple[int, ...]
    codes: tuple[str, ...]
    names: tuple[Mapping[str, str], ...]
    town: frozenset[str] = frozenset()
    _by_code: dict[str, int] = field(init=False, default_factory=dict)
    _by_name: dict[str, set[int]] = field(init=False, default_factory=dict)
    _lengths: set[int] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self._lengths.update(len(code) for code in self.codes)
        self._by_code.update({code.lower(): position for position, code in enumerate(self.codes)})
        for position, names in enumerate(self.names):
            for name in names.values():
                self._by_name.setdefault(plain(name), set()).add(position)

    def find(self, code: str, name: str) -> Found | None:
        """The unit of a row; a code goes before a name.

        A code may stand before a name in one cell ("70100 Keskusta"), and may have lost its leading zeros. A name
        that several units have tells none.
        """
        if found := self._of_code(code):
            return found
        for text in (name, code):
            positions = self._by_name.get(plain(text), set()) if text else set()
            if len(positions) == 1:
                return Found(next(iter(positions)), "name")
        return None

    def shares_name(self, name: str) -> bool:
        """Whether several units are called so."""
        return len(self._by_name.get(plain(name), ())) > 1

    def columns_likely(self, heading: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
        """The columns with the most codes and the most names of units: ``{"code": ..., "name": ...}``; those that
        tell no unit are left out."""
        found: dict[str, str] = {}
        coded: list[int] = [sum(self._of_code(row[at]) is not None for row in rows) for at in range(len(heading))]
        if (most := max(coded, default=0)) > 0:
            found["code"] = heading[coded.index(most)]
        named: list[int] = [sum(plain(row[at]) in self._by_name for row in rows) for at in range(len(heading))]
        if (most := max(named, default=0)) > 0 and heading[named.index(most)] != found.get("code"):
            found["name"] = heading[named.index(most)]
        return found

    def _of_code(self, text: str) -> Found | None:
        word = next(iter(text.split()), "").lower()
        if not word:
            return None
        if word in self._by_code:
            return Found(self._by_code[word], "code")
        digits = word.removesuffix(".0").removesuffix(",0")
        if digits.isdecimal() and len(self._lengths) == 1:
            padded = digits.zfill(next(iter(self._lengths)))
            if padded in self._by_code:
                return Found(self._by_code[padded], "code" if padded == digits else "padded")
        return None


def plain(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.split()).lower()
