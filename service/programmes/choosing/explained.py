"""Chosen areas with the sentences that explain them, from the plain values that a record keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from service.analysis.workbench.plan import plan_of
from service.i18n import named
from service.programmes.choosing.words import (
    nearest_sentence,
    parts_sentence,
    sureness,
    turning_sentences,
    without_sentence,
)


def drawn_names(card: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Names of the drawn areas that were candidates, by code."""
    return {row["code"]: row["name"] for row in card.get("drawn", {}).get("rows", [])}


def chosen_words(
    chosen: Sequence[Mapping[str, Any]], table: Sequence[Mapping[str, Any]], card: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Each chosen area: ``row`` of the table, its entry as ``one``, ``reason``, and sentences: ``why`` (the index as a
    sum), ``sure`` (the range of its rank), ``nearest``, ``turning`` (a list) and ``without``; empty where there is
    nothing to tell."""
    rows = {row["code"]: row for row in table}
    plan = plan_of(card["plan"])
    names = {code: row["name"] for code, row in rows.items()} | drawn_names(card)

    def name_of(code: str) -> str:
        return named(names[code]) if code in names else code

    return [
        {
            "row": rows[one["code"]],
            "one": one,
            "reason": one.get("reason", ""),
            "why": parts_sentence(rows[one["code"]], card["indicators"], plan.decimals),
            "sure": sureness(rows[one["code"]], plan.top),
            "nearest": nearest_sentence(one["nearest"], name_of, plan.decimals),
            "turning": turning_sentences(one["turning"], card["indicators"], name_of),
            "without": without_sentence(one["without"], name_of),
        }
        for one in chosen
    ]
