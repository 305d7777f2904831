"""Finds what looks like a person's first and last name in a text, in Finnish or Swedish.

A modest heuristic, for a moderator's eyes and never for refusing: it knows common names only, and a rare name passes.
The lists (common_names.toml) hold first names and surnames that are widely known to be common in Finland; they were
written down from general knowledge, as anyone in the country could, and are no copy of a register.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import pairwise

_LISTS = tomllib.loads((files("service.moderation") / "common_names.toml").read_text(encoding="utf-8"))
FIRST_NAMES = frozenset(_LISTS["first"].split())
SURNAMES = frozenset(_LISTS["last"].split())
_TITLES = frozenset(
    ("herra", "rouva", "neiti", "naapurini", "naapurimme", "naapuri", "hra", "rva", "tohtori", "opettaja", "rehtori")
) | {"fru", "herr"}
#: After a name in the genitive these make it a place: "Minna Canthin katu".
_PLACES = re.compile(
    r"(?:katu|kadu|tie\b|tien|tiellä|tieltä|kuja|kuj|polku|polu|puisto|tori|aukio|koulu|museo|patsa|raitti|raiti|"
    r"silta|silla|halli|kirjasto|gata|gatan|väg|park|skola|torg|stig|stugan|huset)",
    re.IGNORECASE,
)
#: A word of a name as people write them: Anna-Liisa, O'Brien, J., Meri-Tuuli.
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
#: Words of surnames that are written small.
_PARTICLES = frozenset(
    ("af", "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "la", "van", "von", "zu")
)
#: More words than a name has.
MOST_WORDS = 5
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDINGS = (
    "", "n", "lle", "lla", "llä", "lta", "ltä", "sta", "stä", "ssa", "ssä", "a", "ä", "ta", "tä", "an", "än", "s",
    "in", "ia", "iä", "ille",
)  # fmt: skip
#: How some endings of surnames change when they are bent.
_BENDS = {
    "mäki": "mäe", "lahti": "lahde", "koski": "koske", "niemi": "nieme", "järvi": "järve", "joki": "joe",
    "tuomi": "tuome", "salmi": "salme", "saari": "saare", "vuori": "vuore", "lehto": "lehdo", "aalto": "aallo",
    "kurki": "kurje", "virta": "virra", "rinne": "rintee", "laine": "lainee", "kangas": "kankaa",
}  # fmt: skip
#: Endings of surnames that the list lacks: Kuusiniemi, Lagerström. They count for names written with capitals.
_LIKE_SURNAME = re.compile(
    r"\w{2,}(?:nie(?:mi|men)|mäki|mäen|lah(?:ti|den)|kos(?:ki|ken)|jär(?:vi|ven)|rann?[at]an?|saar[ie]n?|vuor[ie]n?|"
    r"(?:oja|vaara|salo|maa|kylä|pää|harju|kallio|(?<!l)la|(?<!l)lä)n?|"
    r"(?:qvist|kvist|ström|lund|berg|sson|holm|gren|roos)(?:in|s)?)$",
    re.IGNORECASE,
)
#: First names that are as well ordinary words, with which a sentence may begin before the name of a place.
_WORDS_TOO = frozenset(("anna", "satu", "toivo", "onni", "tuula", "tuulia", "taru", "suvi", "lumi", "iris", "into"))
_NEN = re.compile(r"\w{2,}(?:nen|se(?:n|lle|lla|llä|lta|ltä|ssa|ssä|sta|stä|en|na|nä)|sta|stä)$", re.IGNORECASE)


def has_person_name(text: str) -> bool:
    """Whether the text holds what looks like the first and last name of a person, or a title and a surname.

    A street, park or house that bears a name is no person. Names written small count only when both are known.
    """
    words = [(found.group(), found.end()) for found in _WORD.finditer(text)]
    for (first, end), (last, last_end) in pairwise(words):
        if text[end : end + 1] != " " or not _is_gap(text[end : last_end - len(last)]):
            continue
        if _is_name(first, last) and not _is_place(text[last_end:], last):
            return True
    return False


def looks_like_name(text: str) -> bool:
    """Whether a line reads as one person's name and nothing else, for what people write into a field for a name.

    A hint for a moderator, as `has_person_name`: names that no list knows pass by their look alone. Two to five words
    of letters with capitals (or known names written small) pass; a single word passes too, as many show their first
    name only. Digits, signs, whole sentences and two names joined by "and" do not.
    """
    words = text.split()
    if not 1 <= len(words) <= MOST_WORDS or not all(_NAME_WORD.fullmatch(word) for word in words):
        return False
    # Letters of scripts that have no capitals are neither small nor great.
    if not any(word[0].islower() and word not in _PARTICLES for word in words):
        return True
    return len(words) <= 2 and all(word.casefold() in FIRST_NAMES | SURNAMES for word in words)


def _is_name(first: str, last: str) -> bool:
    is_first = all(part in FIRST_NAMES for part in first.casefold().split("-"))
    is_title = first.casefold() in _TITLES
    if not (is_first or is_title):
        return False
    is_known = last.casefold() in _bent_surnames()
    if last[:1].isupper():
        has_capitals = is_title or first[:1].isupper()
        is_like_one = first.casefold() not in _WORDS_TOO and bool(_LIKE_SURNAME.search(last))
        return is_known or (has_capitals and (is_like_one or bool(_NEN.search(last))))
    return is_first and is_known and len(last) > 4


def _is_place(after: str, last: str) -> bool:
    following = _WORD.match(after.lstrip(" -"))
    is_close = after[:1] in (" ", "-")
    is_own = _PLACES.search(last) is not None and last.casefold() not in _bent_surnames()
    return is_own or (is_close and following is not None and _PLACES.match(following.group()) is not None)


def _is_gap(between: str) -> bool:
    return between.strip() == ""


@cache
def _bent_surnames() -> frozenset[str]:
    """The listed surnames in the cases that people use of them."""
    stems = {*SURNAMES}
    for name in SURNAMES:
        if name.endswith("nen"):
            stems |= {name[:-3] + "se", name[:-3] + "s"}
        stems |= {name[: -len(end)] + bent for end, bent in _BENDS.items() if name.endswith(end)}
    return frozenset(stem + ending for stem in stems for ending in _ENDINGS if not stem.endswith("se") or ending)
