"""Who wrote an idea, as far as it is asked: tie, age band, how exactly to show the place. Nobody real."""

from demo.synthesis.dice import Dice
from demo.synthesis.ground import Area

_TIES = {"permanent": 0.86, "work": 0.06, "study": 0.05, "association": 0.03}
_PRECISIONS = {"exact": 0.60, "100m": 0.28, "area": 0.12}
_METHODS = {"tap": 0.68, "address": 0.20, "list": 0.12}
# What a text gives away of its writer's age.
_ONLY_OLDER = (
    "eläkke",
    "eläkeläisen",
    "kolmekymmentä vuotta",
    "kolmenkymmenen vuoden",
    "polvea",
    "Lapsuudessani",
    "Omat lapset",
    "kymmenen kesää",
    "uuden polven",
    "aloitteen vuosia sitten",
    "1970-luvulta",
)
_NOT_CHILD = (
    "töihin",
    "töissä",
    "iltavuoro",
    "Äitini",
    "Isä",
    "Poikani",
    "Tytär",
    "perheen",
    "lapset",
    "mökin",
)
_CHILDREN_WRITE_OF = ("play", "culture", "services")
_OLDER = ("40_64", "65_79", "80_over")
_ADULT = ("16_24", "25_39", *_OLDER)
# Children seldom write by themselves; of the oldest, fewer do than live in the area.
_TAKES_PART = {"under_16": 0.2, "80_over": 0.6}


def tie(dice: Dice, surroundings: str) -> str:
    """Return how the writer belongs to the place."""
    return "seasonal" if surroundings == "cottage" else dice.weighted(_TIES)


def age_band(dice: Dice, area: Area | None, areas: list[Area], only: tuple[str, ...] = ()) -> str:
    """Draw an age band from the area's age groups.

    Where they are suppressed, or when the idea is about the whole municipality, all areas' groups together
    are used: a suppressed value is never a number.
    """
    bands = area.ages if area is not None and area.ages else _ages_of_all(areas)
    weights = {band: count * _TAKES_PART.get(band, 1.0) for band, count in bands.items()}
    if only:
        weights = {band: weight for band, weight in weights.items() if band in only}
    return dice.weighted(weights) if any(weights.values()) else dice.one(list(weights))


def believable_ages(text: str, theme: str) -> tuple[str, ...]:
    """Return the age bands that a text and its theme allow; empty if any will do."""
    if any(words in text for words in _ONLY_OLDER):
        return _OLDER
    if theme not in _CHILDREN_WRITE_OF or any(words in text for words in _NOT_CHILD):
        return _ADULT
    return ()


def precision(dice: Dice) -> str:
    """Return how exactly the writer lets the place be shown."""
    return dice.weighted(_PRECISIONS)


def method(dice: Dice) -> str:
    """Return how the writer gave the place."""
    return dice.weighted(_METHODS)


def accuracy_m(dice: Dice, method_used: str) -> float | None:
    """Return the accuracy that a phone reported, in metres; None when the place was not given by a phone."""
    if method_used != "tap" or not dice.chance(0.45):
        return None
    return float(round(dice.quantile(((0, 3), (0.5, 9), (0.9, 32), (1, 180)))))


def _ages_of_all(areas: list[Area]) -> dict[str, int]:
    total: dict[str, int] = {}
    for area in areas:
        for band, count in (area.ages or {}).items():
            total[band] = total.get(band, 0) + count
    return total
