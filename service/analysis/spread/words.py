"""Names of measures, zonings and regions, and the reasons why something is not told, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from geo.spatial.local import Place
from layers.indicators.catalogue import Indicator
from service.analysis.spread.figures import INDEX, Measured
from service.analysis.spread.regions import Regions
from service.analysis.spread.zonings import DISTRICT, POSTAL, Zoning
from service.areas.kinds import kinds_label
from service.i18n import format_number, format_percent, named, ngettext
from service.i18n import gettext as _


def measure_name(indicator: Indicator | None) -> str:
    """The name of an indicator, or of the index."""
    return named(indicator.names) if indicator is not None else _("Sum index")


def measure_options(indicators: Iterable[Indicator]) -> list[tuple[str, str]]:
    """What can be chosen, the index first."""
    return [(INDEX, _("Sum index")), *((one.key, named(one.names)) for one in indicators)]


def zoning_name(zoning: Zoning) -> str:
    """A zoning by its name, as beside a number."""
    if zoning.key in (POSTAL, DISTRICT):
        return kinds_label(zoning.key)
    return named(dict(zoning.names))


def zoning_of(measured: Measured) -> str:
    """The zoning with how many of its areas have a value: what stands beside every number."""
    known = int(measured.known.sum())
    areas = ngettext("%(count)s area with a value", "%(count)s areas with a value", known, count=format_number(known))
    return f"{zoning_name(measured.areas.zoning)}, {areas}"


def regions_name(regions: Regions) -> str:
    """Regions by their name."""
    if regions.zoning is not None:
        return zoning_name(regions.zoning)
    return ngettext(
        "postal regions (first %(count)s digit)",
        "postal regions (first %(count)s digits)",
        regions.digits,
        count=format_number(regions.digits),
    )


def value_words(measured: Measured, value: float | None, decimals: int = 1) -> str:
    """A value of the measure: a share as per cent, any other in its unit, the index as it is."""
    if value is None:
        return "–"
    if measured.is_share:
        return format_percent(value, decimals)
    unit = measured.indicator.unit if measured.indicator is not None else ""
    return f"{format_number(value, decimals)}\u00a0{unit}" if unit else format_number(value, decimals)


def difference_words(measured: Measured, value: float) -> str:
    """A difference between two values: percentage points, points of the index, or the indicator's unit."""
    if measured.indicator is None:
        return _("%(points)s points", points=format_number(value, 1))
    if not measured.is_share:
        return value_words(measured, value)
    return _("%(points)s percentage points", points=format_number(100 * value, 1))


def place_words(place: str) -> str:
    """What an area is among its neighbours, in a few words."""
    return {
        Place.HIGH_HIGH: _("high among high"),
        Place.LOW_LOW: _("low among low"),
        Place.HIGH_LOW: _("high among low"),
        Place.LOW_HIGH: _("low among high"),
        Place.HOT: _("high values together"),
        Place.COLD: _("low values together"),
        Place.NOT_SIGNIFICANT: _("not significant"),
        Place.ISLAND: _("no neighbours"),
        "suppressed": _("not published"),
        "below_floor": _("too few residents"),
    }.get(place, _("no figures"))


def problem_words(problem: str) -> str:
    """Why a group of measures is not told, and what was done; empty without a problem."""
    return {
        "": "",
        "no_values": _("No area has a published value of this, so nothing is counted."),
        "one_area": _("Only one area has a value, so there is nothing to compare it with."),
        "negative": _("Some values are negative, and these measures need values of at least 0."),
        "all_zero": _("The value is 0 in every area, so there are no differences to measure."),
        "same_everywhere": _("Every area has the same value, so there are no differences to measure."),
        "no_group": _("The index is no group of people, so nobody can live apart. Choose one of its shares."),
        "no_share": _("This is no share of people, so nobody can live apart by it."),
        "nobody": _("Nobody belongs to the group, so it cannot live apart."),
        "everybody": _("Everybody belongs to the group, so it cannot live apart."),
        "few_areas": _("Fewer than three areas have a value and enough residents, so clustering is not tested."),
        "no_neighbours": _("None of the areas borders on another one, so clustering is not tested."),
    }[problem]
