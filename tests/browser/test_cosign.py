"""A resident signs a neighbour's statement on a phone: by the link in the mail, and takes it back by the same mail."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, origin

STATEMENT = "/proposals/kuopio-puiston-uudistus/statements/KUO-L-100003"
SIGNABLE = "/proposals/kuopio-puiston-uudistus/statements/KUO-L-100004"
EMAIL = "allekirjoittaja@kuopio.example"
NAME = "Aino Allekirjoittaja"


def test_a_resident_signs_by_the_mailed_link(open_page: OpenPage, send_mails: Callable[[], None]) -> None:
    page = open_page(SIGNABLE, size="phone")
    page.get_by_role("link", name="Allekirjoita tämä kannanotto").tap()
    page.fill("#field-name", NAME)
    page.fill("#field-email", EMAIL)
    page.get_by_label("Nimen saa näyttää kaikille").check()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Allekirjoita", exact=True).tap()
    expect(page.get_by_text("Allekirjoitus tulee voimaan vasta sitten")).to_be_visible()
    expect(page.locator("#signatures")).not_to_contain_text(NAME)

    send_mails()
    page.goto(origin(page) + "/demo/mailbox")
    letter = page.locator("article", has_text=EMAIL).first
    expect(letter).to_contain_text(NAME)
    page.goto(letter.get_by_role("link").first.get_attribute("href") or "")
    expect(page.get_by_text(f"Nimesi: {NAME}.")).to_be_visible()
    page.get_by_role("button", name="Allekirjoita", exact=True).tap()
    page.wait_for_url(re.compile(r"/signatures/[0-9a-f]{64}"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    own = page.url

    counted(page, "1 allekirjoittaja")
    page.goto(own)
    page.get_by_role("button", name="Peru allekirjoitukseni").tap()
    expect(page.get_by_text("Peruit allekirjoituksesi.")).to_be_visible()
    expect(page.locator("#signatures")).not_to_contain_text(NAME)


def test_an_answered_statement_says_why_it_cannot_be_signed(open_page: OpenPage) -> None:
    page = open_page(STATEMENT, size="phone")
    expect(page.locator("#signatures")).to_contain_text("ei voi enää allekirjoittaa")
    page.goto(origin(page) + STATEMENT + "/sign")
    expect(page.get_by_role("button", name="Allekirjoita", exact=True)).to_have_count(0)


def counted(page: Page, words: str) -> None:
    """The statement's page and the list tell how many have signed."""
    page.goto(origin(page) + SIGNABLE)
    expect(page.locator("#signatures")).to_contain_text(words)
    expect(page.locator("#signatures")).to_contain_text(NAME)
    page.goto(origin(page) + SIGNABLE.rpartition("/")[0])
    row = page.locator(".item", has=page.locator(f"a[href$='{SIGNABLE}']"))
    expect(row).to_contain_text(words)
