"""Plain text from people: what a database, a page and a screen reader can all hold."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import BeforeValidator

_SPACES = re.compile(r"[^\S\n]+")
_GAPS = re.compile(r"\n{3,}")


def clean_text(value: object) -> object:
    """Text without control characters, with calm white space; anything but text comes back as it is.

    Composed (NFC), so that the same word typed on two machines is the same. Half characters (lone
    surrogates, which no database stores) and direction overrides, which can make a text read as another,
    are left out.
    """
    if not isinstance(value, str):
        return value
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    # What is printable throughout, as nearly every text is, holds nothing that would be left out.
    is_plain = lines.replace("\n", "").isprintable()
    kept = lines if is_plain else "".join(c for c in lines if c == "\n" or c == "\t" or _is_kept(c))
    calm = "\n".join(_SPACES.sub(" ", line).strip() for line in unicodedata.normalize("NFC", kept).split("\n"))
    return _GAPS.sub("\n\n", calm).strip()


def clean_line(value: object) -> object:
    """As `clean_text`, on one line."""
    text = clean_text(value)
    return " ".join(text.split()) if isinstance(text, str) else text


def _is_kept(character: str) -> bool:
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Cn", "Co"):
        return False
    return character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


PlainText = Annotated[str, BeforeValidator(clean_text)]
PlainLine = Annotated[str, BeforeValidator(clean_line)]
