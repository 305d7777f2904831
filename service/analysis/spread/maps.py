"""The map of clusters: what each area is among its neighbours."""

from __future__ import annotations

from typing import Any

from geo.spatial.local import Place
from service.analysis.maps import feature, units_layer
from service.analysis.spread.compute import Spread
from service.analysis.spread.rows import AreaSpread
from service.analysis.spread.words import place_words, value_words
from service.i18n import gettext as _

#: Places that have a colour, in the order of the legend.
COLOURS = {
    Place.HIGH_HIGH: "div-1",
    Place.HIGH_LOW: "div-2",
    Place.NOT_SIGNIFICANT: "div-3",
    Place.LOW_HIGH: "div-4",
    Place.LOW_LOW: "div-5",
}
#: Areas with a dissimilar neighbourhood are named in the legend only where there are any.
RARE = {Place.HIGH_LOW, Place.LOW_HIGH}


def cluster_layer(result: Spread, rows: list[AreaSpread]) -> dict[str, Any]:
    """The layer for the map element; areas that take no part have no class."""
    numbers = {place: number for number, place in enumerate(COLOURS, start=1)}
    features = [
        feature(
            result.shapes[row.position],
            row.code,
            row.names,
            numbers.get(row.place, 0),  # type: ignore[call-overload]
            "" if row.value is None else value_words(result.measured, row.value, 0),
        )
        for row in rows
    ]
    classes = [
        {"min": numbers[place], "max": numbers[place] + 1, "label": place_words(place), "token": token}
        for place, token in COLOURS.items()
    ]
    return units_layer(_("Clusters"), features, classes)


def cluster_legend(rows: list[AreaSpread]) -> list[tuple[str, str]]:
    """Colours with their words; the last one stands for areas that take no part."""
    seen = {row.place for row in rows}
    shown = [(token, place_words(place)) for place, token in COLOURS.items() if place not in RARE or place in seen]
    return [*shown, ("suppressed", _("not compared"))]
