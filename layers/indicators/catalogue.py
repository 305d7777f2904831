"""The indicators: what each says, in which direction, and from which published columns it is computed.

The one place that defines them: facts of drawn areas, the sum index, tables and the method page read it. The
entries stand in ``catalogue.toml``, so that a name can be corrected without reading code. Every share is a ratio
of counts, so that it can be interpolated, smoothed and added up honestly.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Literal, get_args

Domain = Literal[
    "work", "income", "education", "housing", "households", "age", "health", "safety", "services", "other"
]
DOMAINS: tuple[Domain, ...] = get_args(Domain)
Kind = Literal["share", "value"]
#: What is done about outliers: what the index's rule says (skewness and kurtosis both great), or nothing ever.
Treatment = Literal["rule", "never"]
#: Of the built-in ones; an own indicator names its own.
SOURCE, LICENCE, EDITION = "Tilastokeskus, Paavo-postinumeroalueittainen avoin tieto", "CC BY 4.0", "paavo_2019"


@dataclass(frozen=True)
class Indicator:
    """A share of people or homes, or a figure of another kind that a municipality brought itself.

    Attributes
    ----------
    kind : ``share``, a ratio of two counts (`numerator`, `denominator`), or ``value``, a figure in `unit` with the
        column `value`, and perhaps `base` and `error`; the other kind's columns are empty.
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
    unit : of a value, as it stands behind the figure (``m``); empty for a share.
    value, base, error : of a value: the columns of the figure, of the people behind it, and of its standard error.
    treatment : what an index may do about its outliers.
    source, licence, edition : whose figures these are; the edition as in the variables.
    note : by language, how the figure was made, where its meaning does not say it.
    is_own : whether the municipality brought it itself. is_synthetic : whether it is made up for a demo.
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
    kind: Kind = "share"
    unit: str = ""
    value: str | None = None
    base: str | None = None
    error: str | None = None
    treatment: Treatment = "rule"
    source: str = SOURCE
    licence: str = LICENCE
    edition: str = EDITION
    note: dict[str, str] = field(default_factory=dict)
    is_own: bool = False
    is_synthetic: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The keys of all variables that it is computed from, each once."""
        values = tuple(key for key in (self.value, self.base, self.error) if key)
        return tuple(dict.fromkeys((*self.numerator, *self.denominator, *values)))


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
