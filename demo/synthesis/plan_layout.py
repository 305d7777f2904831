"""The practice plan's layout, drawn on a straight grid of whole metres before it is bent into the town.

Blocks, streets and parks are rectangles here, so that neighbours share their edges exactly.
"""

import itertools
from dataclasses import dataclass

from shapely import union_all
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from demo.synthesis.dice import Dice

# Rows from the north; equal letters with a dot run together over the street between them.
_ROWS = (
    "AO  AO  VL. VL. VL. AO  AO  SL.",
    "AO  AP  VL. VL. AP  AP  AO  SL.",
    "AP  AK  AK  Y   AK  AP  VP. AO ",
    "T.  K   C   C   P   AK  VP. AP ",
    "T.  K   A   VP: Y   AK  AP  AO ",
    "ET  KT  AK  A   AP  AP  AO  -  ",
)
# What may be cut off a block for something smaller: the block, the smaller thing, its share of the width.
_CUTS = (
    ("C", "LP", 0.30),
    ("K", "LP", 0.35),
    ("Y", "VP", 0.40),
    ("AK", "LP", 0.25),
    ("AP", "VP", 0.35),
    ("A", "P", 0.4),
)
_CUT_SHARE = 0.6
_STREET_M, _MAIN_STREET_M, _ROAD_M = 14, 22, 32
_COLUMN_M, _ROW_M = (170, 230), (170, 225)
STREET_NAMES = (
    "Harjoituskatu", "Mallikatu", "Luonnoskuja", "Rajaustie", "Merkintäkatu", "Viivakuja", "Ruutupolku",
    "Mittakatu", "Paperitie", "Kynäkuja", "Kaaritie", "Kulmakatu", "Esimerkkitie", "Kokeilukuja",
    "Piirtäjänkatu", "Varjokuja",
)  # fmt: skip
# The largest of each kind gets the first name.
PARK_NAMES = {
    "VP": (
        "Mallipuisto", "Kokeilupuisto", "Luonnospuisto", "Viivapuisto", "Kaaripuisto", "Kulmapuisto",
        "Ruutupuisto", "Mittapuisto", "Paperipuisto", "Piirrospuisto", "Varjopuisto", "Rajapuisto",
    ),
    "VL": ("Harjoitusmetsä",),
    "SL": ("Luonnoslehto",),
}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """One unit of the layout: its plan letter, its shape in whole metres, its own name if it has one."""

    letter: str
    shape: BaseGeometry
    name: str | None
    block: str | None


def layout(dice: Dice) -> list[Piece]:
    """Return the pieces, covering the plan without gaps or overlaps, around the origin."""
    rows = [row.split() for row in _ROWS]
    if dice.chance(0.5):
        rows = [row[::-1] for row in rows]
    if dice.chance(0.5):
        rows = rows[::-1]
    xs = _lines(len(rows[0]), _COLUMN_M, dice)
    ys = _lines(len(rows), _ROW_M, dice)[::-1]
    blocks = _blocks(rows, xs, ys)
    kept = union_all(
        [
            box(xs[c], ys[r + 1], xs[c + 1], ys[r])
            for r, row in enumerate(rows)
            for c, letter in enumerate(row)
            if letter != "-"
        ]
    )
    streets = _streets(kept, union_all([shape for _, shape in blocks]), xs, ys)
    cut = [part for letter, shape in blocks for part in _cut(letter, shape, dice)]
    return [*_named_blocks(cut), *streets]


def _lines(count: int, width: tuple[int, int], dice: Dice) -> list[int]:
    lines = [0]
    for _ in range(count):
        lines.append(lines[-1] + dice.between(*width))
    middle = lines[-1] // 2
    return [line - middle for line in lines]


def _half_width(index: int, count: int) -> int:
    """Return half a street's width: a road at the first line, a main street in the middle."""
    if index == 0:
        return _ROAD_M // 2
    return (_MAIN_STREET_M if index == count // 2 else _STREET_M) // 2


def _blocks(rows: list[list[str]], xs: list[int], ys: list[int]) -> list[tuple[str, BaseGeometry]]:
    cells: dict[str, list[BaseGeometry]] = {}
    for r, row in enumerate(rows):
        for c, letter in enumerate(row):
            if letter == "-":
                continue
            key = letter if letter[-1] in ".:" else f"{letter} {r} {c}"
            cells.setdefault(key, []).append(box(xs[c], ys[r + 1], xs[c + 1], ys[r]))
    blocks = []
    for key, parts in cells.items():
        # Taking the streets' halves off the merged cells lets a large park swallow the street between them.
        merged = union_all(parts)
        west, south, east, north = merged.bounds
        shape = merged.difference(_street_lines(merged, xs, ys))
        blocks.append((key.rstrip(".:").split(" ")[0], shape.intersection(box(west, south, east, north))))
    return blocks


def _street_lines(merged: BaseGeometry, xs: list[int], ys: list[int]) -> BaseGeometry:
    """Return the street strips along a block's own outline."""
    strips = []
    for i, x in enumerate(xs):
        strip = box(x - _half_width(i, len(xs)), ys[-1], x + _half_width(i, len(xs)), ys[0])
        strips += _outside_parts(strip, merged, ys, vertical=True)
    for i, y in enumerate(ys):
        strip = box(xs[0], y - _half_width(i, len(ys)), xs[-1], y + _half_width(i, len(ys)))
        strips += _outside_parts(strip, merged, xs, vertical=False)
    return union_all(strips)


def _outside_parts(
    strip: BaseGeometry, merged: BaseGeometry, lines: list[int], *, vertical: bool
) -> list[BaseGeometry]:
    """Return the strip's stretches between crossings whose middle does not lie inside the merged cells."""
    west, south, east, north = strip.bounds
    parts = []
    for a, b in itertools.pairwise(lines):
        low, high = min(a, b), max(a, b)
        part = box(west, low, east, high) if vertical else box(low, south, high, north)
        if not merged.contains(part.centroid) and part.intersects(merged):
            parts.append(part)
    return parts


def _streets(kept: BaseGeometry, blocks: BaseGeometry, xs: list[int], ys: list[int]) -> list[Piece]:
    """Return what the blocks leave over, as one piece for each street line."""
    left = kept.difference(blocks)
    pieces = []
    names = list(STREET_NAMES)
    for i, y in enumerate(ys):
        strip = box(xs[0], y - _half_width(i, len(ys)), xs[-1], y + _half_width(i, len(ys)))
        pieces.append(_street(left.intersection(strip), names.pop(0), is_road=i == 0))
        left = left.difference(strip)
    for i, x in enumerate(xs):
        strip = box(x - _half_width(i, len(xs)), ys[-1], x + _half_width(i, len(xs)), ys[0])
        pieces.append(_street(left.intersection(strip), names.pop(0), is_road=False))
        left = left.difference(strip)
    return [piece for piece in pieces if piece.shape.area > 0]


def _street(shape: BaseGeometry, name: str, *, is_road: bool) -> Piece:
    return Piece("LT", shape, "Harjoitustie", None) if is_road else Piece("katu", shape, name, None)


def _cut(letter: str, shape: BaseGeometry, dice: Dice) -> list[tuple[str, BaseGeometry]]:
    """Return the block, or its two parts when something smaller is cut off its side."""
    rule = next((rule for rule in _CUTS if rule[0] == letter), None)
    if rule is None or not dice.chance(_CUT_SHARE):
        return [(letter, shape)]
    west, south, east, north = shape.bounds
    if dice.chance(0.5):
        x = round(west + (east - west) * rule[2])
        parts = box(west, south, x, north), box(x, south, east, north)
    else:
        y = round(south + (north - south) * rule[2])
        parts = box(west, south, east, y), box(west, y, east, north)
    return [(rule[1], shape.intersection(parts[0])), (letter, shape.intersection(parts[1]))]


def _named_blocks(parts: list[tuple[str, BaseGeometry]]) -> list[Piece]:
    largest_first = sorted(range(len(parts)), key=lambda n: -parts[n][1].area)
    names = {letter: list(own) for letter, own in PARK_NAMES.items()}
    name_of = {n: names[parts[n][0]].pop(0) for n in largest_first if parts[n][0] in names}
    return [
        Piece(letter, shape, name_of.get(n), None if n in name_of else str(n + 1))
        for n, (letter, shape) in enumerate(parts)
    ]
