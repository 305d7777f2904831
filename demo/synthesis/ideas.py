"""The residents' ideas, by the measured habits of a real service and the real weights of the city's areas."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from demo.cities import City
from demo.model import Idea
from demo.synthesis import compose, people, spots, times
from demo.synthesis.dice import Dice
from demo.synthesis.drafts import Draft, drafts
from demo.synthesis.ground import Ground
from demo.synthesis.kernels import Kernel, foreign

REPEATS = 0.02
NO_TEXT = 0.023
OUTSIDE = 0.01
ON_DEFAULT_POINT = 0.01
LANGUAGES = {"en": 0.02, "sv": 0.01}
_CENTRE = {"en": "the centre", "sv": "centrum"}
SUPPORT = ((0, 0), (0.25, 2), (0.5, 6), (0.8, 18), (0.95, 55), (1, 160))


@dataclass(frozen=True)
class Written:
    """An idea with what its comments and answers are made of; `source` is None when it is not in Finnish."""

    idea: Idea
    source: Kernel | None
    foreign_comments: tuple[str, ...]
    slots: dict[str, str]
    surroundings: str


def write_ideas(city: City, ground: Ground) -> list[Written]:
    """Return the city's ideas in the order they came, `received` and without comments and answers."""
    dice = Dice(city.seed, "ideas")
    repeats = round(city.idea_count * REPEATS)
    found = [_write(draft, city, ground, dice) for draft in drafts(city, ground, city.idea_count - repeats, dice)]
    found = _in_other_languages(found, city, dice)
    found = _empty_some(found, city, dice)
    found = _misplace_some(found, city, ground, dice)
    found.sort(key=lambda written: written.idea.created_at)
    found = _repeat_some(found, repeats, dice)
    found.sort(key=lambda written: written.idea.created_at)
    return _numbered(found, city)


def _write(draft: Draft, city: City, ground: Ground, dice: Dice) -> Written:
    kernel, area = draft.kernel, draft.area
    point, playground = None, None
    if area is not None:
        point, playground = spots.spot_in(area, kernel.at, dice, ground)
    words = area.words if area else compose.whole_city(city)
    found = compose.slots(city, words, playground, dice)
    text = compose.text(kernel, draft.surroundings, found, dice)
    ages = kernel.ages or people.believable_ages(text, draft.theme)
    method = people.method(dice) if draft.has_point else ("list" if area else "none")
    idea = Idea(
        reference="",
        theme=draft.theme,
        title=compose.title(kernel, draft.surroundings, area, found, dice),
        text=text,
        language="fi",
        lonlat=ground.lonlat(point) if draft.has_point else None,
        placement="placed" if draft.has_point else "none",
        area_code=area.code if area else None,
        precision=people.precision(dice) if draft.has_point else ("area" if area else "none"),
        method=method,
        accuracy_m=people.accuracy_m(dice, method),
        tie=people.tie(dice, draft.surroundings),
        age_band=people.age_band(dice, area, ground.areas, ages),
        state="received",
        support_count=round(dice.quantile(SUPPORT)),
        created_at=times.written_at(dice, draft.surroundings == "cottage"),
        repeats=None,
        comments=(),
        answers=(),
    )
    return Written(idea, kernel, (), found, draft.surroundings)


def _in_other_languages(found: list[Written], city: City, dice: Dice) -> list[Written]:
    """Put whole English and Swedish ideas in the place of Finnish ones of the same theme."""
    found = list(found)
    for language, share in LANGUAGES.items():
        rows = [row for row in foreign()["idea"] if row["language"] == language]
        for row in dice.shuffled(rows)[: max(1, round(city.idea_count * share))]:
            possible = [
                n
                for n, w in enumerate(found)
                if w.idea.theme == row["theme"] and w.idea.language == "fi" and w.source is not None
                if w.source.at == row["at"] and w.idea.area_code is not None
            ]
            if not possible:
                continue
            n = dice.one(possible)
            name = found[n].slots["area"]
            area = {"area": _CENTRE[language] if name == "keskusta" else name}
            idea = replace(
                found[n].idea,
                title=row["title"].format_map(area),
                text=row["text"].format_map(area),
                language=language,
            )
            found[n] = replace(found[n], idea=idea, source=None, foreign_comments=tuple(row["comments"]))
    return found


def _empty_some(found: list[Written], city: City, dice: Dice) -> list[Written]:
    chosen = set(_sample(found, round(city.idea_count * NO_TEXT), dice, lambda w: w.source is not None))
    return [replace(w, idea=replace(w.idea, text="")) if n in chosen else w for n, w in enumerate(found)]


def _misplace_some(found: list[Written], city: City, ground: Ground, dice: Dice) -> list[Written]:
    found = list(found)
    outside = max(1, round(city.idea_count * OUTSIDE))
    on_default = max(1, round(city.idea_count * ON_DEFAULT_POINT))
    chosen = _sample(found, outside + on_default, dice, lambda w: w.idea.placement == "placed")
    middle = spots.default_point(ground)
    for n in chosen[:outside]:
        lonlat = spots.far_away(city, dice)
        found[n] = _moved(found[n], lonlat, "outside", None, "address")
    for n in chosen[outside:]:
        area = ground.area_at(middle)
        found[n] = _moved(found[n], ground.lonlat(middle), "default_point", area.code if area else None, "tap")
    return found


def _moved(w: Written, lonlat: tuple[float, float], placement: str, code: str | None, method: str) -> Written:
    idea = replace(
        w.idea,
        lonlat=lonlat,
        placement=placement,
        area_code=code,
        method=method,
        accuracy_m=None,
        precision="exact",
    )
    return replace(w, idea=idea)


def _repeat_some(found: list[Written], count: int, dice: Dice) -> list[Written]:
    """Add exact repeats: most sent twice in a minute, some again after weeks without an answer."""
    early = times.END - timedelta(days=60)

    def may_repeat(written: Written) -> bool:
        idea = written.idea
        in_place = written.source is not None and idea.placement == "placed"
        return in_place and idea.text != "" and idea.created_at < early

    copies = []
    for n in _sample(found, count, dice, may_repeat):
        gap = timedelta(seconds=dice.between(8, 75)) if dice.chance(0.7) else timedelta(days=dice.between(12, 40))
        first = found[n].idea
        again = replace(
            first,
            created_at=first.created_at + gap,
            support_count=dice.between(0, 2),
            repeats=_mark(first.created_at, first.title),
        )
        copies.append(replace(found[n], idea=again))
    return [*found, *copies]


def _numbered(found: list[Written], city: City) -> list[Written]:
    """Give public references in the order of arrival, and let repeats name the reference they repeat."""
    numbered, reference_of = [], {}
    for n, written in enumerate(found, start=1):
        reference = f"{city.reference_prefix}-{written.idea.created_at.year}-{n:04d}"
        idea = written.idea
        if idea.repeats is None:
            reference_of[_mark(idea.created_at, idea.title)] = reference
        else:
            idea = replace(idea, repeats=reference_of[idea.repeats])
        numbered.append(replace(written, idea=replace(idea, reference=reference)))
    return numbered


def _mark(created_at: datetime, title: str) -> str:
    return f"{created_at.isoformat()} {title}"


def _sample(found: list[Written], count: int, dice: Dice, may: Callable[[Written], bool]) -> list[int]:
    possible = [n for n, written in enumerate(found) if may(written)]
    return dice.shuffled(possible)[:count]
