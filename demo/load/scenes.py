"""Drawn pictures that stand for residents' photos in the demo: nobody and no real place is in them."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from typing import Any

from PIL import Image, ImageDraw

from service.participation.photos.isolated import CleanPhoto
from service.participation.photos.rules import THUMB_PX

SIZE = (1200, 900)
SKY, LAKE, GRASS, PATH, WOOD, DARK = "#bfdcec", "#6fa8c9", "#7fae6a", "#cdbb9a", "#8a5a33", "#3a4650"


def drawn(scene: str) -> CleanPhoto:
    """A scene ("bench", "crossing", "shore" or "lamp") as a photo is kept.

    Raises KeyError for a scene that there is none of.
    """
    picture = Image.new("RGB", SIZE, SKY)
    SCENES[scene](ImageDraw.Draw(picture))
    small = picture.copy()
    small.thumbnail((THUMB_PX, THUMB_PX), Image.Resampling.LANCZOS)
    return CleanPhoto(*SIZE, _jpeg(picture), _jpeg(small))


def _bench(draw: Any) -> None:
    draw.rectangle((0, 420, 1200, 560), fill=LAKE)
    draw.rectangle((0, 560, 1200, 900), fill=GRASS)
    _tree(draw, 180, 560, 1.0)
    _tree(draw, 1040, 590, 1.3)
    for top in (600, 640):
        draw.rectangle((420, top, 800, top + 24), fill=WOOD)
    draw.polygon([(400, 690), (820, 690), (850, 720), (370, 720)], fill=WOOD)
    draw.line((430, 720, 430, 800), fill=DARK, width=14)
    draw.line((790, 720, 840, 780), fill=DARK, width=14)  # a leg that has given way


def _crossing(draw: Any) -> None:
    draw.rectangle((0, 330, 1200, 900), fill="#8b9096")
    draw.rectangle((0, 330, 1200, 400), fill=GRASS)
    for number in range(7):
        left = 120 + number * 150
        draw.polygon([(left, 480), (left + 80, 480), (left + 40, 820), (left - 80, 820)], fill="#e9e9e4")
    for left, top, right, bottom in ((330, 560, 520, 640), (760, 650, 900, 720)):
        draw.ellipse((left, top, right, bottom), fill="#6c7075")  # worn away


def _shore(draw: Any) -> None:
    draw.rectangle((0, 300, 1200, 620), fill=LAKE)
    for number in range(9):
        top = 340 + number * 30
        points = [(x, top + 6 * math.sin(x / 40 + number)) for x in range(0, 1201, 20)]
        draw.line(points, fill="#8fbfd8", width=4)
    draw.polygon([(0, 620), (1200, 560), (1200, 900), (0, 900)], fill="#e3d3a8")
    draw.polygon([(560, 640), (640, 640), (700, 420), (660, 420)], fill=WOOD)  # a jetty
    _tree(draw, 160, 660, 1.2)


def _lamp(draw: Any) -> None:
    draw.rectangle((0, 0, 1200, 900), fill="#26324a")
    draw.rectangle((0, 600, 1200, 900), fill="#33413a")
    draw.polygon([(460, 900), (740, 900), (640, 600), (570, 600)], fill="#6b6455")
    for left, is_lit in ((250, False), (900, True)):
        draw.rectangle((left, 240, left + 16, 640), fill="#11161f")
        draw.ellipse((left - 30, 200, left + 46, 270), fill="#ffe9a8" if is_lit else "#11161f")
        if is_lit:
            draw.ellipse((left - 160, 590, left + 180, 680), fill="#7d7753")


def _tree(draw: Any, x: float, foot: float, scale: float) -> None:
    draw.rectangle((x - 12 * scale, foot - 120 * scale, x + 12 * scale, foot), fill=WOOD)
    draw.ellipse((x - 110 * scale, foot - 330 * scale, x + 110 * scale, foot - 90 * scale), fill="#4f8a4a")


SCENES: dict[str, Callable[[Any], None]] = {"bench": _bench, "crossing": _crossing, "shore": _shore, "lamp": _lamp}


def _jpeg(picture: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()
