"""All that an official can choose about a choice of areas; the address of the page and the record carry the same."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

Mode = Literal["top", "threshold", "budget", "each", "joined"]
MODES: tuple[Mode, ...] = get_args(Mode)
USUAL_COUNT = 5
USUAL_LEAST_P = 0.8


@dataclass(frozen=True)
class Choosing:
    """A rule and its numbers.

    mode
        ``top``: the first `count` of the ranking. ``threshold``: index at least `least_index`, and among the first N
        of the plan in at least `least_p` of the draws. ``budget``: the most need met for at most `budget`. ``each``:
        `count` areas with the most need, at least one in each district. ``joined``: `count` areas that hang together.
    per_head, costs
        What an area costs: euros a resident, and in its place a sum of the area's own, by code.
    most
        At most so many areas within the budget; None for no limit.
    in_each
        Whether the budget too must reach each district.
    zoning, parts
        Districts: the areas of a set, by its slug; and in its place a name of the official's own, by code.
    add, drop
        Codes of areas that the official takes in or leaves out whatever the rule says.
    also
        Addresses of drawn areas that are candidates beside the statistical units.
    """

    mode: Mode = "top"
    count: int = USUAL_COUNT
    least_index: float | None = None
    least_p: float = USUAL_LEAST_P
    budget: float | None = None
    per_head: float | None = None
    costs: tuple[tuple[str, float], ...] = ()
    most: int | None = None
    in_each: bool = False
    zoning: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def needs_districts(self) -> bool:
        """Whether the rule asks which district each area lies in."""
        return self.mode == "each" or (self.mode == "budget" and self.in_each)

    def query(self) -> dict[str, Any]:
        """The parameters of the address, without those that are as usual."""
        usual = Choosing()
        found: dict[str, Any] = {}
        plain = {
            "by": self.mode,
            "count": self.count,
            "index": self.least_index,
            "p": self.least_p,
            "budget": self.budget,
            "per_head": self.per_head,
            "most": self.most,
            "each": int(self.in_each),
            "zoning": self.zoning,
        }
        usually = {"by": usual.mode, "count": usual.count, "p": usual.least_p, "each": 0, "zoning": ""}
        for name, value in plain.items():
            if value is not None and value != usually.get(name):
                found[name] = f"{value:g}" if isinstance(value, float) else str(value)
        found.update({f"cost-{code}": f"{cost:g}" for code, cost in self.costs})
        found.update({f"part-{code}": name for code, name in self.parts})
        for name in ("add", "drop", "also"):
            if getattr(self, name):
                found[name] = list(getattr(self, name))
        return found

    def plain(self) -> dict[str, Any]:
        """All of it as plain values, for the record; ``also`` only where there is any, as older records have none."""
        values = asdict(self)
        del values["also"]
        return {
            **values,
            "costs": dict(self.costs),
            "parts": dict(self.parts),
            "add": list(self.add),
            "drop": list(self.drop),
            **({"also": list(self.also)} if self.also else {}),
        }


def choosing_of(values: dict[str, Any]) -> Choosing:
    """The choice that `Choosing.plain` gave; keys of later or earlier versions are left out."""
    known = {name: values[name] for name in Choosing.__dataclass_fields__ if name in values}
    for name in ("costs", "parts"):
        known[name] = tuple(sorted(dict(values.get(name, {})).items()))
    for name in ("add", "drop", "also"):
        known[name] = tuple(values.get(name, ()))
    return Choosing(**known)
