"""A board's statement on a phone: one member drafts it, two vote, it is given, and everybody reads the numbers."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, origin, sign_in

PROPOSAL = "/proposals/kuopio-puiston-uudistus"
SAID = "Johtokunta pyytää, että puiston läpi pääsee pyörätuolilla myös työmaan aikana."
DISSENT = "Reitin hinta pitäisi selvittää ensin."


def test_members_draft_vote_and_give(open_page: OpenPage) -> None:
    first = open_page("/about", size="phone")
    sign_in(first, "area_board")
    page = drafted(first)
    voted(first, page, "for")
    second = open_page("/about", size="desk")
    sign_in(second, "area_board_2")
    second.goto(f"{origin(second)}{PROPOSAL}")
    second.get_by_role("link", name=re.compile("^Luonnos: ")).click()
    voted(second, page, "abstained", DISSENT)
    expect(second.locator("#give")).to_have_count(0)

    first.goto(origin(first) + page)
    give = first.locator("#give")
    give.get_by_text("Näytä eriävät mielipiteet").tap()
    give.get_by_role("button").tap()
    expect(first.locator(".decision-box")).to_contain_text("Puolesta 1, vastaan 0, tyhjiä 1, päätetty")

    resident = open_page(f"/statements/{page.rpartition('/')[2]}", size="phone")
    box = resident.locator(".decision-box")
    expect(box).to_contain_text("Puolesta 1, vastaan 0, tyhjiä 1, päätetty")
    expect(box).to_contain_text(DISSENT)
    expect(resident.locator("main")).not_to_contain_text("Pekka")
    assert resident.evaluate("document.documentElement.scrollWidth") <= 360


def drafted(page: Page) -> str:
    """Begin the board's statement from the proposal's page; gives the path of its page for members."""
    page.goto(f"{origin(page)}{PROPOSAL}")
    page.get_by_role("link", name=re.compile("^Kirjoita luonnos: ")).tap()
    page.fill("#field-text", SAID)
    page.locator("#statement-form .button--primary").tap()
    page.wait_for_url(re.compile(r"/boards/.+/statements/[A-Z]+-L-\d+"))
    expect(page.locator(".statement-text")).to_have_text(SAID)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    return page.url.partition("?")[0].removeprefix(origin(page))


def voted(page: Page, path: str, choice: str, dissent: str = "") -> None:
    """Vote on the draft."""
    if not page.url.endswith(path):
        page.goto(origin(page) + path)
    page.locator(f"#vote input[value={choice}]").check()
    page.fill("#field-dissent", dissent)
    page.locator("#vote .button--primary").click()
    expect(page.get_by_text("Äänesi on tallessa.")).to_be_visible()
