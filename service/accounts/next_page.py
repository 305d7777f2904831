"""Where to go after signing in."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request


def safe_next() -> str:
    """The page that the request wishes to go to: a path of this very service, never another host."""
    wish = request.values.get("next", "/")
    parts = urlsplit(wish)
    is_own = not parts.scheme and not parts.netloc and wish.startswith("/") and not wish.startswith(("//", "/\\"))
    return wish if is_own and not set(wish) & set("\\\n\r\t") else "/"
