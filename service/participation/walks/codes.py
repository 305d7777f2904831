"""Group codes: short enough to be read aloud, without letters that look or sound alike, and without words."""

from __future__ import annotations

import re
import secrets

#: Consonants alone, so that no word comes about; without G, J, Q, V, W, Z, which are misheard or misread.
LETTERS = "BCDFHKLMNPRSTX"
LENGTH = 6
_CODE = re.compile(rf"^[{LETTERS}]{{{LENGTH}}}$")


def new_code() -> str:
    """A fresh code, one of 7.5 million."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def normal_code(typed: str) -> str | None:
    """A code as it is stored, from one typed in any case, with spaces or hyphens; None for what is no code."""
    code = re.sub(r"[\s-]", "", typed).upper()
    return code if _CODE.fullmatch(code) else None


def spoken_code(code: str) -> str:
    """A code as it is shown: two groups of three."""
    return f"{code[:3]} {code[3:]}"
