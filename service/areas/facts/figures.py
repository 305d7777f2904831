"""Single figures in the reader's words and number formats."""

from __future__ import annotations

from service.areas.facts.model import Fact
from service.areas.facts.sources import ATOMS
from service.i18n import N_, format_number, format_percent, named
from service.i18n import gettext as _

STATE_WORDS = {
    "suppressed": N_("not published"),
    "few": N_("too few to tell"),
    "outside": N_("no statistics here"),
}
COMPARISON_WORDS = {
    "more": N_("more than in the whole municipality"),
    "less": N_("less than in the whole municipality"),
    "same": N_("cannot be told apart from the whole municipality"),
}


def label_text(label: str | dict[str, str]) -> str:
    """A label in the reader's language, whether it is a message or names by language."""
    if isinstance(label, dict):
        return named(label)
    return _(label) if label else ""


def value_text(fact: Fact) -> str:
    """The figure, or in words why there is none."""
    if fact.estimate is None:
        return _(STATE_WORDS.get(fact.state, STATE_WORDS["few"]))
    text = number_text(fact, fact.estimate, fact.step)
    return text if fact.grade == "exact" else _("about %(figure)s", figure=text)


def bounds_text(fact: Fact) -> str:
    """What the figure cannot go beyond; empty where it is exact or nothing is known."""
    if fact.grade == "exact" or fact.estimate is None or fact.lower is None:
        return ""
    if fact.upper is None:
        return _("at least %(low)s", low=number_text(fact, fact.lower, fact.step))
    if fact.kind == "share" and fact.lower <= 0 and fact.upper >= 1:
        return _("the outline sets no limits")
    low, high = (number_text(fact, value, fact.step) for value in (fact.lower, fact.upper))
    return _("surely %(low)s–%(high)s", low=low, high=high)


def error_text(fact: Fact) -> str:
    """The standard error; empty where there is none to speak of."""
    if fact.grade == "exact" or fact.standard_error is None:
        return ""
    if fact.kind == "share":
        points = format_number(fact.standard_error * 100, 1)
        return _("standard error %(points)s percentage points", points=points)
    return _("standard error %(count)s", count=format_number(round(fact.standard_error)))


def comparison_text(fact: Fact) -> str:
    """How a share stands to the municipality's, with that figure; empty where there is nothing to compare."""
    if not fact.comparison or fact.municipality is None:
        return ""
    return f"{_(COMPARISON_WORDS[fact.comparison])} ({number_text(fact, fact.municipality, 0.001)})"


def municipality_text(fact: Fact) -> str:
    """The municipality's own figure; empty where there is none."""
    return "" if fact.municipality is None else number_text(fact, fact.municipality, 0.001)


def origin_text(fact: Fact) -> str:
    """What zones the figure comes in, and its year: "250 m grid, 2015"."""
    if fact.method == ATOMS:
        zones = _("%(size)s m grid", size=format_number(fact.cell_m))
    else:
        zones = _("postal-code areas")
    return f"{zones}, {fact.year}" if fact.year else zones


def number_text(fact: Fact, value: float, step: float) -> str:
    """A number of a fact's kind."""
    if fact.kind == "count":
        return format_number(round(value))
    return format_percent(value, 1 if step < 0.01 else 0)


def size_text(area_m2: float) -> str:
    """An area in the unit that people would use."""
    if area_m2 >= 1e6:
        return f"{format_number(area_m2 / 1e6, 0 if area_m2 >= 1e7 else 1)} km²"
    if area_m2 >= 1e4:
        return f"{format_number(area_m2 / 1e4, 0 if area_m2 >= 1e5 else 1)} ha"
    return f"{format_number(round(area_m2))} m²"
