"""What a guide tells people to press stands in the interface, word for word, in the guide's own language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
PRESSED = re.compile(r"\*\*(.+?)\*\*")


def texts(language: str) -> set[str]:
    """Every text of the interface in a language; English texts are the messages themselves."""
    found: set[str] = set()
    for path in (ROOT / "service" / "translations" / ("fi" if language == "en" else language)).glob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                told = message.id if language == "en" else message.string
                found |= {told} if isinstance(told, str) else set(told)
    return found


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_what_the_guide_names_is_there(language: str) -> None:
    guide = (ROOT / "docs" / "guides" / f"resident.{language}.md").read_text(encoding="utf-8")
    named = set(PRESSED.findall(guide))
    assert len(named) > 8
    assert named - texts(language) == set()


def test_the_guides_name_as_much_in_every_language() -> None:
    counted = {
        language: len(PRESSED.findall((ROOT / "docs" / "guides" / f"resident.{language}.md").read_text("utf-8")))
        for language in ("fi", "sv", "en")
    }
    assert len(set(counted.values())) == 1, counted
