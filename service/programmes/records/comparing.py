"""Two decisions side by side: what was asked, what came out, and which areas one of them chose alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.i18n import format_number, format_percent, named
from service.i18n import gettext as _
from service.programmes.choosing.words import euros, rule_sentence
from service.programmes.queries import DecisionView, rows_of
from service.programmes.records.method import preset_sentence, smoothing_sentence


@dataclass(frozen=True)
class Line:
    """One thing that two decisions may differ in, in words."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether the two say otherwise."""
        return self.one != self.other


@dataclass(frozen=True)
class AreaPair:
    """An area in both decisions; None where a decision does not know it."""

    code: str
    name: dict[str, str]
    one: dict[str, Any] | None
    other: dict[str, Any] | None
    in_one: bool
    in_other: bool

    @property
    def differs(self) -> bool:
        """Whether only one of the two chose it."""
        return self.in_one != self.in_other


def setup_lines(one: DecisionView, other: DecisionView) -> list[Line]:
    """Method, figures, rule and sums of both, line by line."""
    left, right = _setup(one.method_card), _setup(other.method_card)
    weights = [_weights(view.method_card) for view in (one, other)]
    lines = [Line(label, left[label], right.get(label, "–")) for label in left]
    lines += [
        Line(
            _("Weight of %(indicator)s", indicator=name.lower()),
            weights[0].get(name, _("not in it")),
            weights[1].get(name, _("not in it")),
        )
        for name in dict.fromkeys([*weights[0], *weights[1]])
    ]
    return lines


def area_pairs(one: DecisionView, other: DecisionView) -> list[AreaPair]:
    """All areas of both: those that only one chose first, then those that both chose, then the rest."""
    rows = [{row["code"]: row for row in rows_of(view)} for view in (one, other)]
    chosen = [
        {row["code"] for row in view.chosen} | {row["code"] for row in rows_of(view) if row.get("is_chosen")}
        for view in (one, other)
    ]
    pairs = [
        AreaPair(
            code,
            (rows[0].get(code) or rows[1][code])["name"],
            rows[0].get(code),
            rows[1].get(code),
            code in chosen[0],
            code in chosen[1],
        )
        for code in dict.fromkeys([*rows[0], *rows[1]])
    ]
    return sorted(pairs, key=lambda pair: (not pair.differs, not (pair.in_one or pair.in_other)))


def _setup(card: Mapping[str, Any]) -> dict[str, str]:
    choice, sharing = card.get("choice"), card.get("sharing")
    found = {
        _("Index"): preset_sentence(card["preset"]),
        _("Shares of small areas"): smoothing_sentence(card["smoothing"]),
        _("Residents that an area needs"): format_number(card["population_floor"]),
        _("Ranked areas"): format_number(card["units_ranked"]),
        _("Figures"): "; ".join(card["editions"]),
        _("Boundaries"): card["boundaries_sha256"][:12],
        _("Rule"): rule_sentence(choice, card["plan"]["top"])
        if choice
        else _("Chosen by hand, each area with its reason."),
        _("Areas taken in or left out against the rule"): format_number(len(card.get("overrides", []))),
        _("Sum shared"): euros(sharing["amount"]) if sharing else "–",
    }
    if choice:
        found[_("Part of the need that the areas chosen hold")] = format_percent(
            choice["met"] / choice["need"] if choice["need"] else 0, 0
        )
        found[_("Cost")] = euros(choice["spent"])
        found[_("Seed of the draws")] = str(card["doubt"]["seed"])
    return found


def _weights(card: Mapping[str, Any]) -> dict[str, str]:
    total = sum(one["weight"] for one in card["indicators"])
    return {named(one["names"]): format_percent(one["weight"] / total, 0) for one in card["indicators"]}
