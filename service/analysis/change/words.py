"""Change over time in sentences of the reader's language."""

from __future__ import annotations

import math
from collections.abc import Sequence

from babel.lists import format_list

from geo.change.trend import LEAST_YEARS, Direction, Trend
from layers.indicators.catalogue import Indicator
from layers.indicators.years.frame import YearNote
from service.analysis.change.moves import FIFTHS, LEAST_AREAS, Moves
from service.analysis.change.rows import AreaYears, CellState, GapCell, YearCell
from service.i18n import format_number, locale, ngettext
from service.i18n import gettext as _

#: Gaps are compared as they are shown, so that no sentence speaks of a change that nobody can see.
POINT_DECIMALS, RATIO_DECIMALS = 1, 2


def direction_words(direction: Direction) -> str:
    """The word for a trend; with too few years there is none, and that is said."""
    return {
        Direction.RISING: _("rising"),
        Direction.FALLING: _("falling"),
        Direction.NO_CLEAR: _("no clear direction"),
        Direction.TOO_FEW_YEARS: _("too few years for a trend"),
    }[direction]


def trend_sentence(found: Trend, indicator: Indicator) -> str:
    """A trend with what it rests on: the change a year with bounds, Kendall's tau and its p."""
    if found.direction is Direction.TOO_FEW_YEARS:
        return ngettext(
            "Too few years for a trend: %(count)s year has a figure, and %(least)s are needed.",
            "Too few years for a trend: %(count)s years have a figure, and %(least)s are needed.",
            found.years,
            count=format_number(found.years),
            least=format_number(LEAST_YEARS),
        )
    start = {
        Direction.RISING: _("Rising"),
        Direction.FALLING: _("Falling"),
        Direction.NO_CLEAR: _("No clear direction"),
    }[found.direction]
    scale = 100 if indicator.kind == "share" else 1
    return _(
        "%(word)s: %(slope)s %(unit)s a year (%(low)s to %(high)s; Kendall's tau %(tau)s, p %(p)s, %(years)s years).",
        word=start,
        unit=unit_words(indicator),
        slope=signed(scale * found.slope, 2),
        low=signed(scale * found.low, 2),
        high=signed(scale * found.high, 2),
        tau=signed(found.tau, 2),
        p=format_number(found.p, 3),
        years=format_number(found.years),
    )


def state_words(state: CellState) -> str:
    """Why a year has no figure."""
    return {
        CellState.VALUE: "",
        CellState.HIDDEN: _("not published"),
        CellState.FEW: _("too few people"),
        CellState.MISSING: _("no figure"),
    }[state]


def unit_words(indicator: Indicator) -> str:
    """In what a gap is counted: points of a share, or the unit of another figure."""
    return _("points") if indicator.kind == "share" else indicator.unit or _("units")


def figure(value: float | None, indicator: Indicator) -> str:
    """A figure as readers see it: a share as a percentage, another one as a number with its unit."""
    if value is None:
        return "–"
    if indicator.kind == "share":
        return percent(value)
    text = format_number(value, decimals_of(value))
    return f"{text}\u00a0{indicator.unit}" if indicator.unit else text


def decimals_of(value: float) -> int:
    """As many decimals as a reader can use: fewer for great numbers."""
    return 0 if abs(value) >= 1000 else 1 if abs(value) >= 10 else 2


def points_words(gap: GapCell, indicator: Indicator, *, bounds: bool = True) -> str:
    """A gap in points (or in the figure's unit) with its bounds, as in "+3.2 (1.0 to 5.4)"."""
    if gap.value is None:
        return "–"
    scale, decimals = (100, POINT_DECIMALS) if indicator.kind == "share" else (1, decimals_of(gap.value))
    text = signed(scale * gap.value, decimals)
    within = points_range(gap, indicator) if bounds else ""
    return f"{text} ({within})" if within else text


def points_range(gap: GapCell, indicator: Indicator) -> str:
    """The bounds of a gap in points, as in "+1.0 to +5.4"; empty where there are none."""
    if gap.value is None or gap.low is None or gap.high is None:
        return ""
    scale, decimals = (100, POINT_DECIMALS) if indicator.kind == "share" else (1, decimals_of(gap.value))
    return _("%(low)s to %(high)s", low=signed(scale * gap.low, decimals), high=signed(scale * gap.high, decimals))


def ratio_words(gap: GapCell) -> str:
    """A gap as a ratio with its bounds."""
    within = ratio_range(gap)
    return f"{ratio_value(gap)} ({within})" if within else ratio_value(gap)


def ratio_range(gap: GapCell) -> str:
    """The bounds of a ratio; empty where there are none."""
    if gap.value is None or gap.low is None or gap.high is None:
        return ""
    low, high = format_number(gap.low, RATIO_DECIMALS), format_number(gap.high, RATIO_DECIMALS)
    return _("%(low)s to %(high)s", low=low, high=high)


def gap_sentence(row: AreaYears, indicator: Indicator) -> str:
    """How the gap changed from the first year to the last, both ways; empty with fewer than two years."""
    first, last = row.first, row.last
    if last is not None and last.points.value is None:
        return _("No other area has a figure, so there is no gap to tell.")
    if first is None or last is None or first.year == last.year or first.points.value is None:
        return ""
    numbers = {
        "first": first.year,
        "last": last.year,
        "from_points": points_words(first.points, indicator, bounds=False),
        "to_points": points_words(last.points, indicator, bounds=False),
        "from_ratio": ratio_value(first.ratio),
        "to_ratio": ratio_value(last.ratio),
        "unit": unit_words(indicator),
    }
    text = _(
        "From %(first)s to %(last)s the gap to the municipality went from %(from_points)s to %(to_points)s %(unit)s, "
        "and the ratio from %(from_ratio)s to %(to_ratio)s.",
        **numbers,
    )
    return f"{text} {_gap_meaning(first, last)}".strip()


def _gap_meaning(first: YearCell, last: YearCell) -> str:
    points = _wider(first.points, last.points, POINT_DECIMALS, 100)
    ratio = _wider_ratio(first.ratio, last.ratio)
    if points is None or ratio is None:
        return ""
    if _overlap(first.points, last.points) and _overlap(first.ratio, last.ratio):
        return _("The ranges overlap both ways: chance alone may explain the difference.")
    if points * ratio < 0:
        return _("The two say opposite things, and both are true: look at both together.")
    if points > 0 or ratio > 0:
        return _("The area is further from the municipality than before.")
    if points < 0 or ratio < 0:
        return _("The area is nearer to the municipality than before.")
    return _("The gap is what it was.")


def _wider(first: GapCell, last: GapCell, decimals: int, scale: float) -> int | None:
    if first.value is None or last.value is None:
        return None
    before, after = round(abs(first.value) * scale, decimals), round(abs(last.value) * scale, decimals)
    return (after > before) - (after < before)


def _wider_ratio(first: GapCell, last: GapCell) -> int | None:
    if not first.value or not last.value:
        return None
    before, after = (round(abs(math.log(one.value)), RATIO_DECIMALS) for one in (first, last) if one.value)
    return (after > before) - (after < before)


def _overlap(first: GapCell, last: GapCell) -> bool:
    bounds = (first.low, first.high, last.low, last.high)
    if any(one is None for one in bounds):
        return False
    low, high, other_low, other_high = (float(one) for one in bounds if one is not None)
    return low <= other_high and other_low <= high


def ratio_value(gap: GapCell) -> str:
    """A ratio without its bounds."""
    return "–" if gap.value is None else format_number(gap.value, RATIO_DECIMALS)


def boundary_words(note: YearNote) -> str:
    """On which boundaries a year's figures are."""
    if not note.moved:
        return _("as published, on today's boundaries")
    text = ngettext(
        "%(count)s area moved to today's boundary",
        "%(count)s areas moved to today's boundaries",
        note.moved,
        count=format_number(note.moved),
    )
    by = _("by the people of a grid (%(grid)s)", grid=note.weights) if note.weights else _("by area")
    if note.moved_from:
        return _("%(moved)s, %(by)s, from %(which)s", moved=text, by=by, which=note.moved_from)
    return f"{text}, {by}"


def absent_years(years: Sequence[int]) -> str:
    """The years between the first and the last that have no figures, in a sentence; empty when none is absent."""
    lacking = sorted(set(range(min(years), max(years) + 1)) - set(years)) if years else []
    if not lacking:
        return ""
    return _("There are no figures of %(years)s.", years=listed([str(year) for year in lacking]))


def listed(parts: Sequence[str]) -> str:
    """Words in a row, as in "2019, 2020 and 2021"."""
    return str(format_list(list(parts), locale=locale()))


def class_name(number: int, classes: int) -> str:
    """A class of areas in words, 0 being the least values."""
    if classes == FIFTHS:
        return (
            _("lowest fifth"),
            _("second fifth"),
            _("middle fifth"),
            _("fourth fifth"),
            _("highest fifth"),
        )[number]
    return (_("lowest third"), _("middle third"), _("highest third"))[number]


def moves_sentence(found: Moves | str) -> str:
    """Who moved, or why nothing is said about it."""
    if found == "years":
        return _("Moves in the ranking need at least two years.")
    if found == "areas":
        return _(
            "Moves in the ranking need at least %(least)s areas with a figure in every year.",
            least=format_number(LEAST_AREAS),
        )
    if isinstance(found, str):
        return _("In one of the years all areas have the same figure, so nobody moves in a ranking.")
    return _(
        "From one year to the next, %(stayed)s of %(total)s times an area stayed in its group (%(share)s).",
        stayed=format_number(found.stayed),
        total=format_number(found.total),
        share=percent(found.stayed / found.total if found.total else None, 0),
    )


def percent(share: float | None, decimals: int = 1) -> str:
    """A share (0-1) as a percentage."""
    return "–" if share is None else f"{format_number(100 * share, decimals)}\u00a0%"


def signed(value: float, decimals: int) -> str:
    """A number with its sign; what reads as nothing has none."""
    if math.isnan(value):
        return "–"
    text = format_number(abs(value), decimals)
    if round(value, decimals) == 0:
        return text
    return ("+" if value > 0 else "−") + text
