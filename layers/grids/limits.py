"""How many people or homes must stand behind a figure."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Fewest behind a figure: `people` for residents, age and sex, `sensitive` for income, work, education and
    language, `homes` for dwellings and holiday homes. `start` is how many cells a start block's side has.

    30 is Statistics Finland's own for Paavo's groups, 3 for the dwellings of its grid; 10 is ours. A
    municipality's data-protection officer should confirm them.
    """

    people: int = 10
    sensitive: int = 30
    homes: int = 3
    start: int = 8

    def of(self, kind: str) -> int:
        """The limit of a group's kind."""
        return int(asdict(self)[kind])
