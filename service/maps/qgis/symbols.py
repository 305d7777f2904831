"""How QGIS draws: symbols of areas, lines and points, one for a layer or one for each class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element, SubElement

#: An open end of a range; QGIS knows no other.
_ENDLESS = 1e15
_CLASSES = {"fill": "SimpleFill", "line": "SimpleLine", "marker": "SimpleMarker"}


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol. Colours are ``#rrggbb``; `opacity` is the fill's, 0 for none; sizes are in millimetres."""

    kind: Literal["fill", "line", "marker"]
    colour: str
    outline: str = ""
    opacity: float = 1.0
    width: float = 0.3
    size: float = 2.6


@dataclass(frozen=True, slots=True)
class Class:
    """Features whose property has a value, with the words for it."""

    value: str
    label: str
    symbol: Symbol


@dataclass(frozen=True, slots=True)
class Range:
    """Features whose property is a number from `least` to under `most`, with the words for it; None is an open end."""

    least: float | None
    most: float | None
    label: str
    symbol: Symbol


@dataclass(frozen=True, slots=True)
class Look:
    """How a layer is drawn: all by `symbol`, or by class of the property `by`, and by `symbol` what is in none.

    `rest` is what the legend calls those. `ranges` are classes of numbers: QGIS does not draw what is in none of them.
    """

    symbol: Symbol
    by: str = ""
    classes: tuple[Class, ...] = ()
    rest: str = ""
    ranges: tuple[Range, ...] = ()


def add_renderer(layer: Element, look: Look) -> None:
    """Add a look to a layer of a file for QGIS."""
    symbols = [one.symbol for one in look.ranges or (*look.classes, look)]
    kind = "graduatedSymbol" if look.ranges else "categorizedSymbol" if look.by else "singleSymbol"
    renderer = SubElement(layer, "renderer-v2", type=kind, enableorderby="0", forceraster="0", symbollevels="0")
    if look.ranges:
        # The attribute may be a text that holds a number. A range of QGIS holds both its ends: what lies between two
        # classes goes to the one that is drawn last, the higher.
        renderer.set("attr", f'to_real("{look.by}")')
        renderer.set("graduatedMethod", "GraduatedColor")
        ranges = SubElement(renderer, "ranges")
        for number, part in enumerate(look.ranges):
            ends = {"lower": _end(part.least, -_ENDLESS), "upper": _end(part.most, _ENDLESS)}
            SubElement(ranges, "range", ends, symbol=str(number), label=part.label, render="true")
    elif look.by:
        renderer.set("attr", look.by)
        categories = SubElement(renderer, "categories")
        for number, one in enumerate(look.classes):
            SubElement(categories, "category", symbol=str(number), value=one.value, label=one.label, render="true")
        # A class with no value is QGIS's way to say "all others".
        rest = str(len(look.classes))
        SubElement(categories, "category", symbol=rest, value="", label=look.rest, render="true")
    found = SubElement(renderer, "symbols")
    for number, symbol in enumerate(symbols):
        own = SubElement(found, "symbol", type=symbol.kind, name=str(number), alpha="1", clip_to_extent="1")
        _add_options(SubElement(own, "layer", {"class": _CLASSES[symbol.kind], "enabled": "1", "pass": "0"}), symbol)


def _end(limit: float | None, open_end: float) -> str:
    return f"{open_end if limit is None else limit:.15g}"


def _add_options(layer: Element, symbol: Symbol) -> None:
    outline = symbol.outline or symbol.colour
    filled = _colour(symbol.colour, symbol.opacity)
    options = {
        "fill": {
            "color": filled,
            "style": "solid" if symbol.opacity else "no",
            "outline_color": _colour(outline),
            "outline_style": "solid",
            "outline_width": f"{symbol.width}",
            "outline_width_unit": "MM",
        },
        "line": {
            "line_color": _colour(symbol.colour),
            "line_style": "solid",
            "line_width": f"{symbol.width}",
            "line_width_unit": "MM",
        },
        "marker": {
            "name": "circle",
            "color": filled,
            "outline_color": _colour(outline),
            "outline_style": "solid",
            "outline_width": f"{symbol.width}",
            "outline_width_unit": "MM",
            "size": f"{symbol.size}",
            "size_unit": "MM",
        },
    }[symbol.kind]
    values = SubElement(layer, "Option", type="Map")
    for name, value in options.items():
        SubElement(values, "Option", name=name, value=value, type="QString")


def _colour(colour: str, opacity: float = 1.0) -> str:
    """A colour as QGIS writes it: red, green, blue and opacity, each 0 to 255."""
    parts = [str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)]
    return ",".join([*parts, str(round(255 * opacity))])
