"""The indicators: what each says, in which direction, and from which published columns it is computed.

The one place that defines them: facts of drawn areas, the sum index, tables and the method page read it. The
entries stand in ``catalogue.toml``, so that a name can be corrected without reading code. Every share is a ratio
of counts, so that it can be interpolated, smoothed and added up honestly.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal, get_args

Domain = Literal["work", "income", "education", "housing", "households", "age"]
DOMAINS: tuple[Domain, ...] = get_args(Domain)


@dataclass(frozen=True)
class Indicator:
    """A share of people or homes.

    Attributes
    ----------
    domain : the field of life that it belongs to.
    names, meaning : by language: a heading, and one plain sentence.
    of : whom the share is of, in words that follow the figure ("of those in the labour force").
    numerator, denominator : published column names whose sums make the share.
    denominator_at_most : a column that is never hidden and that the denominator cannot exceed, for the bounds
        where the denominator itself is hidden.
    more_is_need : whether a greater share means a greater need (direction +1) or the opposite.
    minimum_base : the smallest denominator with which the share is shown at all; 1 leaves it to the
        publisher, who hides small groups already, and to the floor of residents.
    in_sum_index : whether the Helsinki-style sum index uses it.
    """

    key: str
    domain: Domain
    names: dict[str, str]
    meaning: dict[str, str]
    of: dict[str, str]
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    year: int
    denominator_at_most: str | None = None
    more_is_need: bool = True
    minimum_base: int = 1
    in_sum_index: bool = False


def _read() -> tuple[Indicator, ...]:
    entries = tomllib.loads((files("layers.indicators") / "catalogue.toml").read_text(encoding="utf-8"))
    return tuple(_indicator(key, dict(entry)) for key, entry in entries.items())


def _indicator(key: str, entry: dict[str, Any]) -> Indicator:
    entry["numerator"], entry["denominator"] = tuple(entry["numerator"]), tuple(entry["denominator"])
    return Indicator(key=key, denominator_at_most=entry.pop("at_most", None), **entry)


INDICATORS = _read()
BY_KEY = {indicator.key: indicator for indicator in INDICATORS}
SUM_INDEX: tuple[Indicator, ...] = tuple(one for one in INDICATORS if one.in_sum_index)
RESIDENTS, HOUSEHOLDS, DWELLINGS, HOLIDAY_HOMES = "he_vakiy", "te_taly", "ra_asunn", "ra_ke"
