"""What other residents say under an idea."""

from dataclasses import replace

from demo.cities import City
from demo.model import Comment, Idea
from demo.synthesis import people, times
from demo.synthesis.compose import fill
from demo.synthesis.dice import Dice
from demo.synthesis.ideas import Written
from demo.synthesis.kernels import common, fitting

# How many comments an idea gets: median 1, and 95 % have at most 5.
COUNTS = {0: 0.36, 1: 0.22, 2: 0.15, 3: 0.11, 4: 0.07, 5: 0.045, 6: 0.02, 8: 0.015, 12: 0.01}
_KINDS = {"agree": 0.45, "detail": 0.22, "doubt": 0.18, "ask": 0.15}
_REPLIES = 0.18
# Ideas that a whole neighbourhood has an opinion on.
_DEBATED = ("speed", "crossing", "dropoff", "bikegap")
# Themes whose ideas stand somewhere, so that comments may speak of the spot.
_OF_A_SPOT = ("green", "traffic", "play", "safety", "shore")
_DEBATE_FROM = 15
_COTTAGERS_COMMENT = 0.07


def with_comments(found: list[Written], city: City) -> list[Written]:
    """Return the ideas with their comments; one old traffic idea gets the city's longest debate."""
    dice = Dice(city.seed, "comments")
    counts = [dice.weighted(COUNTS) if w.idea.repeats is None else 0 for w in found]
    counts[_most_debated(found, dice)] = city.most_comments
    return [
        replace(w, idea=replace(w.idea, comments=_thread(w, count, dice)))
        for w, count in zip(found, counts, strict=True)
    ]


def _most_debated(found: list[Written], dice: Dice) -> int:
    old = found[: len(found) * 2 // 3]
    possible = [
        n
        for n, w in enumerate(old)
        if w.source and w.source.key in _DEBATED and w.idea.text and w.idea.placement == "placed"
    ]
    return dice.one(possible)


def _thread(written: Written, count: int, dice: Dice) -> tuple[Comment, ...]:
    idea = written.idea
    instants = sorted(times.commented_at(dice, idea.created_at) for _ in range(count))
    texts: list[str] = []
    comments: list[Comment] = []
    for at in instants:
        replies_to = None
        if comments and dice.chance(_REPLIES):
            replies_to = dice.between(max(0, len(comments) - 4), len(comments) - 1)
        text = _text(written, texts, dice, reply=replies_to is not None, debate=count >= _DEBATE_FROM)
        texts.append(text)
        language = idea.language if text in written.foreign_comments and not _looks_finnish(text) else "fi"
        comments.append(Comment(text, language, at, _tie(idea, dice), replies_to))
    return tuple(comments)


def _text(written: Written, said: list[str], dice: Dice, *, reply: bool, debate: bool) -> str:
    own = [text for text in written.foreign_comments if text not in said]
    if own:
        return own[0]
    texts = common()["comments"]
    if written.source is not None and not reply:
        about = [c for c in written.source.comments if fill(c, written.slots) not in said]
        if about and dice.chance(0.62):
            return fill(dice.freshest(about, "about"), written.slots)
    if debate and dice.chance(0.72):
        start, end = (dice.freshest(texts[key], key) for key in ("long_start", "long_end"))
        return f"{start} {end}"
    kind = "reply" if reply else dice.weighted(_KINDS)
    if kind == "agree" and dice.chance(0.3):
        return _joined(written, dice)
    pool = _pool(written, kind)
    free = [wording for wording in pool if fill(wording, written.slots) not in said]
    return fill(dice.freshest(free or pool, kind), written.slots)


def _pool(written: Written, kind: str) -> list[str]:
    texts = common()["comments"]
    of_a_spot = written.idea.theme in _OF_A_SPOT and written.surroundings != "whole"
    wordings = texts[kind] + (texts.get(f"{kind}_here", []) if of_a_spot else [])
    return fitting(wordings, written.surroundings)


def _joined(written: Written, dice: Dice) -> str:
    first = fill(dice.freshest(_pool(written, "agree"), "agree"), written.slots)
    if first[-1] not in ".!?":
        first += "."
    return first + " " + fill(dice.freshest(_pool(written, "detail"), "detail"), written.slots)


def _tie(idea: Idea, dice: Dice) -> str:
    if idea.tie == "seasonal":
        return people.tie(dice, "cottage" if dice.chance(0.45) else "village")
    return people.tie(dice, "cottage" if dice.chance(_COTTAGERS_COMMENT) else "urban")


def _looks_finnish(text: str) -> bool:
    return any(word in text.casefold() for word in ("tulen", "tulisin", "kannatan", "ajatus", "kuuntelisimme"))
