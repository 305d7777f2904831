"""A walk from end to end: staff make it, somebody joins by the code, notes things without a network, closes the page,
opens it again without a network, and everything arrives exactly once when the network is back."""

from __future__ import annotations

import datetime as dt
import io
import re

from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from service.participation.photos.models import Photo
from service.participation.walks.along.models import WalkExperience, WalkPassage
from service.participation.walks.models import Observation, Walk, Walker
from tests.browser.conftest import OpenPage, origin, sign_in
from tests.conftest import TownDatabase

TITLE = "Selaimen kävely"
NOTES = ("Kaide puuttuu portaista.", "Lamppu on sammunut alikulussa.", "Penkki on hyvässä kunnossa.")


def make_walk(page: Page) -> str:
    """Make a walk for now by the form, and return its group code."""
    sign_in(page, "official")
    page.goto(f"{origin(page)}/walks/new?lang=fi")
    page.get_by_label("Kävelyn nimi").fill(TITLE)
    now = dt.datetime.now(dt.UTC).astimezone()
    page.locator("#field-day").fill(now.date().isoformat())
    page.locator("#field-time").fill(now.strftime("%H:%M"))
    for number, (name, place) in enumerate(
        (("Tori", "62.8924, 27.6780"), ("Ranta", "62.8905, 27.6830"), ("Satama", "62.8890, 27.6860")), start=1
    ):
        page.locator(f"#stop-name-{number}").fill(name)
        page.locator(f"#field-stop_place-{number}").fill(place)
    page.get_by_role("button", name="Tallenna kävely").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    page.get_by_role("link", name="Vedä kävelyä").click()
    code = page.locator(".walk-code__letters").inner_text()
    assert re.fullmatch(r"[A-Z]{3} [A-Z]{3}", code)
    return code


def note(page: Page, text: str, place: str) -> None:
    """Note something at a stop or leg by the form."""
    page.locator("#field-at").select_option(place)
    page.get_by_label("Pitää korjata").check()
    page.get_by_label("Mitä näet?").fill(text)
    page.get_by_role("button", name="Tallenna havainto").click()


def is_kept(page: Page) -> bool:
    """Whether the worker keeps the page and its files."""
    script = """async () => {
      const names = (await caches.keys()).filter((name) => name.startsWith('walk-'));
      const counts = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
      return counts.some((count) => count > 40);
    }"""
    return bool(page.evaluate(script))


def go_offline(page: Page, is_offline: bool) -> None:
    """Take the network from the pages, and background sync from the worker, which Chromium leaves its network."""
    if is_offline:
        # What is granted is all that is granted: the worker is not woken to send meanwhile.
        page.context.grant_permissions(["geolocation"], origin=origin(page))
    else:
        page.context.clear_permissions()
    page.context.set_offline(is_offline)


def test_a_walk_made_offline_arrives_exactly_once(open_page: OpenPage, kuopio: TownDatabase) -> None:
    code = make_walk(open_page("/sign-in"))
    page = open_page("/walks", size="phone")
    page.watch.expect("net::ERR_INTERNET_DISCONNECTED")  # type: ignore[attr-defined]
    page.watch.expect("Failed to fetch")  # type: ignore[attr-defined]
    page.get_by_role("link", name="Liity kävelyyn ryhmäkoodilla").click()
    page.get_by_label("Ryhmäkoodi").fill(code.lower())
    page.get_by_label("Asukas", exact=True).check()
    page.get_by_label("Pienten lasten kanssa").check()
    page.get_by_role("button", name="Liity").click()
    expect(page.get_by_role("heading", name="Kävele mukana")).to_be_visible()
    for _ in range(100):
        if is_kept(page):
            break
        page.wait_for_timeout(200)
    assert is_kept(page), "the page, its scripts and the map are on the phone"
    page.wait_for_timeout(1000)

    go_offline(page, True)
    note(page, NOTES[0], "stop:1")
    note(page, NOTES[1], "segment:1")
    page.get_by_role("button", name="Kävelty, ei huomautettavaa").first.click()
    expect(page.locator("#outbox-title")).to_have_text("3 asiaa odottaa. Ne lähtevät itsestään.")
    address = page.url
    page.close()

    again = page.context.new_page()
    again.goto(address)
    expect(again.get_by_role("heading", name="Kävele mukana")).to_be_visible()
    expect(again.locator("#outbox-title")).to_have_text("3 asiaa odottaa. Ne lähtevät itsestään.")
    again.locator("photo-fields details").evaluate("(one) => { one.open = true; }")
    again.locator('input[name="photo_1"]').set_input_files(
        {"name": "penkki.png", "mimeType": "image/png", "buffer": picture()}
    )
    expect(again.locator(".photo-preview")).to_be_visible()
    note(again, NOTES[2], "stop:3")
    expect(again.locator("#outbox-title")).to_have_text("5 asiaa odottaa. Ne lähtevät itsestään.")
    expect(again.locator("#outbox")).to_contain_text(NOTES[2])
    assert rows(kuopio) == []

    go_offline(again, False)
    expect(again.locator("#outbox-title")).to_have_text("5 asiaa on perillä.", timeout=30_000)
    assert sorted(rows(kuopio)) == sorted(NOTES)
    again.reload()
    again.wait_for_timeout(1000)
    assert sorted(rows(kuopio)) == sorted(NOTES), "nothing is sent a second time"

    again.locator("#experience").get_by_text("5", exact=True).first.click()
    again.get_by_role("button", name="Lähetä").click()
    expect(again.locator("#outbox-title")).to_have_text("6 asiaa on perillä.")
    with kuopio.session() as db:
        walk = select(Walker.id).join(Walk).where(Walk.title == TITLE)
        assert db.scalars(select(WalkPassage).where(WalkPassage.walker_id.in_(walk))).one().found_nothing
        assert db.scalars(select(WalkExperience).where(WalkExperience.walker_id.in_(walk))).one().heard == 5
        photo = db.scalars(select(Photo).where(Photo.subject_kind == "observation")).one()
        assert photo.visibility == "public"
    again.goto(f"{origin(again)}/walks/selaimen-kavely")
    expect(again.locator(".observation .photo__image")).to_have_count(1)


def picture() -> bytes:
    """A small PNG."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "PNG")
    return out.getvalue()


def rows(town: TownDatabase) -> list[str]:
    """The texts of the observations on the walk."""
    with town.session() as db:
        return list(db.scalars(select(Observation.body).join(Walk).where(Walk.title == TITLE)))
