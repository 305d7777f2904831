"""How a record's numbers were made, in sentences from its own card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.i18n import format_number, format_percent, named, ngettext
from service.i18n import gettext as _
from service.programmes.choosing.words import euros


def method_lines(card: Mapping[str, Any]) -> list[str]:
    """The method in short: a sentence each."""
    lines = [preset_sentence(card["preset"]), smoothing_sentence(card["recipe"]["smoothing"])]
    lines.append(
        _("Areas with fewer than %(floor)s residents were not ranked.", floor=format_number(card["population_floor"]))
        + " "
        + _(
            "%(ranked)s of %(all)s areas are ranked.",
            ranked=format_number(card["units_ranked"]),
            all=format_number(len(card["order"])),
        )
    )
    lines += [indicator_sentence(one) for one in card["indicators"]]
    lines += note_sentences(card)
    lines.append(doubt_sentence(card["doubt"]))
    lines.append(
        _(
            "Source: %(sources)s (%(editions)s).",
            sources="; ".join(card["sources"]),
            editions=", ".join(card["editions"]),
        )
    )
    return [line for line in lines if line]


def preset_sentence(preset: str) -> str:
    """What a preset does, in one sentence."""
    return {
        "helsinki": _(
            "Sum index: the weighted mean of the shares below, each divided by "
            "the municipality's own share and multiplied by 100."
        ),
        "imd": _(
            "As the English index of deprivation: areas are ranked by each share, ranks are spread so "
            "that the neediest tenth stands out, and the weighted results are added up."
        ),
        "svi": _(
            "As the social vulnerability index of the United States: the percentile "
            "ranks of the shares are added up, and the sum is ranked again."
        ),
        "zscore": _(
            "Each share is counted in standard deviations from the mean of the "
            "areas, and the weighted mean of these is taken."
        ),
        "mpi": _(
            "As the multidimensional poverty index: an area counts as needy in a "
            "share when it is among the neediest fifth, and the weighted number of "
            "such shares counts when it reaches a third."
        ),
    }.get(preset, preset)


def smoothing_sentence(smoothing: str) -> str:
    """What was done to the shares of small areas."""
    return {
        "eb": _("Shares were smoothed first (empirical Bayes, Marshall 1991)."),
        "logit": _(
            "Shares were drawn towards the municipality's first, on the scale "
            "of log-odds, the more the fewer people there are."
        ),
        "none": _("Shares were used as they are, without smoothing."),
    }.get(smoothing, smoothing)


def indicator_sentence(one: Mapping[str, Any]) -> str:
    """An indicator with its year, meaning, weight and the municipality's own share."""
    text = f"{named(one['names'])} ({one['year']}): {named(one['meaning'])}"
    if one["weight_share"] is not None:
        text += " " + _("Weight %(weight)s.", weight=format_percent(one["weight_share"] / 100, 0))
    if one["municipality_share"] is not None:
        text += " " + _("The whole municipality: %(rate)s.", rate=format_percent(one["municipality_share"]))
    elif one["municipality_value"] is not None:
        value = f"{format_number(one['municipality_value'], 1)} {one['unit']}".strip()
        text += " " + _("The whole municipality: %(rate)s.", rate=value)
    if one["pull"] is not None:
        text += " " + _("It really moves %(pull)s of the index.", pull=format_percent(one["pull"] / 100, 0))
    return text


def note_sentences(card: Mapping[str, Any]) -> list[str]:
    """All that was left out, filled in or done to outliers; nothing is silent."""
    names = {one["key"]: named(one["names"]) for one in card["indicators"]}
    treated = {
        "winsorised": lambda one: _(
            "Outliers of %(indicator)s were drawn in (%(count)s).", indicator=names[one["key"]], count=one["count"]
        ),
        "logged": lambda one: _(
            "%(indicator)s was taken on a logarithmic scale because of its outliers.", indicator=names[one["key"]]
        ),
        "flagged": lambda one: _(
            "%(indicator)s has outliers; they were left as they are.", indicator=names[one["key"]]
        ),
    }
    lines = [note_sentence(one, card) for one in card["notes"]]
    lines += [treated[one["action"]](one) for one in card["treatments"]]
    return [line for line in lines if line]


def note_sentence(note: Mapping[str, Any], card: Mapping[str, Any]) -> str:
    """What was left out or filled in, and why."""
    names = {one["key"]: named(one["names"]) for one in card["indicators"]}
    name, count = names.get(note["key"], note["key"]), note["count"]
    return {
        "all_missing": _("%(name)s has no figure in any area, and was left out.", name=name),
        "no_variance": _(
            "%(name)s is the same in all areas: it tells them apart by nothing, and was left out.", name=name
        ),
        "no_city_figure": _(
            "%(name)s is 0 or unknown in the whole municipality: nothing can be relative to it, and it was left out.",
            name=name,
        ),
        "weight_zero": _("%(name)s has no weight, and was left out.", name=name),
        "no_indicator": _("No indicator was left: there is no index."),
        "one_area": _("Fewer than two areas can be compared."),
        "renormalised": ngettext(
            "%(count)s area lacks an indicator; the others carry its weight.",
            "%(count)s areas lack an indicator; the others carry its weight.",
            count,
            count=count,
        ),
        "no_index": ngettext(
            "%(count)s area has no index, because too few people live there or too much is not published.",
            "%(count)s areas have no index, because too few people live there or too much is not published.",
            count,
            count=count,
        ),
    }.get(note["kind"], "")


def doubt_sentence(doubt: Mapping[str, Any]) -> str:
    """What was drawn for the ranges of ranks."""
    return _(
        "The ranges of the ranks come from %(draws)s draws of small numbers, weights and method, and "
        "of leaving out one indicator (seed %(seed)s). They hold nine of ten draws.",
        draws=format_number(doubt["draws"]),
        seed=doubt["seed"],
    )


def sharing_sentence(sharing: Mapping[str, Any], middle: float) -> str:
    """How a sum was shared, with its numbers."""
    limit = middle if sharing["threshold"] is None else sharing["threshold"]
    text = _(
        "%(sum)s is shared by need: residents times how far the index is over "
        "%(limit)s, to the power of %(gamma)s, in whole %(unit)s.",
        sum=euros(sharing["amount"]),
        limit=format_number(limit),
        gamma=format_number(sharing["gamma"]),
        unit=euros(sharing["unit"]),
    )
    if sharing["floor"]:
        text += " " + _("Each area that gets anything gets at least %(floor)s.", floor=euros(sharing["floor"]))
    if sharing["cap"] is not None:
        text += " " + _("No area gets more than %(cap)s.", cap=euros(sharing["cap"]))
    return text + " " + _("Beside it stand the same sum for each area, and the share by residents alone.")
