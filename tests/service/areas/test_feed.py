"""Feeds: valid Atom whose entries keep their names, in the reader's language, asked for again at no cost."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from defusedxml import ElementTree
from sqlalchemy import update

from service.areas.feed.atom import Entry, Feed, atom
from service.participation.pins.models import Pin
from tests.conftest import Browser, TownDatabase
from tests.service.areas.lively import Lively

ATOM = "{http://www.w3.org/2005/Atom}"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def read(client: Browser, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.data)


def check_atom(root: Any) -> None:
    """What RFC 4287 asks of a feed and its entries (sections 4.1.1 and 4.1.2)."""
    assert root.tag == f"{ATOM}feed"
    for one in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            found = one.findall(ATOM + name)
            assert len(found) == 1 and (found[0].text or "").strip(), name
        assert re.match(r"tag:[^,]+,\d{4}:\S+$", one.find(f"{ATOM}id").text)
        assert TIME.fullmatch(one.find(f"{ATOM}updated").text)
        alternates = [link for link in one.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternates) == 1 and alternates[0].get("href").startswith("http")
        assert one.find(f"{ATOM}author/{ATOM}name").text
    ids = [one.find(f"{ATOM}id").text for one in root.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", ["/areas/05/feed.atom", "/areas/09/feed.atom", "/feed.atom"])
def test_is_valid_atom(client: Browser, lively: Lively, path: str) -> None:
    root = read(client, path)
    check_atom(root)
    days = [one.find(f"{ATOM}updated").text for one in root.findall(f"{ATOM}entry")]
    assert days == sorted(days, reverse=True)
    assert root.find(f"{ATOM}updated").text == (days[0] if days else root.find(f"{ATOM}updated").text)


def test_entries_keep_their_names_in_every_language_and_feed(
    client: Browser, lively: Lively, town: TownDatabase
) -> None:
    def names(path: str) -> set[str]:
        return {one.text for one in read(client, path).findall(f"{ATOM}entry/{ATOM}id")}

    finnish = names("/areas/05/feed.atom?lang=fi")
    assert finnish and finnish == names("/areas/05/feed.atom?lang=sv")
    assert finnish <= names("/feed.atom")
    with town.database.session() as db:
        db.execute(update(Pin).where(Pin.reference == lively.waiting).values(title="Muutettu otsikko"))
    assert names("/areas/05/feed.atom") == finnish


def test_speaks_the_readers_language(client: Browser, lively: Lively) -> None:
    root = read(client, "/areas/05/feed.atom?lang=sv")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "sv"
    said = [one.text for one in root.findall(f"{ATOM}entry/{ATOM}title")]
    assert "Ny idé: Koko alueesta" in said and "Valdes till prioriterat område: Painopisteet" in said


def test_asking_again_costs_nothing(client: Browser, lively: Lively, town: TownDatabase) -> None:
    first = client.get("/areas/05/feed.atom")
    again = client.get("/areas/05/feed.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    with town.database.session() as db:
        db.execute(update(Pin).where(Pin.reference == lively.waiting).values(visibility="hidden"))
    changed = client.get("/areas/05/feed.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200 and lively.waiting not in changed.get_data(as_text=True)


def test_nobody_who_spoke_is_named(client: Browser, lively: Lively) -> None:
    authors = {one.text for one in read(client, "/feed.atom").findall(f"{ATOM}entry/{ATOM}author/{ATOM}name")}
    assert authors <= {"Asukas", "Puistot", "Testilä", "Valtuusto"}


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    day = dt.date(2026, 11, 22)
    entry = Entry("tag:x,2026:a", "http://x/a", day, "a\x00\x0b\ufffe]]>b\U0001f600", "", "pin_told", "x")
    made = atom(Feed("tag:x,2026:f", "http://x/", "http://x/f", "t", "s", "x", "fi", day, [entry]))
    assert ElementTree.fromstring(made).find(f"{ATOM}entry/{ATOM}title").text == "a]]>b\U0001f600"
