"""Assessing effects in the browser: a planner begins with what is missing, and a resident reads it on a phone."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, origin, sign_in

PROPOSAL = "/proposals/kuopio-puiston-uudistus"
WHY = "Nuorille tulee katettu paikka, jossa voi olla myös sateella."


def test_a_missing_group_becomes_a_row_that_residents_read_on_a_phone(open_page: OpenPage) -> None:
    resident = open_page(PROPOSAL, size="phone")
    resident.get_by_role("link", name="Lue vaikutusten arviointi").click()
    expect(resident.get_by_role("heading", level=1)).to_have_text("Keneen tämä vaikuttaa ja miten")
    missing = resident.locator("section:has(> #missing) > p").first
    expect(missing).to_contain_text("Nuoret")

    page = open_page("/about", size="phone")
    sign_in(page, "planner")
    page.goto(f"{origin(page)}{PROPOSAL}/effects/edit")
    page.get_by_role("link", name="Nuoret", exact=True).click()
    expect(page.locator("#field-people")).to_have_value("young")
    page.watch.expect("422")  # type: ignore[attr-defined]
    page.locator("#field-why").fill(WHY)
    page.get_by_role("button", name="Tallenna luonnokseen").click()
    expect(page.locator("#field-direction-error")).to_be_visible()
    expect(page.locator("#field-why")).to_have_value(WHY)
    page.get_by_label("+ paranee", exact=True).check()
    page.get_by_label("arvioitu", exact=True).check()
    page.get_by_role("button", name="Tallenna luonnokseen").click()
    expect(page.get_by_text(WHY)).to_be_visible()
    page.get_by_role("button", name="Julkaise tämä versio").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keneen tämä vaikuttaa ja miten")

    resident.reload()
    expect(missing).not_to_contain_text("Nuoret")
    expect(resident.get_by_text(WHY)).to_be_visible()
    table = resident.get_by_role("region", name="Vaikutukset rinnakkain")
    link = table.get_by_role("row", name="Nuoret").get_by_role("link")
    link.click()
    expect(resident.locator(".effect-line:target h4")).to_have_text("Nuoret")
    assert resident.evaluate("document.documentElement.scrollWidth") <= 360, "only the table scrolls sideways"
