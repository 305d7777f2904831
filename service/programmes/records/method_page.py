"""The methodology page of a record: every step from the figures to the choice, from the card that made the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from layers.indicators.columns import paavo_columns
from service.i18n import format_number, format_percent, named
from service.i18n import gettext as _
from service.programmes.choosing.drawn_words import drawn_sentences
from service.programmes.choosing.explained import drawn_names
from service.programmes.choosing.words import euros, mode_words, rule_sentence, signed
from service.programmes.queries import DecisionView
from service.programmes.records.method import (
    doubt_sentence,
    note_sentences,
    preset_sentence,
    sharing_sentence,
    smoothing_sentence,
)
from service.programmes.views import frozen_state


def method_context(view: DecisionView) -> dict[str, Any]:
    """What the page shows, section by section."""
    card = view.method_card
    rows = {row["code"]: row for row in view.table}
    names = {code: named(row["name"]) for code, row in rows.items()}
    names |= {code: named(name) for code, name in drawn_names(card).items()}
    columns = {column.key: named(column.names) for column in paavo_columns()}
    choice = card["choice"]
    return {
        "decision": view,
        "card": card,
        "names": names,
        "indicators": [
            {**one, "counted": _columns(one, "numerator", columns), "out_of": _columns(one, "denominator", columns)}
            for one in card["indicators"]
        ],
        "index": [preset_sentence(card["preset"]), smoothing_sentence(card["recipe"]["smoothing"]), *_recipe(card)],
        "notes": note_sentences(card),
        "excluded": _excluded(card, rows),
        "doubt": [doubt_sentence(card["doubt"]), *_blame(card["doubt"])],
        "rule_name": mode_words()[choice["mode"]],
        "rule": [rule_sentence(choice, card["plan"]["top"]), *_choice(card, rows), *drawn_sentences(card)],
        "costs": [(names[code], euros(cost)) for code, cost in choice["costs"].items() if code in names],
        "districts": [(names[code], name) for code, name in choice["ground"]["districts"].items()],
        "sharing": sharing_sentence(card["sharing"], choice["middle"]) if card["sharing"] else "",
    }


def _columns(one: Mapping[str, Any], which: str, columns: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(columns.get(key, key), key) for key in one.get(which) or []]


def _recipe(card: Mapping[str, Any]) -> list[str]:
    recipe = card["recipe"]
    lines = [
        _(
            "If a figure is missing, the others carry its weight, as long "
            "as at least %(least)s of the weight is there.",
            least=format_percent(recipe["least_weight"], 0),
        )
    ]
    if recipe["treats_outliers"]:
        lines.append(_("Outliers were drawn in."))
    if recipe["aggregation"] == "geometric":
        lines.append(_("The parts were put together by their geometric mean."))
    if recipe["aggregation"] == "copeland":
        lines.append(_("Areas were compared pair by pair, indicator by indicator."))
    return lines


def _excluded(card: Mapping[str, Any], rows: Mapping[str, dict[str, Any]]) -> list[tuple[str, list[str]]]:
    """Areas without a rank by the reason."""
    found: dict[str, list[str]] = {}
    for one in card["excluded"]:
        row = rows[one["code"]]
        found.setdefault(frozen_state(row), []).append(named(row["name"]))
    return [(reason, sorted(names)) for reason, names in found.items()]


def _blame(doubt: Mapping[str, Any]) -> list[str]:
    words = {
        "data": _("small numbers"),
        "weights": _("weights"),
        "method": _("the way of counting"),
        "left_out": _("which indicators are in"),
    }
    parts = [
        f"{words.get(source, source)} {format_percent(total, 0)}"
        for source, (_first, total) in doubt["blame"].items()
        if total is not None
    ]
    if not parts:
        return []
    return [
        _("What the ranks depend on, together with everything else it touches: %(parts)s.", parts=", ".join(parts))
    ]


def _choice(card: Mapping[str, Any], rows: Mapping[str, dict[str, Any]]) -> list[str]:
    choice = card["choice"]
    lines = [
        _(
            "Need is the number of residents times how far the index is over %(middle)s.",
            middle=format_number(choice["middle"]),
        )
    ]
    if choice["mode"] in ("budget", "each", "joined"):
        lines.append(
            _("The choice is proved to be the best there is.")
            if choice["exact"]
            else _(
                "The time ran out before this was proved to be the best choice. A "
                "better one could meet at most %(share)s more of the need.",
                share=format_percent(choice["gap"]),
            )
        )
    if choice["per_head"] is not None:
        lines.append(
            _("An area costs %(sum)s a resident, unless it has a sum of its own.", sum=euros(choice["per_head"]))
        )
    near = choice["last_and_next"]
    if near is not None and near["low"] is not None and near["code"] in rows:
        lines.append(
            _(
                "%(last)s was chosen and %(next)s was not; the difference of their indexes is "
                "%(difference)s, and %(low)s to %(high)s in nine of ten draws.",
                last=named(rows[near["last"]]["name"]),
                next=named(rows[near["code"]]["name"]),
                difference=signed(near["difference"], 1),
                low=signed(near["low"], 1),
                high=signed(near["high"], 1),
            )
        )
    return lines
