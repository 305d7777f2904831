"""The page of a measure in every division."""

from __future__ import annotations

from typing import Any

from layers.indicators.catalogue import Indicator
from layers.indicators.own import indicators_of
from service.analysis.spread.errors import NoSuchMeasure
from service.analysis.spread.panel import words
from service.analysis.spread.panel.conclusions import Group, conclusions, groups
from service.analysis.spread.panel.queries import panel_of, panel_stamp
from service.i18n import gettext as _
from service.i18n import named
from service.web.context import municipality, public_db


def shares() -> tuple[Indicator, ...]:
    """The indicators that can be counted in any division: shares, whose counts add up."""
    return tuple(one for one in indicators_of(public_db(), municipality().id) if one.kind == "share")


def share_of(key: str) -> Indicator:
    """The share with a key.

    Raises NoSuchMeasure.
    """
    found = next((one for one in shares() if one.key == key), None)
    if found is None:
        raise NoSuchMeasure(_("There is no share %(key)s here that can be counted in other divisions.", key=key))
    return found


def panel_page(indicator: Indicator) -> dict[str, Any]:
    """What the template needs; without a result only the state of the counting."""
    connection, home = public_db(), municipality().id
    panel = panel_of(connection, home, indicator.key)
    result = panel.result if panel is not None else None
    found: dict[str, Any] = {
        "indicator": indicator,
        "options": [(one.key, named(one.names)) for one in shares()],
        "panel": panel,
    }
    if panel is None or result is None:
        return found
    return {**found, **_told(result), "is_old": panel.result_stamp != panel_stamp(connection, home)}


def _told(result: dict[str, Any]) -> dict[str, Any]:
    found, kinds = conclusions(result), groups(result)
    return {
        "result": result,
        "sentences": words.sentences(found),
        "groups": kinds,
        "tops": list(zip(result["tops"], found.tops, strict=True)),
        "range_chart": range_chart(kinds),
        "group_name": words.group_name,
        "range_words": words.range_words,
        "held_words": words.held_words,
        "verdict_words": words.verdict_words,
    }


def range_chart(kinds: list[Group]) -> dict[str, Any]:
    """D by kind of division, with what chance alone would give there."""
    series = ((_("D, index of dissimilarity"), "d", "brand"), (_("D by chance alone"), "by_chance", "theme-slate"))
    return {
        "kind": "intervals",
        "x": {"label": _("D, index of dissimilarity"), "min": 0, "decimals": 3},
        "series": [
            {
                "label": label,
                "token": token,
                "points": [
                    {"label": words.group_name(one), "low": three[0], "x": three[1], "high": three[2]}
                    for one in kinds
                    if (three := getattr(one, key)) is not None
                ],
            }
            for label, key, token in series
        ],
    }
