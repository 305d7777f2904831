"""A body's rules and what its votes came to, in the reader's language."""

from __future__ import annotations

from service.i18n import N_, format_number, ngettext
from service.i18n import gettext as _
from service.statements.bodies.outcome import Outcome, Rules
from service.statements.bodies.rules import Tally

REASONS = {
    "majority": N_("More votes were given for the text than against it."),
    "chair": N_("The votes were even, and the chair's vote for the text decided."),
    "minority": N_("More votes were given against the text than for it."),
    "even": N_("The votes were even, so the text falls."),
    "chair_against": N_("The votes were even, and the chair's vote against the text decided."),
    "chair_silent": N_("The votes were even, and the chair has voted neither for nor against, so the text falls."),
    "no_votes": N_("No votes have been given for the text or against it."),
}


def rules_words(rules: Rules) -> list[str]:
    """What the body agreed before the vote, a sentence for each rule."""
    ties = {
        "falls": _("If the votes are even, the text falls."),
        "chair": _("If the votes are even, the chair's vote decides."),
    }
    quorum = _("No least number of members must take part.")
    if rules.quorum is not None and rules.quorum_kind == "number":
        quorum = ngettext(
            "At least %(count)s member must take part.", "At least %(count)s members must take part.", rules.quorum
        )
    elif rules.quorum is not None and rules.quorum_kind == "share":
        quorum = _("At least %(share)s %% of the members must take part.", share=format_number(rules.quorum))
    abstain = _("Who abstains takes part but gives no vote for or against.")
    return [quorum, abstain, ties[rules.tie]]


def outcome_words(outcome: Outcome, tally: Tally) -> str:
    """What the votes came to and why, in one or two sentences."""
    said = [] if outcome.reason == "no_quorum" else [_(REASONS[outcome.reason])]
    if outcome.needed is not None:
        took_part, needed = format_number(tally.took_part), format_number(outcome.needed)
        said.append(
            _("%(took_part)s took part, and %(needed)s are needed.", took_part=took_part, needed=needed)
            if not outcome.is_for
            else _("%(took_part)s took part; %(needed)s were needed.", took_part=took_part, needed=needed)
        )
    return " ".join(said)
