"""Five hundred strings with and without personal details, made by rules that do not know how they are looked for."""

from __future__ import annotations

import random

from tests.service.moderation.test_personal_data import CLEAN, WITH_EMAIL, WITH_PHONE, identity_codes

AROUND = (
    "Tunnukseni on {}, kiitos.", "Ottakaa yhteyttä {} iltaisin.", "{}", "Penkki rikki. {}. Korjatkaa.",
    "Asia koskee ({}).", "Mitt nummer är {}, ring gärna!", "Vastatkaa: {}", "Lisätietoja:{} ja isännöitsijältä.",
    "Call {} please.",
)  # fmt: skip
PLACES = ("Puijo", "Petonen", "Neulamäki", "Haapaniemi", "Saarijärvi", "Särkiniemi", "Kallavesi", "Väinölänniemi")
THINGS = ("penkki", "valo", "suojatie", "leikkipaikka", "uimaranta", "pyörätie", "roskis", "hiekoitus", "bussipysäkki")
NUMBERS = (
    "vuodesta {year} asti", "{year}–{later}", "noin {n} metriä", "{n} 000 euroa", "linja {small}",
    "talo {small} b {n}", "klo {hour}.00–{hour}.45", "{hour}:30", "{day}.{month}.{year}", "tie {n}", "{n},5 km",
    "postinumero 70{n}", "{small}-vuotias", "{small} x {n} cm", "kiinteistö 297-{n}-{small}-{hour}", "kaava 297-{n}",
    "§ {n}", "{n} %", "nro {n}", "KUO-{year}-{n:05d}", "62.{n}, 27.{n}", "E{small}", "{small}/{hour}", "{n} askelta",
    "maksaa {n} €",
)  # fmt: skip
HOSTS = ("esimerkki.fi", "kunta.esimerkki.fi", "example.com", "posti.example", "a-b.example.org")


def _phone(chance: random.Random) -> str:
    def digits(count: int) -> str:
        return "".join(str(chance.randint(0, 9)) for _ in range(count))

    prefix = chance.choice(
        ("040", "0400", "041", "0440", "045", "0457", "046", "050", "+358 40", "+35850", "00358 44")
    )
    gap = chance.choice((" ", "-", ""))
    if gap and chance.random() < 0.5:
        return f"{prefix}{gap}{digits(3)}{gap}{digits(4)}"
    return f"{prefix}{gap}{digits(7)}"


def _email(chance: random.Random) -> str:
    name = chance.choice(("maija", "pekka.pouta", "a_b", "info", "k-m.s", "Åke", "nimi2", "M.MERI"))
    at = chance.choice(("@", "@", "@", "(at)", " [at] ", "(ät)"))
    return f"{name}{at}{chance.choice(HOSTS)}"


def with_details(count: int = 250, seed: int = 11) -> list[str]:
    """Texts that hold an identity code, a phone number or an e-mail address."""
    chance = random.Random(seed)
    third = count // 3
    details = identity_codes(third, seed) + [_phone(chance) for _ in range(third - len(WITH_PHONE))]
    details += [_email(chance) for _ in range(count - 2 * third - len(WITH_EMAIL))]
    details += [*WITH_PHONE, *WITH_EMAIL]
    return [chance.choice(AROUND).format(one) for one in details]


def without_details(count: int = 250, seed: int = 12) -> list[str]:
    """Texts with other numbers, dates, times, prices, addresses and references."""
    chance = random.Random(seed)
    found = list(CLEAN)
    while len(found) < count:
        year, n = chance.randint(1950, 2040), chance.randint(2, 999)
        values = {
            "year": year, "later": year + chance.randint(1, 9), "n": n, "small": chance.randint(1, 29),
            "hour": chance.randint(6, 22), "day": chance.randint(1, 28), "month": chance.randint(1, 12),
        }  # fmt: skip
        said = chance.choice(NUMBERS).format(**values)
        found.append(f"{chance.choice(PLACES)}: {chance.choice(THINGS)} {said}.")
    return found[:count]
