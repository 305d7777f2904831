"""How well personal details and names are found, on texts made by rules that do not know how they are looked for."""

from __future__ import annotations

import random

import pytest

from service.moderation.names import FIRST_NAMES, SURNAMES, has_person_name
from service.moderation.personal_data import contact_details, has_identity_code
from tests.service.moderation.corpus import with_details, without_details

#: Names that are in neither list or bent, as they stand in texts; what is missed is counted.
NAMED = (
    "Matti Virtanen pysäköi aina suojatielle.", "Kysykää Aino Korhoselta, hän tietää.",
    "Pekka Mäkelän koira on vapaana.", "Liisa Laineen pihalla palaa valo.", "naapurini Virtanen polttaa risuja",
    "rouva Niskanen valittaa", "Jari Kuusiniemi ajaa", "Anders Lindström bor i huset.", "Jag såg Maria Bergman där.",
    "Gunilla Lagerström äger tomten", "matti meikäläinen korhonen", "Timo Väisäsen auto",
    "Kari ja Päivi Heikkisen talo", "Sanna Rönkkö", "Tapio Rautavaara lauloi", "Mikko Saarelta kuultu",
    "Riitta-Liisa Hyvönen", "Terttu Wallenius", "Eero Aarnio", "Tuula Karppisen mökki", "Hra Kettunen",
    "Heikki Pulliainen", "Nguyen Thi Lan asuu tässä", "Mohamed Ali Hassan", "Janne Ahonen hyppäsi", "Veikko Huovinen",
    "Kaisa Leka", "Olli Lindholm", "Minna Haapkylä", "Ville Niinistö asui täällä",
)  # fmt: skip
UNNAMED = (
    "Minna Canthin katu on kapea.", "Minna Canthin puistoon penkki", "Snellmaninpuisto",
    "Maria Jotunin tie aurattava", "Juhani Ahon koulun piha", "J. L. Runebergs gata", "Puijon torni näkyy Petoselle",
    "Anna palaa!", "Anna Puijon olla rauhassa.", "Satu alkoi sateella", "Onni on asua Kuopiossa", "Toivo elää",
    "Saaristokaupungin silta", "Väinölänniemen stadion", "Kuopion kaupunki ja Savon Sanomat", "Kalle Päätalon polku",
    "Kallaveden ranta", "Olli on hauki", "Rauha ja hiljaisuus", "Tuuli Itäinen ja kova", "Haapaniemen Prisma",
    "Pikku Pietarin piha", "Pekka Halosen puisto", "Matin ja Maijan lampi", "Kuopion Torikatu",
    "Neulamäen Ulkoilumaja", "Särkilahden uimaranta", "Lumit Lukio", "Itä-Suomen yliopisto", "Ison-Valkeisen lampi",
    "Jynkän Sokos", "Levänen Länsipuijo", "Tahko ja Nilsiä", "Petosen Pirtti", "Sankt Henriks gata",
    "Kirsti katsoi kauas", "Kaija lähti Kuopioon", "Rönö ja Vaajasalo", "Vanha Karjalainen tapa",
    "Uusi Savolainen ravintola",
)  # fmt: skip


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def test_details_are_found_with_a_recall_of_98_and_a_precision_of_95_in_a_hundred() -> None:
    there, absent = with_details(), without_details()
    assert (len(there), len(absent), len({*there, *absent})) == (250, 250, 500) or len({*there, *absent}) >= 480
    found = [text for text in there if has_identity_code(text) or contact_details(text)]
    false = [text for text in absent if has_identity_code(text) or contact_details(text)]
    recall, precision = _share(len(found), len(there)), _share(len(found), len(found) + len(false))
    print(f"details: recall {recall:.3f}, precision {precision:.3f}; missed {set(there) - set(found)}, false {false}")
    assert recall >= 0.98
    assert precision >= 0.95


def test_names_are_found_as_well_as_a_moderator_is_told() -> None:
    found = [text for text in NAMED if has_person_name(text)]
    false = [text for text in UNNAMED if has_person_name(text)]
    recall, precision = _share(len(found), len(NAMED)), _share(len(found), len(found) + len(false))
    print(f"names: recall {recall:.2f}, precision {precision:.2f}; missed {set(NAMED) - set(found)}, false {false}")
    assert recall >= 0.70
    assert precision >= 0.90


def test_common_names_are_found_in_every_case_that_people_use() -> None:
    chance = random.Random(5)
    firsts, lasts = sorted(FIRST_NAMES), sorted(name for name in SURNAMES if name.endswith("nen"))
    for _ in range(200):
        first, last = chance.choice(firsts).capitalize(), chance.choice(lasts).capitalize()
        for ending in ("nen", "sen", "selle", "sella", "sta"):
            assert has_person_name(f"Sanoi {first} {last[:-3]}{ending} eilen."), (first, last, ending)


@pytest.mark.parametrize("text", ["", " ", "Matti", "Matti\nVirtanen"[:6], "😀 👍", "a" * 10_000, "Matti " * 2000])
def test_anything_may_be_asked(text: str) -> None:
    assert has_person_name(text) is False
