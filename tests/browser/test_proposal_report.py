"""The report on a proposal in the browser: a line set aside with its reason, and versions over each other."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, origin, sign_in

PROPOSAL = "/proposals/kuopio-puiston-uudistus"
REASON = "Reunassa on vain mittausvirhe, eikä suunnitelma muuta sitä."


def test_a_planner_sets_a_line_aside_and_residents_read_why(open_page: OpenPage) -> None:
    page = open_page("/about", size="desk")
    sign_in(page, "planner")
    page.goto(f"{origin(page)}{PROPOSAL}/report")
    expect(page.get_by_role("heading", name="Suojellut paikat 500 metrin sisällä")).to_be_visible()
    page.watch.expect("422")  # type: ignore[attr-defined]
    lines = page.locator("#field-line")
    label = lines.locator("option").first.inner_text()
    page.locator("form:has(#field-line) .button--primary").click()
    expect(page.locator("#field-reason-error")).to_be_visible()
    lines.select_option(index=0)
    page.locator("#field-verdict").select_option("aside")
    page.locator("#field-reason").fill(REASON)
    page.locator("form:has(#field-line) .button--primary").click()
    expect(page.get_by_text(REASON).first).to_be_visible()

    resident = open_page(PROPOSAL, size="phone")
    touches = resident.locator("#touches")
    expect(touches).to_contain_text(REASON)
    expect(touches).to_contain_text(label.partition(",")[0].strip())
    resident.get_by_role("link", name="Kaikki, mihin tämä osuu").click()
    expect(resident.get_by_text(REASON).first).to_be_visible()


def test_versions_lie_over_each_other_by_keys_and_by_buttons(open_page: OpenPage) -> None:
    page = open_page(f"{PROPOSAL}/changes", size="phone")
    slider = page.get_by_role("slider")
    expect(slider).to_have_value("50")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_value("51")
    later = page.locator("before-after figure").nth(1).locator("svg")
    page.get_by_role("button", name="Ennen", exact=True).click()
    expect(later).to_have_css("clip-path", "inset(0px 100% 0px 0px)")
    expect(page.get_by_text("Jälkeen: versio 2")).to_be_hidden()
    page.get_by_role("button", name="Jälkeen", exact=True).click()
    expect(slider).to_have_value("100")
    expect(page.get_by_text("Jälkeen: versio 2")).to_be_visible()
    expect(page.get_by_text("Pinta-ala kasvoi")).to_be_visible()
