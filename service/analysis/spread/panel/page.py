"""The page of a measure in every division."""

from __future__ import annotations

from typing import Any

from layers.indicators.catalogue import Indicator
from service.analysis.spread.panel import words
from service.analysis.spread.panel.conclusions import Group, conclusions, groups
from service.analysis.spread.panel.queries import divisions_run, shares_of, wishes
from service.i18n import gettext as _
from service.i18n import named
from service.web.context import municipality, public_db


def panel_page(indicator: Indicator) -> dict[str, Any]:
    """What the template needs; without a result only how far the counting is."""
    connection, home = public_db(), municipality().id
    run = divisions_run(connection, home, indicator.key)
    return {
        "indicator": indicator,
        "options": [(one.key, named(one.names)) for one in shares_of(connection, home)],
        "run": run,
        "wishes": wishes(indicator.key),
        **(_told(run.result) if run is not None and run.result is not None else {}),
    }


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
