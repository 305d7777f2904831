"""Which column of a table is what, guessed from its heading in Finnish, Swedish and English."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: What a column can be, in the order in which pages ask.
PARTS = ("title", "text", "theme", "east", "north", "day", "number", "number_more", "state")
#: What headings begin with, most telling first.
HINTS: dict[str, tuple[str, ...]] = {
    "title": ("otsikko", "title", "rubrik", "titel", "nimi", "namn", "name", "header", "subject"),
    "text": (
        "teksti", "text", "kuvaus", "palaute", "ehdotus", "sisältö", "viesti", "kommentti", "description", "body",
        "message", "content", "comment", "feedback", "beskrivning", "innehåll", "meddelande", "förslag",
    ),
    "theme": ("teema", "theme", "tema", "aihe", "kategoria", "category", "kategori", "luokka", "topic", "ämne"),
    "east": (
        "longitude", "lon", "lng", "long", "longitud", "pituusaste", "pituus", "x_koordinaatti", "x_koord", "easting",
        "east", "itäkoordinaatti", "itä", "ita", "östkoordinat", "öst", "x", "e",
    ),
    "north": (
        "latitude", "lat", "latitud", "leveysaste", "leveys", "y_koordinaatti", "y_koord", "northing", "north",
        "pohjoiskoordinaatti", "pohjoinen", "nordkoordinat", "nord", "y", "n",
    ),
    "day": (
        "päivämäärä", "pvm", "paivamaara", "luotu", "lähetetty", "jätetty", "aika", "created", "date", "submitted",
        "timestamp", "time", "datum", "skapad", "inlämnad", "päivä",
    ),
    "number": ("id", "tunnus", "tunniste", "numero", "nro", "viite", "number", "reference", "nummer", "nr", "key"),
    "number_more": ("kierros", "round", "vaihe", "omgång", "vuosi", "year", "år"),
    "state": ("tila", "tilanne", "state", "status", "läge", "vaihe"),
}  # fmt: skip
#: In a column of states: the author took it back, or it was hidden there. It is not brought over.
TAKEN_BACK = frozenset(
    ("withdrawn", "removed", "deleted", "hidden", "spam", "peruttu", "peruutettu", "poistettu", "piilotettu",
     "vedetty pois", "återtagen", "återkallad", "borttagen", "raderad", "dold")
)  # fmt: skip
_NOT_WORD = re.compile(r"[^a-zåäö0-9]+")


def guessed(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """The column of each part that has a likely one: ``{"title": "Otsikko", ...}``; each column is used once.

    The second part of a number is taken only when the first repeats in the file and both together do not.
    """
    plain = {name: _NOT_WORD.sub("_", name.lower()).strip("_") for name in heading}
    found: dict[str, str] = {}
    for is_exact in (True, False):
        for part in PARTS:
            if part in found:
                continue
            name = _best(
                HINTS[part], {name: one for name, one in plain.items() if name not in found.values()}, is_exact
            )
            if name:
                found[part] = name
    if "east" not in found or "north" not in found:
        found.pop("east", None)
        found.pop("north", None)
    if "text" not in found and "title" in found:
        found["text"] = found.pop("title")
    if "number_more" in found and not _is_needed(heading, rows, found):
        del found["number_more"]
    return found


def _best(hints: tuple[str, ...], plain: dict[str, str], is_exact: bool) -> str:
    for hint in hints:
        for name, one in plain.items():
            if one == hint or (not is_exact and len(hint) > 3 and one.startswith(hint)):
                return name
    return ""


def _is_needed(heading: Sequence[str], rows: Sequence[Sequence[str]], found: dict[str, str]) -> bool:
    if "number" not in found:
        return False
    at, more = heading.index(found["number"]), heading.index(found["number_more"])
    numbers = [row[at] for row in rows]
    pairs = {(row[more], row[at]) for row in rows}
    return len(set(numbers)) < len(numbers) and len(pairs) > len(set(numbers))
