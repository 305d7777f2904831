"""The figures of an area as flat rows, for the table and for the GeoPackage."""

from __future__ import annotations

from dataclasses import dataclass

from service.areas.facts.model import Fact, Facts
from service.areas.facts.words import GRADE_WORDS, STATE_WORDS
from service.i18n import N_
from service.i18n import gettext as _

#: Grades that are sure enough to quote without a reservation.
RELIABLE = frozenset({"exact", "good"})
COMPLETE, PARTIAL = N_("all published"), N_("some parts not published")
UNITS = {"count": N_("number"), "share": N_("share, 0–1")}


@dataclass(frozen=True, slots=True)
class FactRow:
    """One figure. Counts are whole things, shares 0-1; what is suppressed has no number and says so in `state`.

    `is_reliable` is None where there is no figure.
    """

    key: str
    label: str
    base: str
    unit: str
    estimate: float | None
    lower: float | None
    upper: float | None
    standard_error: float | None
    is_reliable: bool | None
    state: str
    grade: str
    municipality: float | None
    year: int | None
    source: str


def fact_rows(facts: Facts) -> list[FactRow]:
    """Every figure with its warrant, in the reader's language."""
    return [_row(fact) for fact in facts.facts]


def _row(fact: Fact) -> FactRow:
    is_known = fact.estimate is not None
    state = {"complete": COMPLETE, "partial": PARTIAL}.get(fact.state) or STATE_WORDS.get(fact.state, fact.state)
    return FactRow(
        key=fact.key,
        label=_(fact.label),
        base=_(fact.base_label) if fact.base_label else "",
        unit=_(UNITS[fact.kind]),
        estimate=fact.estimate,
        lower=fact.lower if is_known else None,
        upper=fact.upper if is_known else None,
        standard_error=fact.standard_error,
        is_reliable=fact.grade in RELIABLE if is_known else None,
        state=_(state),
        grade=_(GRADE_WORDS[fact.grade]) if GRADE_WORDS.get(fact.grade) else "",
        municipality=fact.municipality,
        year=fact.year,
        source=fact.source,
    )
