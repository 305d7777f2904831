"""The map of change: five colours from the areas that fell the most to those that rose the most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from layers.indicators.catalogue import Indicator
from service.analysis.change.rows import AreaYears, GapCell
from service.analysis.change.words import POINT_DECIMALS, decimals_of, points_words, signed
from service.analysis.maps import feature, units_layer
from service.analysis.shapes import UnitShape
from service.i18n import gettext as _

CLASSES = 5
#: Where the classes end, as shares of the greatest change: a middle class that changed little, two on either side.
LIMITS = (-0.6, -0.2, 0.2, 0.6)


def change_layer(
    rows: Sequence[AreaYears], shapes: Mapping[int, UnitShape], indicator: Indicator
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The layer of the map element, and its legend as tokens and words.

    An area without a change (one year, a hidden figure) has no class.
    """
    greatest = max((abs(row.change) for row in rows if row.change is not None), default=0.0)
    names = _class_words(greatest, indicator)
    features = [
        feature(
            shapes[row.area_id],
            row.code,
            row.names,
            class_of(row.change, greatest),
            points_words(GapCell(row.change, None, None), indicator) if row.change is not None else "",
        )
        for row in rows
        if row.area_id in shapes
    ]
    # A fall is drawn in the colour of the far end, so that a rise of a need stands out.
    tokens = [f"div-{CLASSES - number}" for number in range(CLASSES)]
    classes = [
        {"min": number, "max": number + 1, "label": words, "token": tokens[number - 1]}
        for number, words in enumerate(names, start=1)
    ]
    layer = units_layer(_("Change"), features, classes)
    return layer, list(zip(reversed(tokens), reversed(names), strict=True))


def class_of(change: float | None, greatest: float) -> int:
    """The class of a change, 1 the greatest fall and 5 the greatest rise; 0 without one."""
    if change is None:
        return 0
    if greatest == 0:
        return 3
    return 1 + sum(change > limit * greatest for limit in LIMITS)


def _class_words(greatest: float, indicator: Indicator) -> list[str]:
    scale = 100 if indicator.kind == "share" else 1
    decimals = POINT_DECIMALS if indicator.kind == "share" else decimals_of(greatest)
    ends = [signed(scale * share * greatest, decimals) for share in (-1.0, *LIMITS, 1.0)]
    return [f"{ends[number]} … {ends[number + 1]}" for number in range(CLASSES)]
