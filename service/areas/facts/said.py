"""What people said inside an area, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from service.areas.facts.model import Inside, Said, tally
from service.i18n import N_, named, ngettext
from service.i18n import gettext as _
from service.participation.campaigns.kinds import BUILT_IN

PIN_STATES = {
    "received": N_("Received"),
    "considered": N_("Being considered"),
    "accepted": N_("Accepted"),
    "partly": N_("Partly accepted"),
    "declined": N_("Not accepted"),
    "in_progress": N_("In progress"),
    "done": N_("Done"),
    "closed_not_done": N_("Closed, not done"),
    "withdrawn": N_("Withdrawn"),
}
SEVERITIES = {
    "danger": N_("Danger"),
    "serious": N_("Needs fixing"),
    "minor": N_("Small flaw"),
    "fine": N_("All well"),
}


def said_view(inside: Inside) -> dict[str, Any]:
    """Pins and observations of walks as counts and words."""
    states = dict(tally((one.state, one.count) for one in inside.pins))
    kinds = dict(tally((one.kind, one.count) for one in inside.pins))
    severities = dict(tally((one.state, one.count) for one in inside.observations))
    pins, observations = sum(states.values()), sum(severities.values())
    return {
        "pins": {
            "total": pins,
            "text": ngettext("%(count)s idea inside", "%(count)s ideas inside", pins),
            "by_state": [
                {"state": state, "label": _(label), "count": states[state]}
                for state, label in PIN_STATES.items()
                if states.get(state)
            ],
            "by_kind": _kinds(kinds),
            "by_theme": _themes(inside.pins),
        },
        "observations": {
            "total": observations,
            "text": ngettext(
                "%(count)s observation of walks inside", "%(count)s observations of walks inside", observations
            ),
            "by_severity": [
                {"severity": severity, "label": _(label), "count": severities[severity]}
                for severity, label in SEVERITIES.items()
                if severities.get(severity)
            ],
            "by_theme": _themes(inside.observations),
        },
    }


def _kinds(counted: dict[str, int]) -> list[dict[str, Any]]:
    """The kinds that every municipality knows, and those that campaigns defined together."""
    known = [
        {"kind": kind, "label": _(words[0]), "count": counted[kind]}
        for kind, words in BUILT_IN.items()
        if counted.get(kind)
    ]
    others = sum(count for kind, count in counted.items() if kind not in BUILT_IN)
    return [*known, {"kind": "other", "label": _("Other kinds"), "count": others}] if others else known


def _themes(said: Iterable[Said]) -> list[dict[str, Any]]:
    counted = tally((named(one.theme) if one.theme else _("No theme"), one.count) for one in said)
    return [{"label": label, "count": count} for label, count in counted]
