"""What came of a programme, in sentences that claim no more than the figures do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from geo.change.gap import RateChange
from layers.indicators.catalogue import Indicator
from service.analysis.change.words import decimals_of, signed, unit_words
from service.i18n import format_number, named, ngettext
from service.i18n import gettext as _
from service.programmes.evaluation.outcome import Mix, Outcome
from service.programmes.evaluation.queries import FollowupView

#: A placebo share up to this is called rare. It is no proof: the sentence says how many places there are.
RARE = 0.1
LEAST_WEIGHT = 0.01


def years_words(followup: FollowupView) -> str:
    """The programme's years."""
    if followup.last_year is None:
        return _("from %(first)s on", first=followup.first_year)
    if followup.last_year == followup.first_year:
        return str(followup.first_year)
    return f"{followup.first_year}–{followup.last_year}"


def change_in(value: float, indicator: Indicator, decimals: int = 1) -> str:
    """A difference with its sign and unit."""
    if indicator.kind == "share":
        return f"{signed(100 * value, decimals)} {unit_words(indicator)}"
    return f"{signed(value, decimals_of(value))} {unit_words(indicator)}"


def why_not_sentence(outcome: Outcome, followup: FollowupView) -> str:
    """Why nothing can be said about a change yet, and what will be shown when it can."""
    newest = outcome.years[-1] if outcome.years else None
    return {
        "": "",
        "no_years": _("There are no figures of this indicator by year."),
        "no_before": _(
            "There are no figures of a year before %(first)s, so nobody can tell what changed.",
            first=followup.first_year,
        ),
        "no_after": _(
            "The newest figures are of %(newest)s, and the programme runs %(years)s. When figures of %(first)s "
            "and later "
            "come in, this page shows by itself how the chosen areas changed beside those they are compared with.",
            newest=newest,
            years=years_words(followup),
            first=followup.first_year,
        ),
        "no_chosen": _("None of the chosen areas has a figure in every year, so no change can be told."),
        "few_compared": _("Fewer than two comparison areas have a figure in every year, so nothing can be compared."),
    }[outcome.why_not]


def effect_sentences(outcome: Outcome) -> list[str]:
    """The difference that the programme's years made, how unusual it is, and whether both ran alike before."""
    effect, indicator = outcome.effect, outcome.series.indicator
    if effect is None:
        return []
    before, after, other_before, other_after = effect.means
    told = [
        _(
            "From the years before the programme to the years with it the chosen areas changed by %(chosen)s and the "
            "comparison areas by %(compared)s. The difference is %(effect)s.",
            chosen=change_in(after - before, indicator),
            compared=change_in(other_after - other_before, indicator),
            effect=change_in(effect.effect, indicator),
        ),
        _(
            "When comparison areas are taken in turn as if they had been the programme's, the real difference is "
            "number "
            "%(rank)s of %(all)s in size.",
            rank=format_number(effect.rank),
            all=format_number(effect.placebos),
        )
        + " "
        + (
            _("So large a difference seldom comes by chance.")
            if effect.p_placebo <= RARE
            else _("Such a difference comes by chance too: it is no sign that the programme changed anything.")
        ),
    ]
    if effect.standard_error is not None:
        told.append(_("Standard error by area: %(error)s.", error=change_in(effect.standard_error, indicator, 2)))
    else:
        told.append(
            _(
                "There are so few chosen areas that a standard error would mean nothing; the place among the "
                "others does."
            )
        )
    return [*told, _drift(outcome)]


def _drift(outcome: Outcome) -> str:
    effect, first = outcome.effect, outcome.first_after
    if effect is None or first is None:
        return ""
    if first < 2:
        return _("There is one year before the programme only, so nobody can tell whether both ran alike before it.")
    most = float(np.abs(effect.by_year[: first - 1]).max())
    words = change_in(most, outcome.series.indicator).lstrip("+")
    if most > abs(effect.effect):
        return _(
            "Before the programme the distance between both moved by as much as %(most)s, more than afterwards. The "
            "difference cannot be put down to the programme.",
            most=words,
        )
    return _("Before the programme the distance between both moved by %(most)s at the most.", most=words)


def chance_sentence(outcome: Outcome) -> str:
    """What the chosen areas will give back by themselves; empty where it is not known."""
    chance, at = outcome.chance, outcome.baseline
    if chance is None or at is None:
        return ""
    indicator = outcome.series.indicator
    return _(
        "In %(year)s the mean of the chosen areas was %(raw)s as counted and %(shrunk)s smoothed. Areas that are "
        "chosen "
        "because they look worst owe part of that to chance, which does not strike twice: without any programme "
        "a change "
        "of %(expected)s is to be expected as counted. That is why smoothed figures are compared here.",
        year=outcome.years[at],
        raw=f"{format_number(100 * chance.raw, 1)}\u00a0%",
        shrunk=f"{format_number(100 * chance.shrunk, 1)}\u00a0%",
        expected=change_in(chance.expected, indicator),
    )


def mix_words(mix: Mix, codes: Sequence[str], names: Mapping[str, dict[str, str]]) -> str:
    """The parts of a mix, greatest first, as in "60 % Alue 04, 40 % Alue 05"."""
    if mix.made is None:
        return ""
    order = np.argsort(-mix.made.weights, kind="stable")
    return ", ".join(
        f"{format_number(100 * mix.made.weights[at], 0)}\u00a0% {named(names[codes[at]])}"
        for at in order
        if mix.made.weights[at] >= LEAST_WEIGHT
    )


def mix_sentence(mix: Mix, first: int | None, indicator: Indicator) -> str:
    """What a chosen area did beside its mix, or why nothing is said."""
    if mix.made is None or first is None:
        return _("A year has no figure here, so no mix can be made.")
    if not mix.is_like:
        return _("No mix of the comparison areas ran like this area before the programme, so nothing is said.")
    gap = float(mix.made.gap[first:].mean())
    text = _("%(gap)s beside the mix on average.", gap=change_in(gap, indicator))
    if mix.made.p_placebo is None:
        return text
    share = _("Share of areas with as great a turn: %(p)s.", p=f"{format_number(100 * mix.made.p_placebo, 0)}\u00a0%")
    return f"{text} {share}"


def ideas_sentence(reason: str) -> str:
    """Why ideas before and after are not compared."""
    return {
        "not_begun": _(
            "The programme has not begun. Ideas before and after it are counted when it has run for 90 days."
        ),
        "too_short": _("The service or the programme is younger than 90 days: too little time to compare ideas in."),
        "no_people": _("The number of residents of one of these areas is not known, so no rate can be told."),
    }[reason]


def rate_words(change: RateChange) -> str:
    """A ratio of rates with its range, and what may be said of it."""
    if not np.isfinite(change.ratio):
        return _("nothing to compare with")
    high = format_number(change.high, 2) if np.isfinite(change.high) else "∞"
    text = _(
        "%(ratio)s times (%(low)s to %(high)s)",
        ratio=format_number(change.ratio, 2),
        low=format_number(change.low, 2),
        high=high,
    )
    if change.low <= 1 <= change.high:
        return f"{text}: {_('no clear change')}"
    return text


def compared_sentences(followup: FollowupView) -> str:
    """How the comparison areas were found, and whether they were fixed in time."""
    count = len(followup.comparison)
    told = [
        ngettext(
            "The chosen areas are compared with %(count)s other.",
            "The chosen areas are compared with %(count)s others.",
            count,
            count=format_number(count),
        )
    ]
    if followup.reason:
        told.append(_("The official took others than the rule proposed: %(reason)s", reason=followup.reason))
    else:
        told.append(_("They are those whose index was nearest to the chosen areas'."))
    if followup.first_year < followup.fixed_at.year:
        told.append(_("They were fixed after the programme had begun, when something could be known of how they do."))
    else:
        told.append(_("They were fixed with the decision, before anybody could know how they would do."))
    return " ".join([*told, _("In brackets: the index on that day.")])
