"""Seeded chance, by the standard library's generator alone: its streams do not change between versions."""

import itertools
import math
import random
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)


class Dice:
    """One stream of chance with a memory of what it has already used."""

    def __init__(self, seed: int, stream: str) -> None:
        # A stream of its own for each kind of content: adding a walk must not change every idea.
        self.random = random.Random(f"{seed}:{stream}")
        self._used: Counter[Hashable] = Counter()

    def one(self, options: Sequence[T]) -> T:
        """Return any of the options with equal chance."""
        return options[self.random.randrange(len(options))]

    def freshest(self, options: Iterable[H], memory: str = "") -> H:
        """Return one of the least used options, and remember it.

        Args:
            memory: what counts as the same use; options are remembered apart for each.
        """
        options = list(options)
        least = min(self._used[memory, option] for option in options)
        chosen = self.one([option for option in options if self._used[memory, option] == least])
        self._used[memory, chosen] += 1
        return chosen

    def times_used(self, option: Hashable, memory: str = "") -> int:
        """Return how often `freshest` has given this option."""
        return self._used[memory, option]

    def weighted(self, options: dict[T, float]) -> T:
        """Return an option with chance in proportion to its weight."""
        return self.random.choices(list(options), weights=list(options.values()))[0]

    def chance(self, share: float) -> bool:
        """Return True in this share (0-1) of calls."""
        return self.random.random() < share

    def between(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return self.random.randint(low, high)

    def shuffled(self, items: Iterable[T]) -> list[T]:
        """Return the items in a random order."""
        items = list(items)
        self.random.shuffle(items)
        return items

    def quantile(self, points: Sequence[tuple[float, float]]) -> float:
        """Draw from a distribution given by its quantiles.

        Args:
            points: (share, value) in rising order from share 0 to share 1; linear between.
        """
        u = self.random.random()
        for (s0, v0), (s1, v1) in itertools.pairwise(points):
            if u <= s1:
                return v0 + (v1 - v0) * (u - s0) / (s1 - s0)
        return points[-1][1]


def quotas(total: int, shares: dict[T, float]) -> dict[T, int]:
    """Split `total` by shares that add up to 1, the rounding left to the largest remainders.

    Ties go to the share named first.
    """
    exact = {key: total * share for key, share in shares.items()}
    counts = {key: math.floor(value) for key, value in exact.items()}
    by_remainder = sorted(exact, key=lambda key: counts[key] - exact[key])
    for key in by_remainder[: total - sum(counts.values())]:
        counts[key] += 1
    return counts
