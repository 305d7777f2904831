"""Feeds of ideas, walks, proposals and themes: valid Atom, the same names for good, nothing that is not public."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from defusedxml.ElementTree import fromstring
from flask import Flask
from sqlalchemy import select, text

from service.follows.subjects import followed_by_name
from service.participation.walks.models import Walk
from service.proposals.models import Proposal
from service.proposals.operations import coverage_now
from tests.conftest import Browser, TownDatabase
from tests.factories.world import square
from tests.service.areas.lively import SECRETS, Lively

ATOM = "{http://www.w3.org/2005/Atom}"


def strict(body: bytes) -> ElementTree.Element:
    """The feed, once it is all that RFC 4287 asks of feeds and entries."""
    root: ElementTree.Element = fromstring(body)
    assert root.tag == f"{ATOM}feed"
    for one in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(one.findall(ATOM + name)) == 1, (one.tag, name)
        assert urlsplit(one.findtext(f"{ATOM}id") or "").scheme == "tag"
        assert one.find(f"{ATOM}author/{ATOM}name") is not None
        for time in [
            one.findtext(f"{ATOM}updated") or "",
            *(each.text or "" for each in one.findall(ATOM + "published")),
        ]:
            assert dt.datetime.fromisoformat(time).tzinfo is not None
        alternates = [link for link in one.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        assert len(alternates) == 1 and urlsplit(alternates[0].get("href") or "").scheme == "http"
    own = [link.get("href") or "" for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert len(own) == 1 and urlsplit(own[0]).scheme == "http"
    names = [one.findtext(f"{ATOM}id") for one in root.iter(f"{ATOM}entry")]
    assert len(names) == len(set(names)) <= 50
    days = [one.findtext(f"{ATOM}updated") or "" for one in root.iter(f"{ATOM}entry")]
    assert days == sorted(days, reverse=True)
    if days:
        assert root.findtext(f"{ATOM}updated") == days[0]
    return root


def paths(town: TownDatabase, lively: Lively) -> dict[str, str]:
    with town.database.session() as db:
        for one in db.scalars(select(Proposal)):
            one.coverage = coverage_now(db, one.municipality_id, square("05"))
        walk = db.scalars(select(Walk.slug)).first()
        proposal = db.scalars(select(Proposal.slug).where(Proposal.state == "open")).first()
    return {
        "pin": f"/pins/{lively.answered}",
        "walk": f"/walks/{walk}",
        "proposal": f"/proposals/{proposal}",
        "theme": "/themes/green",
    }


@pytest.mark.parametrize("kind", ["pin", "walk", "proposal", "theme"])
def test_is_valid_and_stays_the_same(client: Browser, town: TownDatabase, lively: Lively, kind: str) -> None:
    path = paths(town, lively)[kind]
    first = client.get(f"{path}/feed.atom?lang=fi")
    assert first.status_code == 200 and first.content_type == "application/atom+xml; charset=utf-8"
    root = strict(first.data)
    assert root.findall(f"{ATOM}entry"), "an empty feed tells nothing"
    assert not any(secret.encode() in first.data for secret in SECRETS)
    again = client.get(f"{path}/feed.atom?lang=fi", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    swedish = strict(client.get(f"{path}/feed.atom?lang=sv").data)
    assert [one.text for one in swedish.iter(f"{ATOM}id")] == [one.text for one in root.iter(f"{ATOM}id")]


@pytest.mark.parametrize("kind", ["pin", "walk", "proposal"])
def test_the_page_names_its_feed(client: Browser, town: TownDatabase, lively: Lively, kind: str) -> None:
    path = paths(town, lively)[kind]
    html = client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)
    assert '<link rel="alternate" type="application/atom+xml"' in html and f'href="{path}/feed.atom"' in html


def test_comments_stand_in_it_without_names_until_they_are_hidden(
    client: Browser, town: TownDatabase, lively: Lively
) -> None:
    path = f"/pins/{lively.answered}/feed.atom"
    client.send(f"/discussion/pin/{lively.answered}/comments", {"body": "Hyvä!", "author_name": "Nimimerkki"})
    told = client.get(path).data
    assert "Hyvä!".encode() in told and b"Nimimerkki" not in told
    strict(told)
    with town.database.session() as db:
        db.execute(text("UPDATE service.comment SET visibility = 'hidden'"))
    assert "Hyvä!".encode() not in client.get(path).data


def test_a_hidden_idea_has_no_feed(client: Browser, town: TownDatabase, lively: Lively) -> None:
    with town.database.session() as db:
        db.execute(text("UPDATE service.pin SET visibility = 'hidden' WHERE reference = :it"), {"it": lively.answered})
    assert client.get(f"/pins/{lively.answered}/feed.atom").status_code == 404


def test_there_is_no_feed_of_a_person(client: Browser, app: Flask, town: TownDatabase) -> None:
    assert client.get("/people/1/feed.atom").status_code == 404
    with town.database.public_engine.connect() as public:
        assert followed_by_name(public, 1, "theme", "nobody") is None
