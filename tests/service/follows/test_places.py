"""Following a campaign, a drawn place or the ground around an idea: told of what happens there alone."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from service.follows.happened import newest_of
from service.follows.subjects import followed, followed_by_name
from service.participation.pins.outline import outline_to_text
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.mailbox import Mailbox
from tests.service.areas.lively import SECRETS, Lively
from tests.service.follows.conftest import Work
from tests.service.follows.test_feeds import strict
from tests.service.follows.test_following import age, followings, path_in

#: The whole of area 05, where the lively things are, and a corner of area 01, where nothing is.
LIVELY = outline_to_text(tuple(lonlat_in("05", *at) for at in ((1, 1), (999, 1), (999, 999), (1, 999))))
QUIET = outline_to_text(tuple(lonlat_in("01", *at) for at in ((1, 1), (90, 1), (90, 90))))
#: Names of no place: no numbers, too few corners, one corner only, too many, and no degrees.
NO_PLACE = ("x", "1,2", "27.6,62.9;27.6,62.9;27.6,62.9", ";".join(["27.6,62.9"] * 80), "0,95;1,95;1,96")


def told(town: TownDatabase, kind: str, name: str) -> list[str]:
    """The names of what a follower of something is told of."""
    with town.database.public_engine.connect() as public:
        subject = followed_by_name(public, 1, kind, name)
        assert subject is not None
        assert followed(public, kind, subject.id) == subject
        return [one.name for one in newest_of(public, subject, limit=50)]


def test_a_drawn_place_tells_of_what_is_inside(town: TownDatabase, lively: Lively) -> None:
    assert lively.answered in told(town, "shape", LIVELY)
    assert told(town, "shape", QUIET) == []


def test_what_is_shown_only_as_its_area_is_not_found_by_drawing(town: TownDatabase, lively: Lively) -> None:
    with town.session() as db:
        db.execute(text("UPDATE service.pin SET precision = 'area', public_geom = NULL"))
        db.commit()
    assert not any(name.startswith("TES-") for name in told(town, "shape", LIVELY))


def test_a_campaign_tells_of_its_ideas(town: TownDatabase, lively: Lively) -> None:
    assert lively.answered in told(town, "campaign", "ideas")
    with town.database.public_engine.connect() as public:
        assert followed_by_name(public, 1, "campaign", "ei-ole") is None


@pytest.mark.parametrize("path", ["/campaigns/ideas", f"/shapes/{LIVELY}"])
def test_feeds_are_valid_and_hold_nothing_secret(client: Browser, lively: Lively, path: str) -> None:
    answer = client.get(f"{path}/feed.atom?lang=fi")
    assert answer.status_code == 200
    assert strict(answer.data).findall("{http://www.w3.org/2005/Atom}entry")
    assert not any(secret.encode() in answer.data for secret in SECRETS)


@pytest.mark.parametrize("name", NO_PLACE)
def test_what_is_no_place_is_not_there(client: Browser, lively: Lively, name: str) -> None:
    assert client.get(f"/shapes/{name}/follow").status_code == 404
    assert client.get(f"/shapes/{name}/feed.atom").status_code == 404


def test_the_ground_around_an_idea_is_followed_from_its_page(
    client: Browser, town: TownDatabase, lively: Lively, mailbox: Mailbox, work: Work, morning: Work
) -> None:
    page = client.get(f"/pins/{lively.answered}?lang=fi").get_data(as_text=True)
    around = re.search(r'href="(/shapes/[^"]+/follow)"', page)
    assert around is not None
    asked = client.get(f"{around[1]}?lang=fi").get_data(as_text=True)
    assert "piirretty paikka" in asked
    assert '"type": "Polygon"' in asked, "the place is seen on a map"
    client.send(around[1], {"email": "seuraaja@testila.example", "rhythm": "daily"})
    work()
    own = client.send(path_in(mailbox.messages[-1], r"/follows/confirm/\S+"), {}).headers["Location"]
    mailbox.messages.clear()
    age(town, "sent_through = sent_through - 60")
    morning()
    (letter,) = mailbox.messages
    assert f"/pins/{lively.answered}" in letter.get_content()
    assert not any(secret in letter.get_content() for secret in SECRETS)
    assert "piirretty paikka" in client.get(f"{own}?lang=fi").get_data(as_text=True)
    client.send(f"{own}/stop", {})
    assert followings(town) == []  # and the outline with it: it stands nowhere else
