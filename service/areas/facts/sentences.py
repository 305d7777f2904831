"""What is said around the figures: how far to believe them, and what lies inside."""

from __future__ import annotations

from service.areas.facts.coarseness import measured_error
from service.areas.facts.figures import size_text
from service.areas.facts.model import Fact, Facts
from service.areas.facts.sources import ATOMS
from service.i18n import N_, format_number, format_percent, named, ngettext
from service.i18n import gettext as _

UNIT_SENTENCES = {
    "exact": N_("The area is made of whole postal-code areas, so the figures are as they were published."),
    "good": N_("Estimates from postal-code areas. Most of the people live in areas that are wholly inside."),
    "fair": N_("Estimates from postal-code areas, as if people lived evenly in each. Use them as approximate."),
    "coarse": N_("Estimates from postal-code areas. A small outline may be far off."),
    "none": N_("There is too little to tell from postal-code areas."),
}
GRID_SENTENCES = {
    "exact": N_("The area is made of whole cells of the grid, so the figures are as they were published."),
    "good": N_("Estimates from a %(size)s m grid, whose cells are joined so that nobody can be told apart."),
    "fair": N_("Approximate: from a %(size)s m grid, whose cells are joined so that nobody can be told apart."),
    "coarse": N_("Rough: the area is small beside the cells of the %(size)s m grid that the figures come in."),
    "none": N_("There is too little to tell, even from a %(size)s m grid."),
}
NAMES_SAID = 4
OUTSIDE_SAID = 0.005
GRADE_ORDER = ("coarse", "fair", "good", "exact")


def overall_grade(facts: Facts) -> str:
    """The grade of the figure that people look at first: residents; else the worst of what there is."""
    residents = facts.fact("residents")
    if facts.is_exact:
        return "exact"
    if residents is not None:
        return residents.grade
    grades = {fact.grade for fact in facts.facts}
    return next((grade for grade in GRADE_ORDER if grade in grades), "none")


def note(facts: Facts) -> str:
    """How far to believe the figures, by the zones that the residents come in; empty without figures."""
    if not facts.facts:
        return ""
    grade = overall_grade(facts)
    if facts.method != ATOMS:
        return _(UNIT_SENTENCES[grade])
    residents = facts.fact("residents") or facts.facts[0]
    return _(GRID_SENTENCES[grade], size=format_number(residents.cell_m))


def coarse_note(facts: Facts) -> str:
    """How far off such estimates were where the truth is known; empty where the figures are better than that."""
    if facts.method in (ATOMS, "") or overall_grade(facts) in ("exact", "good"):
        return ""
    error = measured_error(facts.area_m2)
    if error is None:
        return ""
    return _(
        "Tried in Helsinki: for areas this small, the number of residents was off by at least %(middle)s in every "
        "second case and by over %(tenth)s in every tenth.",
        middle=format_percent(error[0], 0),
        tenth=format_percent(error[1], 0),
    )


def range_note(facts: Facts) -> str:
    """What the ranges mean; empty when the figures are exact."""
    if facts.is_exact or not facts.facts:
        return ""
    if facts.method == ATOMS:
        return _("The range shows what is surely true whichever way people live inside the joined cells.")
    return _("The range shows what is surely true whichever way people live inside the postal-code areas.")


def total_note(facts: Facts, municipality: str) -> str:
    """What the municipality's own figures are sums of."""
    if any(fact.method == ATOMS for fact in facts.facts):
        return _("%(municipality)s: sum of the zones whose figures are published.", municipality=municipality)
    return _("%(municipality)s: sum of the postal-code areas whose figures are published.", municipality=municipality)


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
    hidden = [fact for fact in facts.facts if fact.state in ("partial", "suppressed")]
    found = []
    if any(fact.state == "suppressed" or not _is_filled(fact) for fact in hidden):
        found.append(_("Some figures leave out parts where so few people live that they are not published."))
    if any(fact.state == "partial" and _is_filled(fact) for fact in hidden):
        found.append(_("Where a figure is not published, people are taken to be like those in the rest of the area."))
    return found


def _is_filled(fact: Fact) -> bool:
    return fact.kind == "share" or fact.key == "households" or fact.key.startswith("age_")


def _members_sentence(names: list[str]) -> str:
    said = ", ".join(names[:NAMES_SAID])
    more = len(names) - NAMES_SAID
    if more > 0:
        return ngettext(
            "In %(names)s and %(count)s other area.", "In %(names)s and %(count)s other areas.", more, names=said
        )
    return _("In %(names)s.", names=said)
