"""Phases in words: their names, their days, and what a resident can do now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from service.i18n import N_, format_date, named
from service.i18n import gettext as _
from service.proposals.phases.queries import PhaseView
from service.proposals.rules import next_phase, phase_now, state_on

NAMES = {
    "preparation": N_("Preparation"),
    "co_development": N_("Developing together"),
    "statements": N_("Statements"),
    "answers": N_("Official responses"),
    "decision": N_("Decision"),
    "carried_out": N_("Carrying out"),
    "evaluation": N_("Evaluation"),
}
#: What a resident can do in a phase while the proposal takes part.
NOW = {
    "preparation": N_("The proposal is being prepared. You can comment on it below."),
    "co_development": N_("The proposal is developed together with residents. You can comment on it below."),
    "statements": N_("You can say what you think of the proposal."),
    "answers": N_("Officials read what was said and answer it. Nothing more is taken in."),
    "decision": N_("The proposal is being decided on."),
    "carried_out": N_("What was decided is being carried out."),
    "evaluation": N_("It is being looked at how the change has worked."),
}


@dataclass(frozen=True)
class PhaseLine:
    """A phase in the time line; `when` is ``past``, ``now`` or ``coming``."""

    phase: PhaseView
    name: str
    days: str
    when: str


@dataclass(frozen=True)
class TimeLine:
    """The phases of a proposal. `now` is none between phases; `sentence` says what can be done, or what comes."""

    lines: list[PhaseLine]
    now: PhaseLine | None
    sentence: str


def phase_name(phase: PhaseView) -> str:
    """The planner's own name of a phase in the reader's language, or that of its kind."""
    return named(dict(phase.names)) or _(NAMES[phase.kind])


def days_text(phase: PhaseView) -> str:
    """From which day to which."""
    start = format_date(phase.starts_on)
    if phase.ends_on is None:
        return _("from %(day)s on", day=start)
    return start if phase.ends_on == phase.starts_on else f"{start}–{format_date(phase.ends_on)}"


def time_line(state: str, phases: Sequence[PhaseView], today: dt.date) -> TimeLine | None:
    """The phases in words for a proposal in a state; None when it has none."""
    if not phases:
        return None
    current = phase_now(phases, today)
    lines = [PhaseLine(one, phase_name(one), days_text(one), _when(one, current, today)) for one in phases]
    now = next((line for line in lines if line.phase is current), None)
    return TimeLine(lines, now, _sentence(state, phases, current, today))


def _when(phase: PhaseView, current: PhaseView | None, today: dt.date) -> str:
    if phase is current:
        return "now"
    return "coming" if phase.starts_on > today else "past"


def _sentence(state: str, phases: Sequence[PhaseView], current: PhaseView | None, today: dt.date) -> str:
    if current is None:
        after = next_phase(phases, today)
        if after is None:
            return _("All phases are over.")
        return _("Next: %(phase)s, %(days)s.", phase=phase_name(after), days=days_text(after))
    if state == "closed" and state_on("open", phases, today) == "open":
        return _("Commenting has been closed before its last day.")
    last = _("The last day is %(day)s.", day=format_date(current.ends_on)) if current.ends_on else ""
    return f"{_(NOW[current.kind])} {last}".strip()
