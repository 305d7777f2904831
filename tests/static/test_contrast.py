"""WCAG contrast of the colour tokens, light and dark: text 4.5, marks and edges 3."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
THEMES = ("moss", "lake", "rowan", "plum", "teal", "amber", "rose", "slate")
GROUNDS = ("canvas", "paper", "raised", "sunken")
MAP_GROUNDS = ("map-land", "map-built", "map-core", "map-water", "map-halo")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-soft", "brand", "bad") for ground in GROUNDS),
    *((tone, f"{tone}-soft") for tone in ("info", "good", "warn", "bad")),
    *(("ink", f"{tone}-soft") for tone in ("info", "good", "warn", "bad")),
    *(("map-label", ground) for ground in MAP_GROUNDS),
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("brand-ink", "brand-soft"),
    ("ink-soft", "idle-soft"),
    ("map-label-soft", "map-halo"),
    ("map-cluster-ink", "map-cluster"),
    ("canvas", "ink"),
    ("canvas", "bad"),
]
MARK_PAIRS = [
    *(("line-strong", ground) for ground in ("paper", "canvas")),
    *(("focus", ground) for ground in ("paper", "canvas", "focus-halo")),
    *((f"map-{mark}", "map-land") for mark in ("area", "proposal", "walk", "draw", "cluster")),
    ("map-cluster", "map-water"),
    *((f"theme-{name}", "map-pin-edge") for name in THEMES),
    *((f"theme-{name}", "glyph") for name in THEMES),
]


def tokens(dark: bool) -> dict[str, str]:
    """The colours by name; the dark block overrides the light one."""
    light, darker = CSS.split("@media (prefers-color-scheme: dark)")
    found = {"glyph": "#ffffff"} | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    return found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", darker)) if dark else found


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("least", "pairs"), [(4.5, TEXT_PAIRS), (3.0, MARK_PAIRS)], ids=["text", "marks"])
def test_contrast(dark: bool, least: float, pairs: list[tuple[str, str]]) -> None:
    colours = tokens(dark)
    low = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in low.items() if ratio < least} == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("ramp", ["seq", "heat"])
def test_ramps_go_one_way(dark: bool, ramp: str) -> None:
    colours = tokens(dark)
    steps = [luminance(colours[f"{ramp}-{step}"]) for step in range(1, 6)]
    assert steps == sorted(steps, reverse=not dark)
