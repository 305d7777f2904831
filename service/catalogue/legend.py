"""The legend of a layer whose features are classed: in words for pages, and as its map reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from layers.catalogue import CatalogueEntry
from layers.looks import NONE, OTHER, ByNumber, ByValue, Classes, classes_in
from service.i18n import format_number, language
from service.i18n import gettext as _

#: Every feature has its code, whichever attributes are shown beside it.
CODE = "code"
REST_TOKENS = {OTHER: "kind-other", NONE: "kind-none"}


@dataclass(frozen=True, slots=True)
class LegendRow:
    """A class: the token of its colour, what it is called, and what the map finds its features by."""

    token: str
    label: str
    match: dict[str, Any]

    def as_config(self) -> dict[str, Any]:
        """The class as static/js/map/config.js has it."""
        return {"label": self.label, "token": self.token, **self.match}


def classes_of(entry: CatalogueEntry) -> Classes | None:
    """The classes that a layer is drawn by, or None for one of one colour."""
    return classes_in(entry.style, frozenset({CODE, *(one.key for one in entry.attributes)}))


def legend_of(classes: Classes) -> list[LegendRow]:
    """All classes in the reader's language; another value and no value at the end."""
    rows = _values(classes) if isinstance(classes, ByValue) else _ranges(classes)
    return [
        *rows,
        LegendRow(REST_TOKENS[OTHER], _("Another value"), {"rest": OTHER}),
        LegendRow(REST_TOKENS[NONE], _("No value"), {"rest": NONE}),
    ]


def row_of(classes: Classes, rows: list[LegendRow], value: Any) -> LegendRow:
    """Which of a legend's rows a value falls in."""
    place = classes.place(value)
    return rows[place] if isinstance(place, int) else rows[-2 if place == OTHER else -1]


def range_label(low: float | None, high: float | None) -> str:
    """The range of a class in words; None is an open end."""
    if low is None and high is not None:
        return _("under %(limit)s", limit=_plain(high))
    if high is None and low is not None:
        return _("%(limit)s or more", limit=_plain(low))
    return _("from %(low)s to under %(high)s", low=_plain(low or 0.0), high=_plain(high or 0.0))


def _plain(number: float) -> str:
    decimals = next((count for count in range(6) if round(number, count) == number), 6)
    return format_number(number, decimals)


def _values(classes: ByValue) -> list[LegendRow]:
    return [
        LegendRow(one.colour, one.names.get(language()) or one.names.get("fi") or one.value, {"of": one.value})
        for one in classes.classes
    ]


def _ranges(classes: ByNumber) -> list[LegendRow]:
    ends = [None, *classes.limits, None]
    names = [*classes.names, *({} for _limit in ends)]
    return [
        LegendRow(
            token,
            names[number].get(language()) or names[number].get("fi") or range_label(ends[number], ends[number + 1]),
            {"min": ends[number], "max": ends[number + 1]},
        )
        for number, token in enumerate(classes.tokens)
    ]
