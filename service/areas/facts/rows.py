"""Facts as flat rows, for a table that people can open anywhere."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from service.areas.facts.figures import label_text
from service.areas.facts.model import Fact, Facts
from service.areas.facts.sources import ATOMS
from service.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class FactRow:
    """One figure. `estimate`, `lower`, `upper` and `municipality` are counts or shares (0-1) by `unit`; an empty
    estimate always has a `state` that says why: suppressed, few or outside."""

    key: str
    label: str
    unit: str
    estimate: float | None
    lower: float | None
    upper: float | None
    standard_error: float | None
    reliable: str
    state: str
    grade: str
    base: float | None
    municipality: float | None
    source: str
    year: int | None
    method: str


def facts_rows(facts: Facts) -> list[FactRow]:
    """Every figure of an area, then what was said inside; words are in the reader's language."""
    said = [
        ("pins", _("Public ideas inside"), facts.pin_count),
        ("observations", _("Observations of walks inside"), sum(one.count for one in facts.inside.observations)),
    ]
    return [_row(fact) for fact in facts.facts] + [_said(key, label, count) for key, label, count in said]


def as_dicts(rows: list[FactRow]) -> list[dict[str, Any]]:
    """Rows by column name, in the order of the columns."""
    return [asdict(row) for row in rows]


def _row(fact: Fact) -> FactRow:
    hidden = fact.estimate is None
    of = label_text(fact.of)
    return FactRow(
        key=fact.key,
        label=f"{label_text(fact.label)}, {of}" if of else label_text(fact.label),
        unit=fact.kind,
        estimate=fact.estimate,
        lower=None if hidden else fact.lower,
        upper=None if hidden else fact.upper,
        standard_error=None if fact.standard_error is None else round(fact.standard_error, 4),
        reliable=_yes_or_no(fact.is_reliable),
        state=fact.state,
        grade=fact.grade,
        base=None if fact.base is None else round(fact.base),
        municipality=fact.municipality,
        source=fact.source,
        year=fact.year,
        method=_("area-weighted from a %(size)s m grid", size=f"{fact.cell_m:g}")
        if fact.method == ATOMS and fact.cell_m
        else _("area-weighted from postal-code areas"),
    )


def _said(key: str, label: str, count: int) -> FactRow:
    return FactRow(
        key=key,
        label=label,
        unit="count",
        estimate=count,
        lower=count,
        upper=count,
        standard_error=0.0,
        reliable=_yes_or_no(True),
        state="complete",
        grade="exact",
        base=None,
        municipality=None,
        source=_("This service"),
        year=None,
        method=_("counted"),
    )


def _yes_or_no(is_so: bool) -> str:
    return _("yes") if is_so else _("no")
