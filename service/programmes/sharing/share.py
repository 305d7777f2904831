"""A sum shared among areas as an official asks for it. No database is asked."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np

from geo.choice.allocation import allocated
from geo.columns import Flags
from service.analysis.workbench.result import Workbench

Receivers = Literal["chosen", "ranked"]


@dataclass(frozen=True)
class Sharing:
    """A sum in euros, and how it is shared.

    among : the chosen areas, or all that are ranked. threshold : the index over which need counts; None for that of
    the municipality. gamma : 0 counts need alike, 1 in proportion, 2 more than that. floor, cap : euros for each area
    that gets anything; no cap is None. unit : amounts are whole multiples of so many euros.
    """

    amount: float
    among: Receivers = "chosen"
    threshold: float | None = None
    gamma: float = 1.0
    floor: float = 0.0
    cap: float | None = None
    unit: float = 100.0

    def query(self) -> dict[str, Any]:
        """The parameters of the address, without those that are as usual."""
        usual = Sharing(self.amount)
        found: dict[str, Any] = {"sum": f"{self.amount:g}"}
        for name, parameter in PARAMETERS.items():
            value = getattr(self, name)
            if value is not None and value != getattr(usual, name):
                found[parameter] = f"{value:g}" if isinstance(value, float) else str(value)
        return found

    def plain(self) -> dict[str, Any]:
        """All of it as plain values, for the record."""
        return asdict(self)


#: Names of the parameters in addresses and forms.
PARAMETERS = {
    "among": "among_whom",
    "threshold": "over",
    "gamma": "gamma",
    "floor": "least",
    "cap": "greatest",
    "unit": "unit",
}


def sharing_of(values: dict[str, Any]) -> Sharing:
    """What `Sharing.plain` gave; keys of later or earlier versions are left out."""
    return Sharing(**{name: values[name] for name in Sharing.__dataclass_fields__ if name in values})


def shared(bench: Workbench, chosen: Flags, sharing: Sharing, middle: float) -> list[dict[str, Any]]:
    """Each receiver's ``code``, ``need`` (the weight in the sharing), ``by_need`` (in whole units; the column adds up
    to the sum), ``equal`` and ``per_head``, in euros; receivers in the order of the areas.

    Raises
    ------
    ChoiceProblem
        as `allocated`; ``nobody_in_need`` also without any receiver.
    """
    flags = chosen if sharing.among == "chosen" else bench.ranked
    at = np.flatnonzero(flags)
    index = np.where(bench.ranked, bench.index, np.nan)[at]
    found = allocated(
        bench.figures.residents[at],
        index,
        sharing.amount,
        threshold=middle if sharing.threshold is None else sharing.threshold,
        gamma=sharing.gamma,
        floor=sharing.floor,
        cap=np.inf if sharing.cap is None else sharing.cap,
        unit=sharing.unit,
    )
    codes = bench.figures.frame.codes
    return [
        {
            "code": codes[position],
            "need": float(found.weight[row]),
            "by_need": float(found.rounded[row]),
            "equal": float(found.equal[row]),
            "per_head": float(found.per_head[row]),
        }
        for row, position in enumerate(at)
    ]
