"""The states that ideas are in, and the public answers that brought them there: by role, with a reason."""

from dataclasses import replace
from datetime import datetime

from demo.cities import City
from demo.model import OfficialAnswer
from demo.synthesis import times
from demo.synthesis.compose import fill
from demo.synthesis.dice import Dice, quotas
from demo.synthesis.ideas import Written
from demo.synthesis.kernels import common, foreign

STATES = {
    "done": 0.08,
    "in_progress": 0.08,
    "accepted": 0.12,
    "rejected": 0.30,
    "withdrawn": 0.01,
    "under_consideration": 0.23,
    "received": 0.18,
}
# How old an idea must be for the state to be believable; days.
_AGE_DAYS = {
    "done": 95,
    "in_progress": 50,
    "accepted": 32,
    "rejected": 26,
    "under_consideration": 12,
    "withdrawn": 3,
}
_CONSIDERED_WITH_ANSWER = 0.75
_RECEIVED_AND_NEW = 0.8


def with_answers(found: list[Written], city: City) -> list[Written]:
    """Return the ideas in their states, with an official answer wherever the state needs one."""
    dice = Dice(city.seed, "answers")
    states = _states(found, dice)
    answered = []
    for written in found:
        idea = written.idea
        state = states[idea.reference]
        answers = _answers(written, state, dice)
        if state not in ("received", "withdrawn", "under_consideration") and not answers:
            state = "received"
        answered.append(replace(written, idea=replace(idea, state=state, answers=answers)))
    return answered


def _states(found: list[Written], dice: Dice) -> dict[str, str]:
    counts = quotas(len(found), STATES)
    # A repeat is always closed with a pointer to the first: that is a rejection too.
    states = {w.idea.reference: "rejected" for w in found if w.idea.repeats is not None}
    counts["rejected"] -= len(states)
    # The newest wait for their first answer; a few old ones do too, as anywhere.
    newest = [w.idea.reference for w in reversed(found) if w.idea.reference not in states]
    states |= dict.fromkeys(newest[: round(counts["received"] * _RECEIVED_AND_NEW)], "received")
    for state, days in _AGE_DAYS.items():
        possible = [
            w.idea.reference
            for w in found
            if w.idea.reference not in states and (times.END - w.idea.created_at).days >= days
        ]
        for reference in dice.shuffled(possible)[: counts[state]]:
            states[reference] = state
    return {w.idea.reference: states.get(w.idea.reference, "received") for w in found}


def _answers(written: Written, state: str, dice: Dice) -> tuple[OfficialAnswer, ...]:
    idea = written.idea
    role = common()["roles"][idea.theme]
    if state == "under_consideration" and not dice.chance(_CONSIDERED_WITH_ANSWER):
        return ()
    steps = {
        "under_consideration": (("under_consideration", 4, 11),),
        "rejected": (("rejected", 8, 25),),
        "accepted": (("accepted", 9, 31),),
        "in_progress": (("accepted", 7, 24), ("in_progress", 10, 25)),
        "done": (("accepted", 6, 21), ("done", 25, 70)),
    }.get(state, ())
    answers = []
    at: datetime | None = idea.created_at
    for step, low, high in steps:
        at = times.answered_at(dice, at, low, high)
        if at is None:
            break
        text = _text(written, step, state, dice)
        answers.append(OfficialAnswer(step, text, idea.language, role, at))
    complete = bool(answers) and answers[-1].state == state
    return tuple(answers) if complete else ()


def _text(written: Written, step: str, final: str, dice: Dice) -> str:
    idea, texts, found = written.idea, common()["answers"], written.slots
    if written.source is None:
        return next(row for row in foreign()["answer"] if row["language"] == idea.language)[step]
    if idea.repeats is not None:
        return fill(texts["duplicate"], {"reference": idea.repeats})
    yes, no = fill(dice.one(written.source.yes), found), fill(dice.one(written.source.no), found)
    if step == "done":
        return dice.freshest(texts["done"], "done")
    if step == "in_progress":
        return dice.freshest(texts["progress"], "progress").format(yes=yes)
    said = [dice.freshest(texts["thanks"], "thanks")]
    if step == "under_consideration":
        said.append(dice.freshest(texts["considering"], "considering"))
    elif step == "rejected":
        said += [no, dice.freshest(texts["rejected_tail"], "rejected_tail")]
    elif final == "accepted":
        said += [yes, dice.freshest(texts["accepted_tail"], "accepted_tail")]
    else:
        # What was accepted and then begun or done is told in the later answer.
        said.append(dice.freshest(texts["accepted"], "accepted"))
    return " ".join(filter(None, said))
