"""Every letter has a colour, a pattern and words in three languages."""

from __future__ import annotations

import re

import pytest

from demo.cities import CITIES
from demo.content import read_city
from layers.plans.colours import PATTERNS, UNKNOWN, colour_of, main_letter
from layers.plans.designations import designation, designations
from layers.plans.land_use import LAND_USE_LIST, plan_status

LANGUAGES = {"fi", "sv", "en"}
HEX = re.compile(r"^#[0-9a-f]{6}$")


@pytest.mark.parametrize("letter", designations())
def test_each_letter_is_drawn_and_explained(letter: str) -> None:
    one = designation(letter)
    assert one.land_use.startswith(LAND_USE_LIST)
    for words in (one.names, one.amounts, one.meanings):
        assert set(words) == LANGUAGES and all(words.values())
    assert all(text.endswith(".") for text in one.meanings.values())
    assert HEX.match(one.colour.fill) and HEX.match(one.colour.outline)
    assert one.colour.pattern in PATTERNS
    assert one.colour != UNKNOWN


@pytest.mark.parametrize("letter", designations())
def test_outlines_can_be_told_from_their_fills(letter: str) -> None:
    colour = designation(letter).colour
    assert contrast(colour.fill, colour.outline) >= 2.5


def test_main_classes_differ_by_fill_or_pattern() -> None:
    looks = [(designation(c).colour.fill, designation(c).colour.pattern) for c in "ACKPYTRVLESMW"]
    assert len(set(looks)) == len(looks)


@pytest.mark.parametrize(
    ("written", "base"),
    [("AK-1", "AK"), ("K/T", "K"), ("katu", "KATU"), (" VP ", "VP"), ("AO2", "AO"), ("EV (s)", "EV")],
)
def test_narrowed_letters_are_found_by_their_base(written: str, base: str) -> None:
    assert main_letter(written) == base
    assert designation(written).letter == base


def test_an_unknown_subclass_takes_its_main_class() -> None:
    assert designation("VLX").letter == "VL"
    assert colour_of("TT").fill == colour_of("T").fill


@pytest.mark.parametrize("letter", ["", "?", "QQ", "Ö-1"])
def test_an_unknown_letter_says_so(letter: str) -> None:
    one = designation(letter)
    assert not one.is_known and one.colour == UNKNOWN
    assert set(one.names) == LANGUAGES


@pytest.mark.parametrize("city", CITIES)
def test_every_letter_of_the_demo_is_explained(city: str) -> None:
    for unit in read_city(city).plan.units:
        meant = designation(unit.letter)
        assert meant.is_known, unit.letter
        assert meant.land_use == unit.land_use, unit.letter
        assert set(colour_of(unit.letter).fill) <= set("#0123456789abcdef")


def test_statuses_are_known_by_their_address() -> None:
    assert plan_status("http://uri.suomi.fi/codelist/rytj/kaavaelinkaari/code/13").names["fi"] == "voimassa"
    assert plan_status("http://uri.suomi.fi/codelist/rytj/kaavaelinkaari/code/14").phase == "ended"
    assert plan_status("voimassa").code == ""


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two #rrggbb colours."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


#: The land uses of detailed plans in the code list of the ministry's pilots (FinnishLandUseKind, 2019).
LETTERS_OF_PILOTS = """
A AK AP AR AO AL AM P PL PV Y YL YH YO YS YK YU C K KL KM KT KTY T TV TY T/kem V VP VL VK VU VR VV R RA RM RL RV RP
L KATU LT LR LL LS LK LV LP LPY LPA LH LHA LTA E ET EN EJ EO EV EK EMT EA EP EH S SL SM SR M MT ME MP MA W
"""


@pytest.mark.parametrize("letter", LETTERS_OF_PILOTS.split())
def test_every_land_use_of_detailed_plans_has_words_and_a_colour(letter: str) -> None:
    assert designation(letter).is_known and colour_of(letter) != UNKNOWN


def test_a_terminal_is_no_service_station_and_no_road() -> None:
    names = [designation(letter).names["en"] for letter in ("LHA", "LH", "LTA", "LT")]
    assert len(set(names)) == 4
