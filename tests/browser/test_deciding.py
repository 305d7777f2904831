"""An official compares areas, chooses some with reasons, and takes the report home."""

from pathlib import Path

import pytest

from tests.browser.conftest import OpenPage, origin, sign_in


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_official_chooses_areas_and_downloads_the_report(open_page: OpenPage, tmp_path: Path, size: str) -> None:
    page = open_page("/sign-in", size=size)
    sign_in(page, "official")
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/analysis?floor=1000")
    for code in ("73500", "72100"):
        page.check(f'input[name="area"][value="{code}"]')
    assert page.locator("[data-ticked]").inner_text() == "2 aluetta valittu"
    page.locator(".choose-bar button").click()
    page.wait_for_url("**/decisions/new**")
    page.fill("#field-title", f"Painopistealueet {size}")
    page.fill("#field-reason", "Näillä alueilla moni asia kasautuu.")
    page.fill("#field-area_reason-73500", "Työttömyys on korkea.")
    page.fill("#field-area_reason-72100", "Palvelut ovat vähentyneet.")
    page.locator(".decision-form .button--primary").click()
    page.wait_for_url(f"**/decisions/painopistealueet-{size}*")
    assert page.locator("h1").inner_text() == f"Painopistealueet {size}"
    with page.expect_download() as download:
        page.get_by_role("link", name="Lataa raportti").click()
    report = tmp_path / "report.html"
    download.value.save_as(report)
    asked = opened_offline(page, report)
    assert asked == [report.as_uri()]


def opened_offline(page: object, report: Path) -> list[str]:
    """What a report asks for when it is opened without a network; fails when its map is not drawn."""
    context = page.context.browser.new_context(offline=True)  # type: ignore[attr-defined]
    paper = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    paper.on("request", lambda request: asked.append(request.url))
    paper.on("console", lambda message: complaints.append(message.text))
    paper.on("pageerror", lambda error: complaints.append(str(error)))
    paper.goto(report.as_uri())
    paper.wait_for_selector("path.leaflet-interactive")
    assert paper.locator("path.leaflet-interactive").count() == 65
    assert complaints == []
    context.close()
    return asked


def test_official_chooses_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("/sign-in")
    sign_in(page, "official")
    page.goto(f"{origin(page)}/analysis?floor=1000")

    def reach(selector: str) -> None:
        for _ in range(400):
            if page.locator(f"{selector}:focus").count():
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{selector} is not reached by Tab")

    reach('input[name="area"][value="73500"]')
    page.keyboard.press("Space")
    reach(".choose-bar button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decisions/new**")
    for selector, words in (
        ("#field-title", "Päätös näppäimillä"),
        ("#field-reason", "Tarve on suurin."),
        ("#field-area_reason-73500", "Työttömyys on korkea."),
    ):
        reach(selector)
        page.keyboard.type(words)
    reach(".decision-form .button--primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decisions/paatos-nappaimilla*")
