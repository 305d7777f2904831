"""From the front page to a sent idea, to the staff's answer, to the author's notice: by touch, and by keys alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, origin, sign_in
from tests.browser.pins.test_telling import ready, sent_reference
from tests.browser.test_loop import arrow_to

ANSWER = "Penkki tulee rantaan toukokuussa."


def told_by_touch(page: Page, email: str) -> str:
    """Tell an idea with four taps, ask to be told, and give its reference."""
    page.get_by_role("link", name="Kerro idea").tap()
    page.get_by_role("button", name="Tämä paikka").tap()
    page.get_by_role("radio", name="Puistot ja luonto").tap()
    page.get_by_label("Omin sanoin").fill("Rannalle sopisi penkki, kertoo sormi.")
    page.get_by_role("button", name="Lähetä", exact=True).tap()
    reference = sent_reference(page)
    page.get_by_label("Sähköpostiosoite").fill(email)
    page.get_by_role("button", name="Kerro minulle").tap()
    return reference


def told_by_keys(page: Page, email: str) -> str:
    """The same with nothing but keys."""
    for key in ("Tab", "Enter", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".map-surface")).to_be_focused()
    page.keyboard.press(" ")
    expect(page.locator('input[name="theme"]').first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Rannalle sopisi penkki, kertovat näppäimet.")
    page.keyboard.press("Control+Enter")
    reference = sent_reference(page)
    tab_to(page, 'input[type="email"]')
    page.keyboard.type(email)
    page.keyboard.press("Enter")
    return reference


def answered_by_touch(page: Page) -> None:
    page.locator("#answer select[name=state]").select_option("accepted")
    page.locator("#answer textarea[name=public_text]").fill(ANSWER)
    page.locator("#answer .button--primary").tap()


def answered_by_keys(page: Page) -> None:
    page.locator("#answer select[name=state]").focus()
    arrow_to(page, "#answer select[name=state]", "accepted")
    tab_to(page, "#answer textarea[name=public_text]")
    page.keyboard.type(ANSWER)
    tab_to(page, "#answer .button--primary")
    page.keyboard.press("Enter")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus; fails when it takes too many."""
    for _press in range(60):
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab")


@pytest.mark.parametrize(
    ("size", "tell", "answer"),
    [("phone", told_by_touch, answered_by_touch), ("desk", told_by_keys, answered_by_keys)],
)
def test_the_author_hears_of_the_answer(
    open_page: OpenPage,
    send_mails: Callable[[], None],
    size: str,
    tell: Callable[[Page, str], str],
    answer: Callable[[Page], None],
) -> None:
    email = f"kirjoittaja-{size}@kuopio.example"
    author = open_page("/", size=size)
    ready(author)
    reference = tell(author, email)
    author.wait_for_url(re.compile(rf"/pins/{reference}"))
    send_mails()

    author.goto(origin(author) + "/demo/mailbox")
    letter = author.locator("article", has_text=email).first
    author.goto(letter.get_by_role("link").first.get_attribute("href") or "")
    author.locator("main form button[type=submit]").focus()
    author.keyboard.press("Enter")
    author.wait_for_url(re.compile(r"/follows/"))

    official = open_page("/about", size=size)
    sign_in(official, "official")
    official.goto(f"{origin(official)}/pins/{reference}")
    answer(official)
    expect(official.locator(".timeline")).to_contain_text(ANSWER)
    send_mails()
    send_mails()

    author.goto(origin(author) + "/demo/mailbox")
    told = author.locator("article", has_text=ANSWER).filter(has_text=email)
    expect(told).to_have_count(1)
    expect(told).to_contain_text(reference)
