"""Facts as plain values and words, for pages and for the drawing panel alike."""

from __future__ import annotations

from typing import Any

from service.areas.facts.catalogue import MAIN
from service.areas.facts.figures import (
    bounds_text,
    comparison_text,
    comparison_words,
    error_text,
    label_text,
    municipality_text,
    origin_text,
    size_text,
    under_text,
    value_text,
)
from service.areas.facts.model import Fact, Facts, tally
from service.areas.facts.said import said_view
from service.areas.facts.sentences import (
    coarse_note,
    note,
    overall_grade,
    range_note,
    remarks,
    summary,
    total_note,
    warnings,
)
from service.i18n import N_, named
from service.i18n import gettext as _

GRADE_WORDS = {
    "exact": N_("As published"),
    "good": N_("Fairly sure"),
    "fair": N_("Approximate"),
    "coarse": N_("Rough estimate"),
    "none": "",
}


def facts_view(facts: Facts, municipality: str, least_inside: float) -> dict[str, Any]:
    """Facts as plain values and words, ready for a template or for JSON.

    Numbers are as in `Facts`; every `..._text` is in the reader's language.
    """
    return {
        "area_m2": round(facts.area_m2),
        "size_text": size_text(facts.area_m2),
        "covered_share": round(facts.covered_share, 4),
        "outside_share": round(facts.outside_share, 4),
        "is_exact": facts.is_exact,
        "grade": overall_grade(facts),
        "grade_text": _grade_text(overall_grade(facts)),
        "method": facts.method,
        "note": note(facts),
        "coarse_note": coarse_note(facts),
        "range_note": range_note(facts),
        "total_note": total_note(facts, municipality),
        "summary": summary(facts),
        "warnings": warnings(facts, municipality, least_inside),
        "remarks": remarks(facts),
        "members": [
            {
                "slug": member.slug,
                "name": named(member.names),
                "share_of_shape": round(member.share_of_shape, 4),
                "share_of_unit": round(member.share_of_unit, 4),
            }
            for member in facts.members
        ],
        "facts": [{**fact_view(fact), "under_text": under_text(fact, facts.facts[0])} for fact in facts.facts],
        "sources": [source for source, _times in tally((fact.source, 1) for fact in facts.facts)],
        **said_view(facts.inside),
    }


def fact_view(fact: Fact) -> dict[str, Any]:
    """One figure as values and words."""
    return {
        "key": fact.key,
        "kind": fact.kind,
        "is_main": fact.key in MAIN,
        "label": label_text(fact.label),
        "base_label": label_text(fact.of),
        "state": fact.state,
        "grade": fact.grade,
        "grade_text": _grade_text(fact.grade),
        "is_reliable": fact.is_reliable,
        "estimate": fact.estimate,
        "step": fact.step,
        "lower": fact.lower,
        "upper": fact.upper,
        "standard_error": None if fact.standard_error is None else round(fact.standard_error, 4),
        "text": value_text(fact),
        "bounds_text": bounds_text(fact),
        "error_text": error_text(fact),
        "suppressed_share": round(fact.suppressed_share, 4),
        "base": None if fact.base is None else round(fact.base),
        "municipality": fact.municipality,
        "municipality_text": municipality_text(fact),
        "comparison": fact.comparison,
        "comparison_text": comparison_text(fact),
        "comparison_words": comparison_words(fact),
        "source": fact.source,
        "year": fact.year,
        "method": fact.method,
        "cell_m": fact.cell_m,
        "origin_text": origin_text(fact),
    }


def _grade_text(grade: str) -> str:
    return _(GRADE_WORDS[grade]) if GRADE_WORDS[grade] else ""
