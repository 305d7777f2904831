"""The loop closes: an official answers an idea and links it to a decision; its author sees it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, origin, sign_in


def told(page: Page, idea: str) -> str:
    """Tell an idea with the plain form and give its reference."""
    page.goto(origin(page) + "/pins/new")
    page.locator("input[name=theme]").first.check(force=True)
    page.get_by_label("Omin sanoin").fill(idea)
    whole = page.locator("input[name=place][value=whole], input[name=where][value=whole]")
    if whole.count():
        whole.first.check(force=True)
    page.wait_for_timeout(2500)  # people need a moment; programs that do not are held back
    page.get_by_role("button", name="Lähetä").click()
    reference = page.get_by_text(re.compile(r"KUO-\d{4}-\d+")).first
    expect(reference).to_be_visible()
    found = re.search(r"KUO-\d{4}-\d+", reference.inner_text())
    assert found
    return found[0]


def decided(page: Page) -> str:
    """Choose a priority area as an official and give the decision's slug."""
    page.goto(origin(page) + "/analysis?floor=1000")
    page.check('input[name="area"][value="73500"]')
    page.locator(".choose-bar button").click()
    page.wait_for_url("**/decisions/new**")
    page.fill("#field-title", "Kehitetään ensin")
    page.fill("#field-reason", "Tarve on suurin.")
    page.fill("#field-area_reason-73500", "Työttömyys on korkea.")
    page.locator(".decision-form .button--primary").click()
    page.wait_for_url(re.compile(r"/decisions/kehitetaan-ensin"))
    return page.url.rpartition("/")[2].partition("?")[0]


def answered_by_fields(page: Page, slug: str) -> None:
    """Fill the answer's form in and send it."""
    page.locator("#answer select[name=state]").select_option("accepted")
    page.locator("#answer textarea[name=public_text]").fill("Teline tulee keväällä ohjelman rahoilla.")
    page.locator("#answer select[name=link]").first.select_option(f"decision:{slug}")
    page.locator("#answer .button--primary").click()


def answered_by_keys(page: Page, slug: str) -> None:
    """The same with nothing but keys: Tab, arrows to an option, Enter."""
    page.locator("#answer select[name=state]").focus()
    arrow_to(page, "#answer select[name=state]", "accepted")
    page.keyboard.press("Tab")
    page.keyboard.type("Teline tulee keväällä ohjelman rahoilla.")
    for _press in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "link":
            break
    arrow_to(page, "#answer select[name=link]", f"decision:{slug}")
    page.locator("#answer .button--primary").focus()
    page.keyboard.press("Enter")


def arrow_to(page: Page, select: str, value: str) -> None:
    """Press the down arrow until the focused choice has the value."""
    for _press in range(page.locator(f"{select} option").count()):
        if page.locator(select).input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} is not reached in {select}")


@pytest.mark.parametrize(
    ("size", "answer"),
    [("desk", answered_by_fields), ("phone", answered_by_fields), ("desk", answered_by_keys)],
)
def test_answer_with_a_decision_reaches_the_author(
    open_page: OpenPage, size: str, answer: Callable[[Page, str], None]
) -> None:
    resident = open_page("/about", size=size)
    # The same words twice would go to a moderator first.
    reference = told(resident, f"Kylätalon pihalle tarvittaisiin pyöräteline ({size}, {answer.__name__}).")

    official = open_page("/about", size=size)
    sign_in(official, "official")
    slug = decided(official)
    official.goto(f"{origin(official)}/pins/{reference}")
    answer(official, slug)
    expect(official.locator(".timeline")).to_contain_text("Teline tulee keväällä")

    resident.goto(f"{origin(resident)}/pins/{reference}")
    expect(resident.get_by_text("Ideaasi on vastattu")).to_be_visible()
    expect(resident.locator(".timeline")).to_contain_text("osallisuus", ignore_case=True)
    resident.locator(f".timeline a[href='/decisions/{slug}']").click()
    expect(resident.get_by_role("heading", level=1)).to_have_text("Kehitetään ensin")
    expect(resident.get_by_text(reference)).to_be_visible()
