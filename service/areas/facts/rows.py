"""Facts as flat rows, for tables and files that people open anywhere."""

from __future__ import annotations

from dataclasses import dataclass

from service.areas.facts.figures import STATE_WORDS, label_text
from service.areas.facts.model import Fact, Facts
from service.areas.facts.sources import ATOMS
from service.areas.facts.words import GRADE_WORDS
from service.i18n import N_
from service.i18n import gettext as _

COMPLETE, PARTIAL = N_("all published"), N_("some parts not published")
UNITS = {"count": N_("number"), "share": N_("share, 0–1")}


@dataclass(frozen=True, slots=True)
class FactRow:
    """One figure with its warrant, in the reader's language.

    Counts are whole things, shares 0-1, `standard_error` in the unit of the estimate. What is suppressed, too few
    to tell or outside all statistics has no number and says so in `state`. `of` is whom a share is of and `base`
    how many they are; `is_reliable` is None where there is no figure.
    """

    key: str
    label: str
    of: str
    unit: str
    estimate: float | None
    lower: float | None
    upper: float | None
    standard_error: float | None
    is_reliable: bool | None
    state: str
    grade: str
    base: float | None
    municipality: float | None
    year: int | None
    source: str
    method: str


def facts_rows(facts: Facts) -> list[FactRow]:
    """Every figure of an area, then what was said inside."""
    said = [
        ("pins", _("Public ideas inside"), facts.pin_count),
        ("observations", _("Observations of walks inside"), sum(one.count for one in facts.inside.observations)),
    ]
    return [_row(fact) for fact in facts.facts] + [_said(key, label, count) for key, label, count in said]


def _row(fact: Fact) -> FactRow:
    is_known = fact.estimate is not None
    state = {"complete": COMPLETE, "partial": PARTIAL}.get(fact.state) or STATE_WORDS.get(fact.state, fact.state)
    return FactRow(
        key=fact.key,
        label=label_text(fact.label),
        of=label_text(fact.of),
        unit=_(UNITS[fact.kind]),
        estimate=fact.estimate,
        lower=fact.lower if is_known else None,
        upper=fact.upper if is_known else None,
        standard_error=None if fact.standard_error is None else round(fact.standard_error, 4),
        is_reliable=fact.is_reliable if is_known else None,
        state=_(state),
        grade=_(GRADE_WORDS[fact.grade]) if GRADE_WORDS.get(fact.grade) else "",
        base=None if fact.base is None else round(fact.base),
        municipality=fact.municipality,
        year=fact.year,
        source=fact.source,
        method=_("area-weighted from a %(size)s m grid", size=f"{fact.cell_m:g}")
        if fact.method == ATOMS and fact.cell_m
        else _("area-weighted from postal-code areas"),
    )


def _said(key: str, label: str, count: int) -> FactRow:
    return FactRow(
        key=key,
        label=label,
        of="",
        unit=_(UNITS["count"]),
        estimate=count,
        lower=count,
        upper=count,
        standard_error=0.0,
        is_reliable=True,
        state=_(COMPLETE),
        grade="",
        base=None,
        municipality=None,
        year=None,
        source=_("This service"),
        method=_("counted"),
    )
