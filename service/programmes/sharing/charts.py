"""A shared sum as bars: by need, the same for each, and by residents; the table beside it holds the same numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from service.i18n import gettext as _


def share_bars(shares: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> dict[str, Any]:
    """Three bars for each receiver, the greatest need first."""
    ordered = sorted(shares, key=lambda one: -one["by_need"])
    ways = (
        ("by_need", _("By need"), "brand"),
        ("equal", _("The same for each area"), "accent"),
        ("per_head", _("By residents"), "seq-2"),
    )
    return {
        "kind": "bars",
        "x": {"label": _("Sum"), "unit": "€", "min": 0, "decimals": 0},
        "series": [
            {
                "label": label,
                "token": token,
                "points": [{"x": one[key], "label": names.get(one["code"], one["code"])} for one in ordered],
            }
            for key, label, token in ways
        ],
    }
