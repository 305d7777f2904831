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


def brief_text(fact: Fact) -> str:
    """A figure with its label in one breath: "Residents about 1,200"."""
    return f"{label_text(fact.label)} {value_text(fact)}"


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
    """The standard error; empty where there is none to speak of.

    A rough figure is not given one: people do not stand at random in a postal-code area that an outline cuts, and
    its bounds say more.
    """
    if fact.grade in ("exact", "coarse") or fact.standard_error is None:
        return ""
    if fact.kind == "share":
        points = format_number(fact.standard_error * 100, 1)
        return _("standard error %(points)s percentage points", points=points)
    return _("standard error %(count)s", count=format_number(round(fact.standard_error)))


def comparison_words(fact: Fact) -> str:
    """How a share stands to the municipality's; empty where there is nothing to compare."""
    return _(COMPARISON_WORDS[fact.comparison]) if fact.comparison else ""


def comparison_text(fact: Fact) -> str:
    """How a share stands to the municipality's, with that figure; empty where there is nothing to compare."""
    words = comparison_words(fact)
    return f"{words} ({municipality_text(fact)})" if words and fact.municipality is not None else ""


def municipality_text(fact: Fact) -> str:
    """The municipality's own figure; empty where there is none."""
    return "" if fact.municipality is None else number_text(fact, fact.municipality, 0.001)


def origin_text(fact: Fact) -> str:
    """What zones the figure comes in, and its year: "250 m grid, 2015"."""
    is_grid = fact.method == ATOMS
    zones = _("%(size)s m grid", size=format_number(fact.cell_m)) if is_grid else _("postal-code areas")
    return f"{zones}, {fact.year}" if fact.year else zones


def under_text(fact: Fact, first: Fact) -> str:
    """What stands in small type below a figure in the panel: its bounds, and where it is from when that is
    not where the first figure is from."""
    sets_no_limit = fact.kind == "share" and fact.lower == 0 and fact.upper == 1 and fact.comparison == "same"
    is_same = (fact.method, fact.cell_m) == (first.method, first.cell_m)
    year = str(fact.year) if fact.year and fact.year != first.year else ""
    parts = ("" if sets_no_limit else bounds_text(fact), year if is_same else origin_text(fact))
    return " · ".join(part for part in parts if part)


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
