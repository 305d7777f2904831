"""A choice in sentences of the reader's language: from plain numbers, as a page computes and a record keeps them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from geo.choice.problems import ChoiceProblem
from service.analysis.words import sum_sentence
from service.i18n import format_number, format_percent, named, ngettext
from service.i18n import gettext as _

NameOf = Callable[[str], str]
NBSP = "\u00a0"


def mode_words() -> dict[str, str]:
    """The name of each rule."""
    return {
        "top": _("The first areas of the ranking"),
        "threshold": _("All areas over a limit, and surely so"),
        "budget": _("As much need as a sum can meet"),
        "each": _("At least one area in each district"),
        "joined": _("Areas that lie side by side"),
    }


def rule_sentence(choice: Mapping[str, Any], top: int) -> str:
    """What a rule asked for, with its numbers."""
    mode = choice["mode"]
    if mode == "top":
        count = choice["count"]
        return ngettext(
            "The first area of the ranking.", "The first %(count)s areas of the ranking.", count, count=count
        )
    if mode == "threshold":
        limit = format_number(choice["least_index"] or 0, 1)
        if not choice["least_p"]:
            return _("All areas whose index is at least %(limit)s.", limit=limit)
        return _(
            "All areas whose index is at least %(limit)s and that are among the "
            "first %(top)s in at least %(share)s of the draws.",
            limit=limit,
            top=top,
            share=format_percent(choice["least_p"], 0),
        )
    if mode == "each":
        return _("%(count)s areas with the most need, at least one in each district.", count=choice["count"])
    if mode == "joined":
        return _("%(count)s areas with the most need that lie side by side.", count=choice["count"])
    text = _("The areas that together meet the most need for at most %(sum)s.", sum=euros(choice["budget"]))
    if choice["in_each"]:
        text += " " + _("At least one area in each district.")
    if choice["most"]:
        text += " " + ngettext(
            "At most %(count)s area.", "At most %(count)s areas.", choice["most"], count=choice["most"]
        )
    return text


def euros(amount: float | None) -> str:
    """A sum of money, in whole euros."""
    return "–" if amount is None else f"{format_number(amount, 0)}{NBSP}€"


def parts_sentence(row: Mapping[str, Any], indicators: list[Mapping[str, Any]], decimals: int) -> str:
    """An index as the sum of what each indicator adds; the rounded parts add up exactly to the number in front.

    Empty for an area without a rank, or an index that cannot be taken apart.
    """
    found = [
        (one["names"], row["indicators"][one["key"]].get("contribution"))
        for one in indicators
        if one["key"] in row["indicators"]
    ]
    parts = [(names, points) for names, points in found if points is not None]
    if row["index"] is None or row.get("base") is None or not parts:
        return ""
    return sum_sentence(row["name"], parts, row["base"], decimals)


def sureness(row: Mapping[str, Any], top: int) -> str:
    """The range of a rank and the chance of the first N; empty without draws."""
    if row.get("low") is None:
        return ""
    low, high = format_number(row["low"], 0), format_number(row["high"], 0)
    place = (
        _("Rank %(low)s in nearly all draws.", low=low)
        if low == high
        else _("Rank %(low)s–%(high)s in nine of ten draws.", low=low, high=high)
    )
    return (
        place
        + " "
        + _("Among the first %(top)s in %(share)s of the draws.", top=top, share=format_percent(row["p_top"], 0))
    )


def nearest_sentence(nearest: Mapping[str, Any] | None, name_of: NameOf, decimals: int) -> str:
    """The nearest area that was left out, how far it is and how sure that is; empty when there is none."""
    if nearest is None:
        return ""
    name, points = name_of(nearest["code"]), format_number(abs(nearest["difference"]), decimals)
    if nearest["difference"] >= 0:
        text = _("The nearest area left out is %(name)s, %(points)s points behind.", name=name, points=points)
    else:
        text = _("%(name)s was left out although its index is %(points)s points greater.", name=name, points=points)
    if nearest["low"] is None:
        return text
    ends = {"low": signed(nearest["low"], decimals), "high": signed(nearest["high"], decimals)}
    if nearest["is_told_apart"]:
        return text + " " + _("The difference is %(low)s to %(high)s in nine of ten draws.", **ends)
    return (
        text
        + " "
        + _(
            "The difference is %(low)s to %(high)s in nine of ten draws: "
            "the two cannot be told apart by these numbers.",
            **ends,
        )
    )


def turning_sentences(
    turning: list[Mapping[str, Any]] | None, indicators: list[Mapping[str, Any]], name_of: NameOf
) -> list[str]:
    """At which weights an area that was left out would come before this one; empty where that cannot be told."""
    if turning is None:
        return []
    if not turning:
        return [_("No change of one weight alone would put an area that was left out before it.")]
    names = {one["key"]: named(one["names"]).lower() for one in indicators}
    found = []
    for one in turning:
        words = {
            "indicator": names.get(one["key"], one["key"]),
            "weight": format_percent(one["weight"], 0),
            "now": format_percent(one["now"], 0),
            "name": name_of(one["enters"]),
        }
        if one["side"] == "below":
            found.append(
                _(
                    "If the weight of %(indicator)s were under %(weight)s (now "
                    "%(now)s), %(name)s would come before it.",
                    **words,
                )
            )
        else:
            found.append(
                _(
                    "If the weight of %(indicator)s were over %(weight)s (now "
                    "%(now)s), %(name)s would come before it.",
                    **words,
                )
            )
    return found


def without_sentence(without: Mapping[str, Any] | None, name_of: NameOf) -> str:
    """What the rule would do without this area; empty where rules do not weigh areas against each other."""
    if without is None:
        return ""
    if without["lost"] is None:
        return _("Without it the rule could not be met at all.")
    lost = format_percent(max(without["lost"], 0.0), 0)
    if not without["enters"]:
        return _(
            "Without it %(share)s less of the need would be met, and nothing would come in its place.", share=lost
        )
    names = ", ".join(name_of(code) for code in without["enters"])
    return _(
        "Without it the rule would take %(names)s, and %(share)s less of the need would be met.",
        names=names,
        share=lost,
    )


def problem_sentence(problem: ChoiceProblem) -> str:
    """Why a choice or a share-out cannot be made as asked, and what to do."""
    facts = {name: format_number(value) for name, value in problem.facts.items()}
    makers: dict[str, Callable[[], str]] = {
        "no_candidates": lambda: _(
            "No area is ranked by these choices. Take in more areas, or "
            "lower the number of residents that an area needs."
        ),
        "no_threshold": lambda: _("Give the index from which areas are taken."),
        "no_budget": lambda: _("Give the sum that the areas may cost together."),
        "no_costs": lambda: _("Give what the areas cost: so many euros a resident, or a sum for each area."),
        "no_districts": lambda: _(
            "No area lies in a district. Choose a set of areas as districts, or write their names yourself."
        ),
        "budget_too_small": lambda: _(
            "The cheapest area costs %(cheapest)s, and the sum is %(budget)s.", **_in_euros(problem)
        ),
        "district_empty": lambda: _("A district has no area that could be chosen."),
        "districts_cost_more": lambda: _(
            "One area in each district costs at least %(least)s, and there is %(budget)s.", **facts
        ),
        "more_districts": lambda: _(
            "There are %(districts)s districts, and %(asked)s areas are asked for. "
            "Ask for at least as many areas as there are districts.",
            **facts,
        ),
        "too_many_asked": lambda: _("%(asked)s areas are asked for, and %(there)s are ranked.", **facts),
        "nothing_joined": lambda: _(
            "%(asked)s areas side by side are asked for, and no more than %(largest)s lie so.", **facts
        ),
        "impossible": lambda: _("No choice meets all the conditions at once. Give up one of them."),
        "out_of_time": lambda: _(
            "No choice was found in %(seconds)s seconds. Ask for fewer areas or conditions.", **facts
        ),
        "nobody_in_need": lambda: _(
            "No area that would share the sum has an index over the limit: there is nobody to share among."
        ),
        "floor_over_cap": lambda: _(
            "The least amount for an area is %(floor)s, and the greatest %(cap)s.", **_in_euros(problem)
        ),
        "floors_exceed_sum": lambda: _(
            "%(areas)s areas at %(floor)s each take more than the sum, %(budget)s. "
            "Lower the least amount, or share among fewer areas.",
            **_in_euros(problem),
        ),
        "caps_below_sum": lambda: _(
            "%(areas)s areas at no more than %(cap)s each take less than the sum, "
            "%(budget)s. Raise the greatest amount, or share among more areas.",
            **_in_euros(problem),
        ),
        "not_in_units": lambda: _(
            "The sum, the least and the greatest amount must be multiples of %(unit)s.", **_in_euros(problem)
        ),
    }
    return makers[problem.code]()


def _in_euros(problem: ChoiceProblem) -> dict[str, str]:
    counts = ("areas",)
    return {name: format_number(value, 0) if name in counts else euros(value) for name, value in problem.facts.items()}


def signed(value: float, decimals: int) -> str:
    """A difference with its sign."""
    return f"{'−' if value < 0 else '+'}{format_number(abs(value), decimals)}"
