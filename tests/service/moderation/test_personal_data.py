"""Identity codes, phone numbers and e-mail addresses in texts: found when there, not seen when absent."""

from __future__ import annotations

import random

from service.moderation.personal_data import has_email_address, has_identity_code, has_phone_number

WITH_PHONE = (
    "040 123 4567", "0401234567", "040-1234567", "040-123 4567", "050 1234 567", "+358 40 123 4567", "+358401234567",
    "00358 40 1234567", "0457 123 4567", "017 185 111", "017-185111", "(017) 185 111", "09 310 1691", "09-3101691",
    "020 123 4567", "0600 12345", "+46 70 123 45 67", "+358 (0)40 123 4567",
)  # fmt: skip
WITH_EMAIL = (
    "maija@esimerkki.fi", "maija.meri@kunta.esimerkki.fi", "m-m_1+x@a.fi", "maija(at)esimerkki.fi",
    "maija [at] esimerkki.fi", "MAIJA@ESIMERKKI.FI", "maija(ät)esimerkki.fi",
)  # fmt: skip
CLEAN = (
    "Tie 12 on rikki 500 metrin matkalla", "Puisto on ollut huono vuodesta 2015 asti", "klo 08-16 ja 17.30-20.00",
    "Kuopio 70100", "Postinumero 00100 Helsinki", "1.1.2026 alkaen", "22.11.2026 klo 18", "KUO-2026-00123",
    "linja 5 ja 16", "noin 1 200 000 euroa", "12 000 000 000 euroa", "koordinaatit 62.8925 27.6783", "https://kuopio.fi/a?id=1234567890",
    "kaava 297-14-2024", "kiinteistö 297-404-0005-0123", "kerran 2-3 viikossa", "100 m + 200 m", "E63 ja vt 5",
    "@kuopio on twitterissä", "20-30 lasta", "Vuosina 2019-2026 tehtiin", "Y-tunnus 0171450-7", "hinta 05 euroa",
    "8-vuotias", "yli 65-vuotiaat", "3 + 4 = 7", "torikatu 17 b 12", "0-6-vuotiaat lapset", "pinta-ala 35 000 m2",
    "ISBN 978-951-0-12345-6", "10 000 askelta", "puh. numeroa ei löydy", "30-luvulla", "lat 62,89 lon 27,68",
)  # fmt: skip


def identity_codes(count: int, seed: int = 3) -> list[str]:
    """Made-up codes with a right check character, of people of all three centuries and numbers never given."""
    chance = random.Random(seed)
    signs = "0123456789ABCDEFHJKLMNPRSTUVWXY"
    codes = []
    for _number in range(count):
        day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(0, 99)
        number = chance.randint(900, 999)
        date = f"{day:02d}{month:02d}{year:02d}"
        codes.append(f"{date}{chance.choice('+-ABYX')}{number}{signs[int(f'{date}{number}') % 31]}")
    return codes


def test_at_least_98_of_100_personal_details_are_found() -> None:
    codes = identity_codes(200)
    found = [has_identity_code(f"Tunnukseni on {code}, kiitos.") for code in codes]
    found += [has_phone_number(f"Soittakaa {phone}.") for phone in WITH_PHONE]
    found += [has_email_address(f"Vastatkaa: {email}!") for email in WITH_EMAIL]
    assert sum(found) / len(found) >= 0.98


def test_what_is_found_is_there_in_95_of_100() -> None:
    false = [text for text in CLEAN if has_identity_code(text) or has_phone_number(text) or has_email_address(text)]
    assert false == []


def test_a_code_with_one_wrong_key_is_still_seen() -> None:
    assert has_identity_code("131052-308A")
    assert has_identity_code("hetu:131052-308t")
    assert not has_identity_code("991352-308T")


def test_each_kind_is_told_apart() -> None:
    code = identity_codes(1)[0]
    assert not has_phone_number(code)
    assert not has_email_address(code)
