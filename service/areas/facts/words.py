"""Facts in the reader's words and number formats, for pages and for the drawing panel alike."""

from __future__ import annotations

from typing import Any

from service.areas.facts.model import Fact, Facts
from service.i18n import N_, format_number, format_percent, named, ngettext
from service.i18n import gettext as _

GRADE_WORDS = {
    "exact": N_("As published"),
    "good": N_("Fairly sure"),
    "fair": N_("Approximate"),
    "coarse": N_("Rough estimate"),
    "none": "",
}
GRADE_SENTENCES = {
    "exact": N_("The area is made of whole postal-code areas, so the figures are as they were published."),
    "good": N_("Estimates from postal-code areas. Most of the people live in areas that are wholly inside."),
    "fair": N_("Estimates from postal-code areas, as if people lived evenly in each. Use them as approximate."),
    "coarse": N_("Estimates from postal-code areas. A small outline may be far off."),
    "none": N_("There is too little to tell from postal-code areas."),
}
STATE_WORDS = {
    "suppressed": N_("not published"),
    "few": N_("too few to tell"),
    "outside": N_("no statistics here"),
}
PIN_STATES = {
    "received": N_("Received"),
    "considered": N_("Being considered"),
    "accepted": N_("Accepted"),
    "partly": N_("Partly accepted"),
    "declined": N_("Not accepted"),
    "in_progress": N_("In progress"),
    "done": N_("Done"),
    "closed_not_done": N_("Closed, not done"),
    "withdrawn": N_("Withdrawn"),
}
NAMES_SAID = 4
OUTSIDE_SAID = 0.005
GRADE_ORDER = ("coarse", "fair", "good", "exact")


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
        "note": _(GRADE_SENTENCES[overall_grade(facts)]) if facts.facts else "",
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
        "facts": [fact_view(fact) for fact in facts.facts],
        "pins": {
            "total": facts.pin_count,
            "text": ngettext("%(count)s idea inside", "%(count)s ideas inside", facts.pin_count),
            "by_state": [
                {"state": state, "label": _(label), "count": facts.pins[state]}
                for state, label in PIN_STATES.items()
                if facts.pins.get(state)
            ],
        },
    }


def fact_view(fact: Fact) -> dict[str, Any]:
    """One figure as values and words."""
    return {
        "key": fact.key,
        "kind": fact.kind,
        "label": _(fact.label),
        "base_label": _(fact.base_label) if fact.base_label else "",
        "state": fact.state,
        "grade": fact.grade,
        "grade_text": _(GRADE_WORDS[fact.grade]) if GRADE_WORDS[fact.grade] else "",
        "estimate": fact.estimate,
        "step": fact.step,
        "lower": fact.lower,
        "upper": fact.upper,
        "standard_error": None if fact.standard_error is None else round(fact.standard_error, 4),
        "text": value_text(fact),
        "bounds_text": bounds_text(fact),
        "error_text": error_text(fact),
        "suppressed_share": round(fact.suppressed_share, 4),
        "municipality": fact.municipality,
        "municipality_text": "" if fact.municipality is None else _number(fact, fact.municipality, 0.001),
        "source": fact.source,
        "year": fact.year,
    }


def value_text(fact: Fact) -> str:
    """The figure, or in words why there is none."""
    if fact.estimate is None:
        return _(STATE_WORDS.get(fact.state, STATE_WORDS["few"]))
    text = _number(fact, fact.estimate, fact.step)
    return text if fact.grade == "exact" else _("about %(figure)s", figure=text)


def bounds_text(fact: Fact) -> str:
    """What the figure cannot go beyond; empty where it is exact or nothing is known."""
    if fact.grade == "exact" or fact.estimate is None or fact.lower is None:
        return ""
    low = _number(fact, fact.lower, fact.step)
    if fact.upper is None:
        return _("at least %(low)s", low=low)
    if fact.kind == "share" and fact.lower <= 0 and fact.upper >= 1:
        return _("the outline sets no limits")
    return _("surely %(low)s–%(high)s", low=low, high=_number(fact, fact.upper, fact.step))


def error_text(fact: Fact) -> str:
    """The standard error; empty where there is none to speak of."""
    if fact.grade == "exact" or fact.standard_error is None:
        return ""
    if fact.kind == "share":
        points = format_number(fact.standard_error * 100, 1)
        return _("standard error %(points)s percentage points", points=points)
    return _("standard error %(count)s", count=format_number(round(fact.standard_error)))


def size_text(area_m2: float) -> str:
    """An area in the unit that people would use."""
    if area_m2 >= 1e6:
        return f"{format_number(area_m2 / 1e6, 0 if area_m2 >= 1e7 else 1)} km²"
    if area_m2 >= 1e4:
        return f"{format_number(area_m2 / 1e4, 0 if area_m2 >= 1e5 else 1)} ha"
    return f"{format_number(round(area_m2))} m²"


def overall_grade(facts: Facts) -> str:
    """The grade of the figure that people look at first: residents; else the worst of what there is."""
    residents = facts.fact("residents")
    if facts.is_exact:
        return "exact"
    if residents is not None and residents.grade != "exact":
        return residents.grade
    grades = {fact.grade for fact in facts.facts}
    return next((grade for grade in GRADE_ORDER if grade in grades), "none")


def summary(facts: Facts) -> str:
    """The facts in two or three sentences, as they are read aloud while somebody draws."""
    sentences = [_("Size %(size)s.", size=size_text(facts.area_m2))]
    residents = facts.fact("residents")
    if residents is not None and residents.estimate is not None:
        count = int(residents.estimate)
        if residents.grade == "exact":
            sentences.append(ngettext("%(count)s resident.", "%(count)s residents.", count))
        else:
            sentences.append(ngettext("About %(count)s resident.", "About %(count)s residents.", count))
    elif residents is not None and residents.state == "few":
        sentences.append(_("Fewer than ten residents, as far as can be told."))
    names = [named(member.names) for member in facts.members]
    if names:
        sentences.append(_members_sentence(names))
    sentences.append(ngettext("%(count)s idea inside.", "%(count)s ideas inside.", facts.pin_count))
    return " ".join(sentences)


def warnings(facts: Facts, municipality: str, least_inside: float) -> list[str]:
    """What to know before believing or saving."""
    found = []
    outside = format_percent(facts.outside_share, 0)
    if facts.outside_share > 1 - least_inside:
        found.append(
            _(
                "%(share)s of the area is outside %(municipality)s. To save it, keep it inside.",
                share=outside,
                municipality=municipality,
            )
        )
    elif facts.outside_share > OUTSIDE_SAID:
        found.append(
            _(
                "%(share)s of the area is outside %(municipality)s; there are no figures of that part.",
                share=outside,
                municipality=municipality,
            )
        )
    return found


def remarks(facts: Facts) -> list[str]:
    """What explains the figures, without being a reason to doubt the drawing."""
    if any(fact.state in ("partial", "suppressed") for fact in facts.facts):
        return [_("Some figures leave out parts where so few people live that they are not published.")]
    return []


def _members_sentence(names: list[str]) -> str:
    said = ", ".join(names[:NAMES_SAID])
    more = len(names) - NAMES_SAID
    if more > 0:
        return ngettext(
            "In %(names)s and %(count)s other area.", "In %(names)s and %(count)s other areas.", more, names=said
        )
    return _("In %(names)s.", names=said)


def _number(fact: Fact, value: float, step: float) -> str:
    if fact.kind == "count":
        return format_number(round(value))
    return format_percent(value, 1 if step < 0.01 else 0)
