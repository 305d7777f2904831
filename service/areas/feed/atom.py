"""Writing Atom (RFC 4287).

Atom is a dozen elements. The libraries that write it bring lxml or keep state that we do not need, so the
standard library's ElementTree does: it escapes what it is given, and only reading needs defusedxml.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

NAMESPACE = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: Characters that XML 1.0 cannot hold, even escaped.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ElementTree.register_namespace("", NAMESPACE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry. `uri` never changes and names it for good; `address` is its page; texts are plain."""

    uri: str
    address: str
    day: dt.date
    title: str
    summary: str
    category: str
    author: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of entries, the newest first. `address` is the page that it belongs to, `own_address` its own."""

    uri: str
    address: str
    own_address: str
    title: str
    subtitle: str
    author: str
    language: str
    began_on: dt.date
    entries: Sequence[Entry]


def atom(feed: Feed) -> bytes:
    """The feed as UTF-8 XML."""
    root = ElementTree.Element(_name("feed"), {XML_LANG: feed.language})
    _text(root, "id", feed.uri)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    newest = max((entry.day for entry in feed.entries), default=feed.began_on)
    _text(root, "updated", day_as_time(newest))
    _link(root, "alternate", feed.address, "text/html")
    _link(root, "self", feed.own_address, "application/atom+xml")
    _text(ElementTree.SubElement(root, _name("author")), "name", feed.author)
    _text(root, "generator", "Aluekartta")
    for entry in feed.entries:
        _entry(root, entry, feed.language)
    body: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def day_as_time(day: dt.date) -> str:
    """A day as Atom must have it: its midnight. The hour means nothing, and is the same for everything."""
    return f"{day.isoformat()}T00:00:00Z"


def _entry(root: ElementTree.Element, entry: Entry, language: str) -> None:
    given = {XML_LANG: entry.language} if entry.language and entry.language != language else {}
    one = ElementTree.SubElement(root, _name("entry"))
    _text(one, "id", entry.uri)
    _text(one, "title", entry.title, given)
    _text(one, "updated", day_as_time(entry.day))
    _text(one, "published", day_as_time(entry.day))
    _link(one, "alternate", entry.address, "text/html")
    ElementTree.SubElement(one, _name("category"), {"term": entry.category})
    _text(ElementTree.SubElement(one, _name("author")), "name", entry.author)
    if entry.summary:
        _text(one, "summary", entry.summary)


def _link(parent: ElementTree.Element, rel: str, href: str, kind: str) -> None:
    ElementTree.SubElement(parent, _name("link"), {"rel": rel, "href": href, "type": kind})


def _text(parent: ElementTree.Element, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
    ElementTree.SubElement(parent, _name(name), attributes or {}).text = _NOT_IN_XML.sub("", text)


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"
