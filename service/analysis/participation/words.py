"""The comparison in sentences of the reader's language."""

from __future__ import annotations

from service.analysis.participation.compared import Comparison, Verdict
from service.analysis.participation.raking import FEW_HOMES, MANY_HOMES, RakedArea
from service.analysis.participation.ties import ByTie
from service.analysis.words import trimmed_sentence
from service.i18n import N_, format_number, format_percent, ngettext
from service.i18n import gettext as _

TIES = {
    "permanent": N_("live there"),
    "seasonal": N_("have a holiday home there"),
    "work": N_("work there"),
    "study": N_("study there"),
    "owner": N_("own something there"),
    "visitor": N_("visit"),
    "unknown": N_("did not say"),
}


def tie_words(tie: str) -> str:
    """How the author is tied to the place."""
    return _(TIES[tie])


def verdict_words(verdict: Verdict) -> str:
    """Whether an area takes part less or more than its people are many."""
    return {
        "fewer": _("clearly fewer"),
        "more": _("clearly more"),
        "unclear": _("no clear difference"),
        "unknown": _("not known"),
    }[verdict]


def findings(result: Comparison) -> list[str]:
    """What the areas say together."""
    if not result.weights.voices:
        return [_("No idea matches these choices, so there is nothing to compare.")]
    if result.dissimilarity is None:
        return [_("No idea is of an area where people live, so there is nothing to compare.")]
    said = [
        _(
            "%(share)s of the ideas would have to be of other areas for every area to have as large a part of the"
            " ideas as of the people (D = %(index)s).",
            share=format_percent(result.dissimilarity, 0),
            index=format_number(result.dissimilarity, 2),
        )
    ]
    if result.p_value is not None:
        text = (
            _("Chance alone would hardly make such differences (p = %(p)s).", p=_p(result.p_value))
            if result.p_value < 0.05
            else _("Chance alone could make such differences (p = %(p)s).", p=_p(result.p_value))
        )
        rough = " " + _("The test is rough, because many areas are small.") if result.is_rough else ""
        said.append(text + rough)
    said.extend(weighting(result))
    return said


def weighting(result: Comparison) -> list[str]:
    """What weighting by area does, or why it cannot be done."""
    weights = result.weights
    if weights.reason == "few_voices":
        return [_("There are too few ideas to weight them by area.")]
    if weights.reason == "one_area":
        return [_("All ideas are of one area, so they cannot be weighted by area.")]
    said = [
        _(
            "Weighted by area, %(share)s would still have to be of others: weights are kept between 0.2 and 5, and no"
            " weight speaks for an area without ideas. %(voices)s ideas then tell as much as %(effective)s of equal"
            " weight.",
            share=format_percent(result.weighted_dissimilarity, 0),
            voices=format_number(weights.voices, 0),
            effective=format_number(weights.effective_n, 0),
        )
    ]
    if weights.trimmed:
        said.append(trimmed_sentence(weights.trimmed))
    return said


def group_words(group: RakedArea) -> str:
    """What areas are together, and how many."""
    count = format_number(group.areas)
    if group.kind == "lived_in":
        return ngettext(
            "%(count)s area, holiday homes under %(share)s of its people",
            "%(count)s areas, holiday homes under %(share)s of their people",
            group.areas,
            count=count,
            share=format_percent(FEW_HOMES, 0),
        )
    if group.kind == "mixed":
        return ngettext(
            "%(count)s area, holiday homes between %(low)s and %(high)s",
            "%(count)s areas, holiday homes between %(low)s and %(high)s",
            group.areas,
            count=count,
            low=format_percent(FEW_HOMES, 0),
            high=format_percent(MANY_HOMES, 0),
        )
    if group.kind == "holiday":
        return ngettext(
            "%(count)s area, holiday homes %(share)s or more",
            "%(count)s areas, holiday homes %(share)s or more",
            group.areas,
            count=count,
            share=format_percent(MANY_HOMES, 0),
        )
    return ngettext(
        "%(count)s area with fewer than five",
        "%(count)s areas with fewer than five each",
        group.areas,
        count=count,
    )


def tie_problem(result: ByTie) -> str:
    """Why ideas are not weighted by area and tie at once; empty when they are."""
    return {
        "": "",
        "no_homes": _("There are no figures of holiday homes here, so ties cannot be compared with the people."),
        "few": _("Too few authors told their tie to compare anything: no group reaches five."),
        "one_tie": _("Only one of the two groups reaches five ideas, so the two cannot be weighted."),
        "no_fit": _("No weights meet the areas and the ties at once: too many groups have no idea."),
    }[result.reason]


def _p(value: float) -> str:
    return _("under 0.001") if value < 0.001 else format_number(value, 3)
