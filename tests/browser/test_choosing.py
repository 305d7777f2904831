"""The whole way of a choice: candidates, weights, map, sureness, budget, a change of one's own, the record, two
records compared, and the report without a network."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, origin, sign_in
from tests.browser.test_deciding import opened_offline

SAMPLE = "kehitettavat-asuinalueet-2026-2027-esimerkki"


def codes_chosen(page: Page) -> list[str]:
    """Codes of the areas whose reasons stand on the page."""
    return [one.get_attribute("data-code") or "" for one in page.locator(".chosen-area").all()]


def test_from_candidates_to_the_report(open_page: OpenPage, work_off: Callable[[str], None], tmp_path: Path) -> None:
    page = open_page("/sign-in")
    sign_in(page, "official")

    # Candidates and weights: the ranking follows, and the worker says how sure it is.
    page.goto(f"{origin(page)}/analysis/workbench?among=urban&w-unemployment=8")
    expect(page.locator("aluekartta-map canvas").first).to_be_visible()
    ranked = page.locator("table[data-bench] tbody tr").count()
    assert 5 < ranked < 40
    page.wait_for_selector("analysis-run progress")
    work_off("analysis")
    expect(page.get_by_role("columnheader", name="5 ensimmäisen joukossa")).to_be_visible()
    page.get_by_role("link", name="Valitse painopistealueet näillä valinnoilla").click()
    page.wait_for_url("**/decisions/choose?**among=urban**")

    # A rule with a budget; only its own fields are shown.
    page.locator('label:has(input[name="by"][value="budget"])').click()
    expect(page.locator("#field-count")).to_be_hidden()
    page.fill("#field-budget", "1 200 000")
    page.fill("#field-per_head", "100")
    page.get_by_role("button", name="Näytä valinta").click()
    page.wait_for_url("**budget=1**")
    by_rule = codes_chosen(page)
    assert len(by_rule) >= 2
    assert page.locator(".sum-sentence").first.inner_text().count("=") == 1

    # One's own change, with its reason; without it nothing is published.
    left_out = by_rule[-1]
    page.locator(f'tr[data-code="{left_out}"] a', has_text="Jätä pois").click()
    page.wait_for_url(f"**drop={left_out}**")
    assert codes_chosen(page) == by_rule[:-1]
    page.get_by_role("link", name="Kirjoita päätös").click()
    page.fill("#field-title", "Lähiöohjelma selaimella")
    page.fill("#field-reason", "Raha riittää näihin.")
    page.fill(f"#field-reason-{left_out}", "Alueella on jo hanke.")
    page.get_by_role("button", name="Julkaise päätös").click()
    page.wait_for_url("**/decisions/lahioohjelma-selaimella*")
    address = page.url

    # Opened again by anybody: the same numbers, byte for byte, and the method in words.
    page.context.clear_cookies()
    page.goto(address)
    assert codes_chosen(page) == by_rule[:-1]
    expect(page.get_by_text("Alueella on jo hanke.")).to_be_visible()
    page.get_by_role("link", name="Laske nyt uudelleen").click()
    expect(page.get_by_text("Samat luvut tavulleen")).to_be_visible()
    page.goto(f"{address}/method")
    assert re.search(r"[0-9a-f]{64}", page.locator("article").inner_text())

    # Beside another decision.
    page.goto(f"{origin(page)}/decisions/compare")
    page.select_option("#field-a", address.rsplit("/", 1)[-1])
    page.select_option("#field-b", SAMPLE)
    page.get_by_role("button", name="Vertaa").click()
    expect(page.locator("svg.paper-map--always")).to_have_count(2)
    assert page.locator("tr.differs").count() > 2

    # The report opens without a network and asks nobody for anything.
    page.goto(address)
    with page.expect_download() as download:
        page.get_by_role("link", name="Lataa raportti").click()
    report = tmp_path / "report.html"
    download.value.save_as(report)
    assert opened_offline(page, report) == [report.as_uri()]


def test_choice_reads_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("/sign-in", size="phone")
    sign_in(page, "official")
    page.goto(f"{origin(page)}/decisions/choose?by=top&count=3&sum=90000")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert len(codes_chosen(page)) == 3
    expect(page.locator("tfoot")).to_contain_text("90 000")
