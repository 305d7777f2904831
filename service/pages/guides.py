"""The guides of docs/guides, as pages in the reader's language. They are ours, so their text is trusted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup

from service.config import ROOT
from service.i18n import DEFAULT_LANGUAGE

FOLDER = ROOT / "docs" / "guides"


@dataclass(frozen=True)
class Guide:
    """A guide's heading and the rest of it as HTML."""

    heading: str
    body: Markup


@cache
def guide(name: str, language: str) -> Guide:
    """The guide of that name in that language, or in Finnish where there is none.

    Raises OSError when there is no guide of the name.
    """
    path = FOLDER / f"{name}.{language}.md"
    if not path.is_file():
        path = FOLDER / f"{name}.{DEFAULT_LANGUAGE}.md"
    heading, _newline, rest = path.read_text("utf-8").partition("\n")
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(rest)
    return Guide(heading.removeprefix("# ").strip(), Markup(html))  # noqa: S704 - our own file, raw HTML switched off
