"""From a kernel to a title and a text that read as if someone had sat down to write them."""

import re

from demo.cities import City
from demo.synthesis.dice import Dice
from demo.synthesis.ground import Area, Playground
from demo.synthesis.kernels import Kernel, common, fitting
from demo.synthesis.words import Bent

# Length of an idea's text in characters: measured in a real round of participatory budgeting.
LENGTHS = ((0, 45), (0.05, 93), (0.25, 270), (0.5, 454), (0.75, 640), (0.95, 990), (1, 1400))
_ONE_SENTENCE_BELOW = 120
_PARAGRAPHS_ABOVE = 480
_STORIES_ABOVE = (560, 880)
# A shared sentence that shows up more often than this on one city's pages sounds like a machine.
_DETAIL_USES = 4
_CLOSING_USES = 5
_STORY_USES = 4
# Texts come out shorter than asked for, since sentences are not cut.
_STRETCH = 1.12


def slots(city: City, words: Bent, playground: Playground | None, dice: Dice) -> dict[str, str]:
    """Return what the wordings' slots stand for at this place."""
    found = {"missa": words.missa, "gen": words.gen, "minne": words.minne, "area": words.name}
    found |= {"kunta_missa": city.missa, "kunta_gen": city.gen}
    found |= {f"n{n}": str(dice.between(round(n * 0.6), round(n * 1.4))) for n in (14, 40, 60)}
    if playground is not None:
        p = playground.words
        found |= {"paikka": p.name, "paikassa": p.missa, "paikan": p.gen, "paikkaan": p.minne}
    return found


def whole_city(city: City) -> Bent:
    """Return the municipality's own name bent, for ideas about all of it."""
    return Bent(city.name_fi, city.missa, city.gen, city.minne)


def fill(wording: str, found: dict[str, str]) -> str:
    """Return the wording with its slots filled and every sentence begun with a capital letter."""
    text = wording.format_map(found)
    return re.sub(r"(^|[.!?] )(\w)", lambda m: m[1] + m[2].upper(), text) if wording[:1] == "{" else text


def title(kernel: Kernel, surroundings: str, area: Area | None, found: dict[str, str], dice: Dice) -> str:
    """Return a title; about half of those that name no place get the area's name after them."""
    wording = dice.freshest(kernel.fitting("titles", surroundings), f"title {kernel.key}")
    text = fill(wording, found)
    if "{" not in wording and area is not None and dice.chance(0.55):
        text = f"{text}, {area.words.name}"
    return text[0].upper() + text[1:]


def text(kernel: Kernel, surroundings: str, found: dict[str, str], dice: Dice) -> str:
    """Return a text whose length is drawn from LENGTHS: an opening, reasons, a wish, a closing."""
    target = dice.quantile(LENGTHS) * _STRETCH

    def said(wordings: list[str], memory: str) -> str:
        return fill(dice.freshest(wordings, f"{memory} {kernel.key}"), found)

    wish = said(kernel.fitting("wishes", surroundings), "wish")
    opening = said(kernel.fitting("openings", surroundings), "opening")
    if target < _ONE_SENTENCE_BELOW:
        return dice.one([wish, opening])
    stories = [_story(surroundings, found, dice) for above in _STORIES_ABOVE if target > above]
    target -= sum(map(len, stories))
    middle = _middle(kernel, surroundings, found, dice, target - len(opening) - len(wish))
    ends = [wish]
    short = target - len(" ".join([opening, *middle, wish]))
    if short > 60:
        ends += _more_wishes(kernel, surroundings, found, wish) if dice.chance(0.5) else []
        ends += _closings(surroundings, found, dice, 1 + (short > 200) + (short > 340))
    for story in filter(None, stories):
        middle.insert(dice.one([0, len(middle)]), story)
    if dice.chance(0.08):
        opening = fill(dice.one(common()["greetings"]), found) + " " + opening
    if len(opening) + sum(map(len, middle)) + sum(map(len, ends)) > _PARAGRAPHS_ABOVE and dice.chance(0.7):
        return " ".join([opening, *middle]) + "\n\n" + " ".join(ends)
    return " ".join([opening, *middle, *ends])


def _middle(kernel: Kernel, surroundings: str, found: dict[str, str], dice: Dice, room: float) -> list[str]:
    """Return reasons, then details of the theme, until the room is about full."""
    reasons = kernel.fitting("reasons", surroundings)
    first = dice.freshest(reasons, f"reason {kernel.key}")
    queue = [first, *dice.shuffled(r for r in reasons if r != first)]
    details = fitting(common()["details"][kernel.theme], surroundings) if surroundings != "whole" else []
    queue += [d for d in dice.shuffled(details) if dice.times_used(d, "detail") < _DETAIL_USES][:3]
    said: list[str] = []
    for wording in queue:
        sentence = fill(wording, found)
        if said and len(sentence) / 2 > room:
            break
        said.append(sentence)
        room -= len(sentence) + 1
        if wording in details:
            dice.freshest([wording], "detail")
    # A detail may come before the last reason: people do not write in the order of a form.
    if len(said) > 2 and dice.chance(0.5):
        said[-2], said[-1] = said[-1], said[-2]
    return said


def _story(surroundings: str, found: dict[str, str], dice: Dice) -> str:
    key = "cottage_stories" if surroundings == "cottage" else "stories"
    free = [w for w in fitting(common()[key], surroundings) if dice.times_used(w, "story") < _STORY_USES]
    return fill(dice.freshest(free, "story"), found) if free else ""


def _more_wishes(kernel: Kernel, surroundings: str, found: dict[str, str], wish: str) -> list[str]:
    others = [fill(w, found) for w in kernel.fitting("wishes", surroundings)]
    return [other for other in others if other != wish][:1]


def _closings(surroundings: str, found: dict[str, str], dice: Dice, count: int) -> list[str]:
    key = "cottage_closings" if surroundings == "cottage" else "closings"
    wordings = fitting(common()[key] + common()["silent_closings"], surroundings)
    free = [w for w in wordings if dice.times_used(w, "closing") < _CLOSING_USES]
    return [fill(dice.freshest(free, "closing"), found) for _ in range(min(count, len(free)))]
