"""From a plan's file to an answered statement: a planner brings the plan in, draws, opens for statements; a resident
says what they think of a part of it on a phone; the planner splits and answers it, and the resident is told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import shapely
from playwright.sync_api import Page, expect

from geo.crs import METRIC
from service.i18n import TIME_ZONE
from tests.boundaries.reading.making import frame, geopackage
from tests.browser.conftest import OpenPage, origin, sign_in
from tests.browser.test_layer_import import READ_MS
from tests.browser.test_planner import draw_by_clicks, ready

TITLE = "Rantaraitti ja uusi silta"
SAID = "Raitti on tervetullut. Silta kapenee liikaa, eikä siitä mahdu aurauskalusto."
ANSWERS = ("Kiitos, raitti säilyy suunnitelmassa.", "Siltaa levennetään neljään metriin.")
EMAIL = "rannan.asukas@kuopio.example"


def test_from_a_plan_to_an_answered_statement(
    open_page: OpenPage, send_mails: Callable[[], None], tmp_path: Path
) -> None:
    planner = open_page("/about", size="desk")
    sign_in(planner, "planner")
    plan_brought_in(planner, tmp_path)
    address = proposal_drawn(planner)
    opened_for_statements(planner, address)

    resident = open_page("/about", size="phone")
    reference = statement_given(resident, address)
    send_mails()
    confirmed(resident)

    answered_in_parts(planner, reference)
    send_mails()
    send_mails()
    resident.goto(origin(resident) + "/demo/mailbox")
    told = resident.locator("article", has_text=ANSWERS[1]).filter(has_text=EMAIL)
    expect(told).to_have_count(1)
    expect(told).to_contain_text(reference)
    resident.goto(f"{origin(resident)}/statements/{reference}")
    for answer in ANSWERS:
        expect(resident.locator("#response")).to_contain_text(answer)


def plan_brought_in(page: Page, folder: Path) -> None:
    """A plan of two land uses round the place where the map of a new proposal opens."""
    x, y = METRIC.from_lonlat(27.68, 62.89)
    halves = [shapely.box(x - 4_000, y - 4_000, x, y + 4_000), shapely.box(x, y - 4_000, x + 4_000, y + 4_000)]
    file = geopackage(folder, frame(halves, kaavamerkinta=["VL", "LV"]), "kaava", "rantakaava.gpkg")
    page.goto(origin(page) + "/desk/layers/import")
    page.locator("#field-upload").set_input_files(str(file))
    page.get_by_role("button", name="Lue tiedosto").click()
    expect(page.locator(".import-steps")).to_contain_text("2 kohdetta tuodaan", timeout=READ_MS)
    page.fill("#field-key", "297-ranta")
    page.fill("#field-name_fi", "Rannan yleiskaava")
    page.select_option("#field-plan_kind", "master")
    page.select_option("#field-status", "13")
    page.fill("#field-valid_from", "2026-03-01")
    page.get_by_role("button", name="Tuo kaava käyttöön").click()
    expect(page.get_by_text("Tuonti on käytössä.")).to_be_visible(timeout=READ_MS)


def proposal_drawn(page: Page) -> str:
    """The proposal's address, once its page and its report tell what it covers of the plan."""
    page.goto(origin(page) + "/proposals/new")
    ready(page)
    draw_by_clicks(page)
    expect(page.locator("#coverage")).to_contain_text("Rannan yleiskaava")
    page.fill("#field-title", TITLE)
    page.fill("#field-summary", "Raitti rannan yli ja silta.")
    page.fill("#field-body", "Raitti kulkee rantaa pitkin.\n\nSilta on kolme metriä leveä.")
    page.locator("input[name=state][value=open]").check()
    page.locator("#proposal-form .button--primary").click()
    page.wait_for_url(re.compile(r"/proposals/rantaraitti"))
    address = page.url.partition("?")[0]
    page.goto(f"{address}/report")
    expect(page.get_by_text(re.compile(r"Rannan yleiskaava")).first).to_be_visible()
    expect(page.get_by_text(re.compile(r"\d+\s%")).first).to_be_visible()
    return address


def opened_for_statements(page: Page, address: str) -> None:
    """A phase of statements that goes on today."""
    page.goto(f"{address}/phases")
    page.locator("#field-kind-0").select_option("statements")
    page.fill("#field-starts_on-0", dt.datetime.now(TIME_ZONE).date().isoformat())
    page.get_by_role("button", name="Tallenna vaiheet").click()
    page.goto(address)
    expect(page.get_by_role("link", name=re.compile("kannanotto", re.IGNORECASE)).first).to_be_visible()


def statement_given(page: Page, address: str) -> str:
    """A statement on the first part of the plan, with an address for the response; gives its reference."""
    page.goto(f"{address}/statements/new")
    page.locator("input[name=about][value=part]").check()
    part = page.locator("#field-part")
    expect(part.locator("option")).not_to_have_count(1)
    part.select_option(index=1)
    page.fill("#field-text", SAID)
    page.fill("#field-email", EMAIL)
    page.wait_for_timeout(2500)  # people need a moment; programs that do not are held back
    page.locator("#statement-form .button--primary").tap()
    page.wait_for_url(re.compile(r"/statements/[A-Z]+-L-\d+"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = re.search(r"[A-Z]+-L-\d+", page.url)
    assert found
    return found[0]


def confirmed(page: Page) -> None:
    """Open the link that was sent and say that the address is one's own."""
    page.goto(origin(page) + "/demo/mailbox")
    letter = page.locator("article", has_text=EMAIL).first
    page.goto(letter.get_by_role("link").first.get_attribute("href") or "")
    page.locator("main form button[type=submit]").tap()
    page.wait_for_url(re.compile(r"/follows/"))


def answered_in_parts(page: Page, reference: str) -> None:
    """Split it at its second sentence, answer both parts, and give the response."""
    page.goto(f"{origin(page)}/desk/statements/{reference}")
    page.locator("#segments input[name=start]").first.check()
    page.locator("#segments form .button", has_text="Jaa").first.click()
    for number, answer in enumerate(ANSWERS, 1):
        form = page.locator(f"#segment-{number} form[action$='/answer']")
        form.locator("textarea[name=answer]").fill(answer)
        form.locator("select[name=outcome]").select_option("changed" if number == 2 else "noted")
        form.locator("input[name=is_approved]").check()
        form.locator(".button--primary").click()
        expect(page.locator(f"#segment-{number}")).to_contain_text("Vastaus hyväksytty")
    response = page.locator("#response form")
    response.locator("input[name=outcome][value=partly]").check()
    response.locator("textarea[name=change_note]").fill("Silta on nyt neljä metriä leveä.")
    response.locator(".button--primary").click()
    page.wait_for_url(re.compile(rf"/statements/{reference}"))
