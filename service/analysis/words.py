"""The analysis in sentences of the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geo.stats.ranking import class_limits
from geo.stats.rounding import rounded_to_sum
from service.analysis.disparity import CLASSES, DECIMALS, Disparity
from service.analysis.rows import AreaIndex, AreaState
from service.i18n import format_number, named, ngettext
from service.i18n import gettext as _


def state_words(state: AreaState) -> str:
    """Why an area has no rank, in two or three words."""
    return {
        AreaState.RANKED: "",
        AreaState.BELOW_FLOOR: _("too few residents"),
        AreaState.NOT_PUBLISHED: _("not published"),
        AreaState.NO_FIGURES: _("no figures"),
    }[state]


def rank_words(row: AreaIndex) -> str:
    """The rank as readers see it: equal ranks say that they are shared."""
    if row.rank is None:
        return "–"
    return _("%(rank)s. (shared)", rank=row.rank) if row.is_tied else f"{row.rank}."


def explanation(row: AreaIndex) -> str:
    """What an area's index is made of; the rounded parts add up exactly. Empty for an unranked area."""
    if not row.is_ranked:
        return ""
    parts = [(one.indicator.names, one.contribution) for one in row.measures if one.contribution is not None]
    return sum_sentence(row.names, parts)


def sum_sentence(
    names: dict[str, str], parts: Sequence[tuple[dict[str, str], float]], base: float = 100.0, decimals: int = DECIMALS
) -> str:
    """An index as the sum of its parts; the rounded parts add up exactly to the number in front.

    `base` is the index of an area that is as the municipality in everything.
    """
    points = rounded_to_sum([points for _names, points in parts], decimals)
    start = round(base, decimals)
    text = f"{named(names)} {format_number(start + float(points.sum()), decimals)} = {_short(start, decimals)}"
    for (part, _exact), value in zip(parts, points, strict=True):
        sign = "−" if value < 0 else "+"
        text += f" {sign} {named(part).lower()}\u00a0{format_number(abs(float(value)), decimals)}"
    return text


def _short(value: float, decimals: int) -> str:
    return format_number(value, 0 if value == round(value) else decimals)


def class_legend(result: Disparity) -> list[tuple[int, str]]:
    """Each class of the map, greatest index first, with the range of the areas in it."""
    limits = class_limits(result.index.index, result.classes)
    return [(number, f"{format_number(low, 0)}–{format_number(high, 0)}") for number, low, high in limits]


def token_of(class_number: int) -> str:
    """The colour of a class: the greatest values are the darkest."""
    return f"seq-{CLASSES + 1 - class_number}"


def map_classes(legend: list[tuple[int, str]]) -> list[dict[str, Any]]:
    """A legend as the map's choropleth layer takes it."""
    return [{"min": number, "max": number + 1, "label": label, "token": token_of(number)} for number, label in legend]


def trimmed_sentence(trimmed: float) -> str:
    """How many ideas have a weight that was cut at its limits."""
    return ngettext(
        "The weight of %(count)s idea was cut at these limits.",
        "The weights of %(count)s ideas were cut at these limits.",
        round(trimmed),
        count=format_number(trimmed, 0),
    )
