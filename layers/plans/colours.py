"""The colours of a zoning plan's letters: the one place to change how a land use looks.

The fills follow the customary colours of Finnish detailed plans: browns for living, lilac for public
buildings, greens for recreation, blue for water. Colours alone do not tell the classes apart for everybody,
so that each main class also has a pattern, and the letter is written on the map and in the legend.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Pattern -> SVG path on a tile of 8 x 8 units; the map and the legend draw the same lines.
PATTERNS: dict[str, str] = {
    "plain": "",
    "rising": "M-2 6 6 -2M2 10 10 2",
    "falling": "M-2 2 6 10M2 -2 10 6",
    "crossed": "M-2 6 6 -2M2 10 10 2M-2 2 6 10M2 -2 10 6",
    "level": "M0 4H8",
    "upright": "M4 0V8",
    "checked": "M0 4H8M4 0V8",
    "dotted": "M2 1.5V2.5M6 5.5V6.5",
    "ticked": "M2 1V4M6 5V8",
    "wavy": "M0 4Q2 2 4 4T8 4",
    "peaked": "M1 6 4 2 7 6",
}


@dataclass(frozen=True, slots=True)
class Colour:
    """How a land use is drawn: fill, outline and the lines of the pattern as #rrggbb; a key of `PATTERNS`."""

    fill: str
    outline: str
    pattern: str

    @property
    def pattern_path(self) -> str:
        """The pattern's SVG path on its 8 x 8 tile; empty for a plain fill."""
        return PATTERNS[self.pattern]


#: Main class -> outline and pattern, shared by the letters that begin with it.
_CLASSES: dict[str, tuple[str, str]] = {
    "A": ("#4f340c", "plain"),
    "C": ("#44060f", "crossed"),
    "K": ("#5f1c08", "rising"),
    "P": ("#8a4b00", "falling"),
    "Y": ("#4c3a78", "upright"),
    "T": ("#43474c", "checked"),
    "R": ("#7a5a00", "peaked"),
    "V": ("#1f5c12", "dotted"),
    "L": ("#7d3550", "level"),
    "E": ("#7a2f63", "ticked"),
    "S": ("#0c5f66", "crossed"),
    "M": ("#5e5b08", "plain"),
    "W": ("#1c5680", "wavy"),
}

#: Letter -> fill. A letter that is not here takes the fill of the longest beginning that is.
_FILLS: dict[str, str] = {
    "A": "#e2c096",
    "AK": "#b98444",
    "AL": "#c9955a",
    "AP": "#e8cda8",
    "AR": "#dcb17c",
    "AO": "#f0dcbd",
    "AH": "#ecd3b4",
    "AM": "#d9c08c",
    "AT": "#e6c9a0",
    "C": "#d63648",
    "K": "#f2704f",
    "KL": "#f58a6b",
    "KM": "#e85a38",
    "KT": "#f7a388",
    "KTY": "#f0b39d",
    "P": "#faab53",
    "PL": "#fcc587",
    "Y": "#ddd4e9",
    "YO": "#cdbfe2",
    "YS": "#c3b2dc",
    "YU": "#e6dff0",
    "T": "#c1c3c5",
    "TY": "#d3d5d7",
    "TV": "#adb0b3",
    "TP": "#cfcac6",
    "R": "#ffcf45",
    "RA": "#ffdc78",
    "V": "#8bc77a",
    "VL": "#a3d394",
    "VP": "#58ad41",
    "VK": "#74bb60",
    "VU": "#6fc08a",
    "VR": "#b6dba6",
    "VV": "#c9e6b0",
    "L": "#f9c6d1",
    "LT": "#efb3c1",
    "LR": "#dcb0bb",
    "LP": "#fbd9e0",
    "LV": "#d8c4dc",
    "KATU": "#f4f1ee",
    "TORI": "#f1e4da",
    "E": "#e6adcf",
    "EV": "#cfe3b8",
    "EH": "#c7d8c0",
    "S": "#74ccd3",
    "M": "#e3e08f",
    "MT": "#eced98",
    "MM": "#c8cf7a",
    "W": "#b3d7f1",
}

UNKNOWN = Colour("#e4e4e0", "#55585a", "falling")
STREET = {"KATU", "TORI"}


def colour_of(letter: str) -> Colour:
    """How a plan letter is drawn.

    Parameters
    ----------
    letter : as written in the plan, for example ``AK``, ``AK-1``, ``VP/s`` or ``Katu``.

    Returns
    -------
    The colour of the longest known beginning of the letter; `UNKNOWN` when even its first character is
    unknown, and for an empty letter.
    """
    base = main_letter(letter)
    for end in range(len(base), 0, -1):
        fill = _FILLS.get(base[:end])
        if fill is not None:
            outline, pattern = ("#6b6660", "plain") if base[:end] in STREET else _CLASSES[base[0]]
            return Colour(fill, outline, pattern)
    return UNKNOWN


def main_letter(letter: str) -> str:
    """The letter without what narrows it: ``AK-1`` -> ``AK``, ``K/T`` -> ``K``, ``katu`` -> ``KATU``."""
    base = letter.strip().upper()
    for separator in ("-", "/", " ", "("):
        base = base.partition(separator)[0]
    return base.rstrip("0123456789")
