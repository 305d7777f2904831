"""Indicators in words: fields of life, states, figures with their unit, formulas."""

from __future__ import annotations

from layers.indicators.catalogue import Indicator
from layers.indicators.columns import paavo_columns
from service.i18n import N_, format_number, format_percent, named
from service.i18n import gettext as _

DOMAIN_WORDS = {
    "work": N_("Work"),
    "income": N_("Income"),
    "education": N_("Education"),
    "housing": N_("Housing"),
    "households": N_("Households"),
    "age": N_("Age"),
    "health": N_("Health"),
    "safety": N_("Safety"),
    "services": N_("Services"),
    "other": N_("Other"),
}
STATE_WORDS = {"suppressed": N_("not published"), "missing": N_("no figure"), "small": N_("too few behind it")}
ROLE_WORDS = {
    "count": N_("count"),
    "sum": N_("sum"),
    "measure": N_("mean or measure"),
    "code": N_("code"),
    "name": N_("name"),
    "place": N_("place"),
}


def unit_words(indicator: Indicator) -> str:
    """What a figure is in."""
    return _("per cent") if indicator.kind == "share" else indicator.unit


def figure_words(indicator: Indicator, figure: float | None) -> str:
    """A figure as readers see it, with its unit."""
    if figure is None:
        return "–"
    if indicator.kind == "share":
        return format_percent(figure)
    return f"{format_number(figure, decimals_for(figure))}\u00a0{indicator.unit}".strip()


def decimals_for(figure: float) -> int:
    """Decimals that tell figures of this size apart."""
    return 0 if abs(figure) >= 100 else 1 if abs(figure) >= 10 else 2


def direction_words(indicator: Indicator) -> str:
    """In which direction it tells of need."""
    if indicator.more_is_need:
        return _("The more, the greater the need.")
    return _("The less, the greater the need.")


def column_words(indicator: Indicator, keys: tuple[str, ...]) -> str:
    """Columns whose sum is meant, in words: their publisher's names, or what an own count is of."""
    names = {column.key: column.names for column in paavo_columns()}
    if indicator.is_own:
        return named(indicator.names) if keys == indicator.numerator else named(indicator.of)
    return " + ".join(named(names[key]) for key in keys)


def source_words(indicator: Indicator) -> str:
    """Whose figures they are, with the licence."""
    return ", ".join(text for text in (indicator.source, indicator.licence) if text)
