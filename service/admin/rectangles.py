"""Rectangles over a photo as a form gives them: in per cent of its sides, from its upper left corner."""

from __future__ import annotations

import math
from collections.abc import Mapping

from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.photos.isolated import Box

#: How many rectangles the form has; more are covered by sending it again.
ROWS = 4
NAMES = ("left", "top", "width", "height")


def rectangles_from(form: Mapping[str, str], width: int, height: int) -> list[Box]:
    """The rectangles of a form as left, top, right, bottom in pixels of a picture of that size.

    Rows with nothing in them are passed over. A rectangle that begins inside and reaches over the edge ends there;
    its sides are rounded outwards, so that nothing of what was meant stays to be seen.

    Raises InvalidInput with a sentence for each number that is wrong, and when there is no rectangle at all.
    """
    boxes, errors = [], []
    for row in range(1, ROWS + 1):
        typed = {name: form.get(f"{name}_{row}", "").strip() for name in NAMES}
        if not any(typed.values()):
            continue
        numbers = {name: _per_cent(text) for name, text in typed.items()}
        wrong = [name for name in NAMES if not _is_right(name, numbers[name])]
        errors += [FieldError(f"{name}_{row}", _("Give a number from 0 to 100.")) for name in wrong]
        if not wrong:
            boxes.append(_box(numbers, width, height))
    if not boxes and not errors:
        errors.append(FieldError("left_1", _("Give at least one rectangle.")))
    if errors:
        raise InvalidInput(errors[0].message, errors)
    return boxes


def _per_cent(text: str) -> float:
    try:
        return float(text.replace(",", ".").rstrip("% "))
    except ValueError:
        return math.nan


def _is_right(name: str, number: float) -> bool:
    least_is_in = name in ("left", "top")
    return (0 <= number < 100) if least_is_in else (0 < number <= 100)


def _box(numbers: Mapping[str, float], width: int, height: int) -> Box:
    left, top = numbers["left"], numbers["top"]
    return (
        math.floor(left / 100 * width),
        math.floor(top / 100 * height),
        min(width, math.ceil((left + numbers["width"]) / 100 * width)),
        min(height, math.ceil((top + numbers["height"]) / 100 * height)),
    )
