"""Values of Ryhti JSON read with suspicion: texts by language, days, lists of objects."""

from __future__ import annotations

import datetime as dt
from typing import Any

from boundaries.reading.values import clean
from layers.plans.ryhti.model import MOST_PARTS, PlanFileProblem

#: ISO 639-2 of the plan model -> the languages here.
LANGUAGES = {"fin": "fi", "swe": "sv", "eng": "en", "fi": "fi", "sv": "sv", "en": "en"}
LONGEST = 4000


def texts(value: Any) -> dict[str, str]:
    """A localised text by language code; a plain text counts as Finnish; {} for anything else."""
    if isinstance(value, str):
        value = {"fin": value}
    if not isinstance(value, dict):
        return {}
    found = {LANGUAGES[key]: clean(text)[:LONGEST] for key, text in value.items() if _is_text(key, text)}
    return {language: text for language, text in found.items() if text}


def _is_text(key: Any, text: Any) -> bool:
    return key in LANGUAGES and isinstance(text, str)


def text(value: Any, most: int = 200) -> str:
    """A short text; empty for anything that is none."""
    return clean(value)[:most] if isinstance(value, str) else ""


def day(value: Any) -> dt.date | None:
    """The day of an ISO date or time; None when it is missing or no day."""
    try:
        return dt.date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def objects(value: Any, where: str) -> list[dict[str, Any]]:
    """The objects of a list; [] when it is missing.

    Raises
    ------
    PlanFileProblem
        when it is no list of objects, or longer than any plan.
    """
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise PlanFileProblem(f"{where} should be a list of objects.")
    if len(value) > MOST_PARTS:
        raise PlanFileProblem(f"{where} has more than {MOST_PARTS} members.")
    return value
