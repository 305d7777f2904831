"""A programme's outcome as plain values, for programs. None stands for no figure throughout."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from geo.change.programme_effect import Effect
from service.analysis.change.output import method_card
from service.analysis.change.rows import one_area
from service.analysis.rows import number
from service.programmes.evaluation.outcome import Mix, Outcome
from service.programmes.evaluation.page import IdeaRow, role_of
from service.programmes.evaluation.queries import FollowupView
from service.programmes.queries import DecisionView


def as_json(
    view: DecisionView, followup: FollowupView, outcome: Outcome, ideas: Sequence[IdeaRow], why_no_ideas: str
) -> dict[str, Any]:
    """The page of an outcome as plain values."""
    areas = np.flatnonzero(outcome.treated | outcome.compared).tolist()
    return {
        "decision": view.slug,
        "content_sha256": view.content_hash,
        "followup": _followup(followup),
        "method": {
            **method_card(outcome.series),
            "boundaries": "those of the decision",
            "effect": "difference-in-differences of smoothed values, every area counting the same",
            "placebo": "comparison areas taken in turn as if chosen",
        },
        "years": list(outcome.years),
        "chosen_mean": _numbers(outcome.chosen_mean),
        "comparison_mean": _numbers(outcome.compared_mean),
        "municipality": _numbers(outcome.series.city),
        "why_no_effect": outcome.why_not or None,
        "effect": None if outcome.effect is None else _effect(outcome.effect),
        "mixes": [_mix(one) for one in outcome.mixes],
        "expected_by_chance": None if outcome.chance is None else outcome.chance.expected,
        "areas": [_area(outcome, at) for at in areas],
        "ideas": {"reason_for_none": why_no_ideas or None, "rows": [_ideas(one) for one in ideas]},
    }


def _numbers(values: Iterable[float]) -> list[float | None]:
    return [number(one) for one in values]


def _followup(followup: FollowupView) -> dict[str, Any]:
    return {
        "first_year": followup.first_year,
        "last_year": followup.last_year,
        "comparison": followup.comparison,
        "proposed": followup.proposed,
        "reason": followup.reason,
        "fixed_at": followup.fixed_at.isoformat(),
        "content_sha256": followup.content_hash,
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "effect": effect.effect,
        "means": list(effect.means),
        "standard_error": effect.standard_error,
        "p_placebo": effect.p_placebo,
        "rank": effect.rank,
        "of": effect.placebos,
        "distance_by_year": _numbers(effect.by_year),
    }


def _mix(mix: Mix) -> dict[str, Any]:
    made = mix.made
    return {
        "code": mix.code,
        "is_like": mix.is_like,
        "gap": None if made is None else _numbers(made.gap),
        "misfit_before": None if made is None else made.misfit_before,
        "p_placebo": None if made is None else made.p_placebo,
    }


def _area(outcome: Outcome, at: int) -> dict[str, Any]:
    frame = outcome.series.frame
    return {
        "code": frame.codes[at],
        "name": frame.names[at],
        "role": role_of(outcome, at),
        "years": [
            {"year": one.year, "state": one.state.value, "share": one.share, "smoothed": one.smoothed}
            for one in one_area(outcome.series, at).cells
        ],
    }


def _ideas(row: IdeaRow) -> dict[str, Any]:
    change = row.change
    return {
        "group": row.label,
        "before": row.before,
        "after": row.after,
        "per_1000_a_year_before": row.rate_before,
        "per_1000_a_year_after": row.rate_after,
        "ratio": number(change.ratio),
        "low": number(change.low),
        "high": change.high if np.isfinite(change.high) else None,
    }
