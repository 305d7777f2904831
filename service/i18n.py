"""Languages: message catalogues, the reader's language, and numbers and dates in it.

One catalogue file per feature and language (`translations/fi/pins.po`) is merged at start, so features
stay apart and no compiled file can be stale. Message ids are plain English sentences.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, dates, numbers
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import g, has_request_context, request

TRANSLATIONS = Path(__file__).parent / "translations"
LANGUAGES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
DEFAULT_LANGUAGE = "fi"
TIME_ZONE = ZoneInfo("Europe/Helsinki")
#: Formats of English here are those of British readers in Finland: 22 November 2026.
LOCALES = {"fi": Locale("fi"), "sv": Locale("sv", "FI"), "en": Locale("en", "GB")}
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@cache
def catalogue(language: str) -> Catalog:
    """All messages of a language, merged from its files."""
    merged = Catalog(locale=language)
    for path in sorted((TRANSLATIONS / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    merged[message.id] = message
    return merged


@cache
def translations(language: str) -> Translations:
    """The catalogue of a language as gettext translations."""
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    return Translations(compiled)


def read_all() -> None:
    """Read every language now, so that the first visitor of each need not wait for it."""
    for code in LANGUAGES:
        translations(code)


@cache
def script_messages(language: str) -> dict[str, Any]:
    """The messages that the front end uses (referenced from `static/js`), for the page to carry."""
    messages: dict[str, Any] = {}
    for message in catalogue(language):
        if message.id and message.string and any(place.startswith("static/js") for place, _ in message.locations):
            key = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
            messages[key] = message.string
    return messages


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Say everything in one language until the block ends, for what is written outside a request."""
    token = _spoken.set(code if code in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _spoken.reset(token)


def language() -> str:
    """The reader's language in this request; outside one Finnish, or what `speaking` says."""
    spoken = _spoken.get()
    if spoken is not None:
        return spoken
    if not has_request_context():
        return DEFAULT_LANGUAGE
    if "language" not in g:
        g.language = _chosen_language(getattr(g, "languages", LANGUAGES))
    return str(g.language)


def _chosen_language(offered: Iterable[str]) -> str:
    offered = [code for code in offered if code in LANGUAGES]
    for wish in (request.args.get("lang"), request.cookies.get("lang")):
        if wish in offered:
            return str(wish)
    return request.accept_languages.best_match(offered) or DEFAULT_LANGUAGE


def gettext(message: str, **values: Any) -> str:
    """A message in the reader's language, with named values put in."""
    text = translations(language()).ugettext(message)
    return text % values if values else text


def N_(message: str) -> str:  # noqa: N802 (gettext's own name)
    """Mark a message for translation where it is declared; it is translated where it is shown."""
    return message


def gettext_in(code: str, message: str, **values: Any) -> str:
    """A message in a given language, for answers that are made outside Flask."""
    text = translations(code).ugettext(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, n: int, **values: Any) -> str:
    """A message for `n` things in the reader's language; `%(n)s` is put in as a number."""
    text = translations(language()).ungettext(singular, plural, n)
    return text % {"n": format_number(n), "count": format_number(n), **values}


def locale() -> Locale:
    """The reader's locale, for formats."""
    return LOCALES[language()]


def named(names: dict[str, str] | None) -> str:
    """A name in the reader's language, or in the nearest one there is."""
    if not names:
        return ""
    for code in (language(), "fi", "sv", "en"):
        if names.get(code):
            return names[code]
    return next(iter(names.values()), "")


def format_number(value: float | None, decimals: int | None = None) -> str:
    """A number in the reader's format (1 234,5); `None` gives an en dash."""
    if value is None:
        return "–"
    if decimals is None:
        decimals = 0 if float(value).is_integer() else 1
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(numbers.format_decimal(value, format=pattern, locale=locale()))


def format_percent(share: float | None, decimals: int = 1) -> str:
    """A share (0-1) as a percentage in the reader's format; `None` gives an en dash."""
    if share is None:
        return "–"
    text = format_number(share * 100, decimals)
    return f"{text}%" if language() == "en" else f"{text}\u00a0%"


def format_date(when: dt.date | dt.datetime | None, length: str = "medium") -> str:
    """A day in the reader's format, in the municipality's time zone."""
    if when is None:
        return ""
    if isinstance(when, dt.datetime):
        when = when.astimezone(TIME_ZONE).date()
    if length == "medium":
        return str(dates.format_date(when, "d.M.y" if language() != "en" else "d MMMM y", locale=locale()))
    return str(dates.format_date(when, length, locale=locale()))


def format_month(month: dt.date) -> str:
    """A month with its year in words, from any day of it."""
    return str(dates.format_date(month, "LLLL y", locale=locale()))


def format_datetime(when: dt.datetime | None) -> str:
    """A day and a time in the reader's format, in the municipality's time zone."""
    if when is None:
        return ""
    local = when.astimezone(TIME_ZONE)
    clock = "H.mm" if language() == "fi" else "HH.mm" if language() == "sv" else "HH:mm"
    return f"{format_date(when)} {dates.format_time(local, clock, locale=locale())}"


def format_ago(when: dt.datetime) -> str:
    """How long ago, in words."""
    delta = when - dt.datetime.now(tz=dt.UTC)
    return str(dates.format_timedelta(delta, add_direction=True, locale=locale()))
