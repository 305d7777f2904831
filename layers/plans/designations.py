"""What the letters of a detailed plan mean, in three languages and in plain words.

The words stand in ``designations.toml``, so that they can be corrected without reading code.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from layers.plans.colours import Colour, colour_of, main_letter
from layers.plans.land_use import land_use_uri

Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class Designation:
    """A land use as people meet it.

    `letter` is the letter that the words were found for; `names` a heading, `amounts` what follows a share
    ("62 % puistoa"), `meanings` one plain sentence; each by language code fi, sv, en. `is_known` is False for
    a letter that the table has no words for.
    """

    letter: str
    land_use: str
    names: Words
    amounts: Words
    meanings: Words
    colour: Colour
    is_known: bool = True


_UNKNOWN: dict[str, Words] = {
    "names": {"fi": "Muu käyttö", "sv": "Annan användning", "en": "Other use"},
    "amounts": {"fi": "muuta aluetta", "sv": "annat område", "en": "other area"},
    "meanings": {
        "fi": "Kaavan omista määräyksistä näet, mitä merkintä tarkoittaa.",
        "sv": "Planens egna bestämmelser berättar vad beteckningen betyder.",
        "en": "The plan's own regulations say what this marking means.",
    },
}


def designation(letter: str) -> Designation:
    """What a plan letter means and how it looks.

    Parameters
    ----------
    letter : as written in the plan; ``AK-1`` is looked up as ``AK``, and an unknown subclass by its longest
        known beginning (``VLX`` as ``VL``), since the first characters carry the main use.

    Returns
    -------
    A designation; for a letter that begins with nothing known, one with `is_known` False.
    """
    base = main_letter(letter)
    known = designations()
    for end in range(len(base), 0, -1):
        if base[:end] in known:
            return known[base[:end]]
    return Designation(letter, "", **_UNKNOWN, colour=colour_of(letter), is_known=False)


@cache
def designations() -> dict[str, Designation]:
    """All designations that there are words for, by letter, in the order of a plan's legend."""
    source = (files("layers.plans") / "designations.toml").read_text(encoding="utf-8")
    return {letter: _read(letter, entry) for letter, entry in tomllib.loads(source).items()}


def _read(letter: str, entry: dict[str, object]) -> Designation:
    name, amount, meaning = (entry[key] for key in ("name", "amount", "meaning"))
    if not (isinstance(name, dict) and isinstance(amount, dict) and isinstance(meaning, dict)):
        raise TypeError(f"designations.toml: {letter} needs words by language")
    return Designation(letter, land_use_uri(str(entry["code"])), name, amount, meaning, colour_of(letter))
