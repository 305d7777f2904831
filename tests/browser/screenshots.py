"""Make the README's pictures: ``python -m tests.browser.screenshots``. What they show is made up."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from operate.testcluster import start_test_cluster
from service.db import Database
from service.migrate import upgrade
from tests.browser.conftest import DESK, PHONE, sign_in
from tests.conftest import settings_for
from tests.servers import running_service

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"


def main() -> None:
    """Start the service with the demo and take every picture."""
    from demo.cities import city_by_slug
    from demo.load import load_city

    cluster = start_test_cluster()
    url = cluster.create("pictures")
    upgrade(url)
    settings = settings_for(
        url, cluster.url("pictures", "aluekartta_service"), cluster.url("pictures", "aluekartta_public")
    )
    database = Database(settings_for(url, url, url))
    with database.session() as db:
        load_city(db, city_by_slug("kuopio"))
    database.close()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_service(settings) as service, sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        on_a_phone(browser, service.url)
        drawing_on_a_phone(browser, service.url)
        drawing_on_a_desk(browser, service.url)
        on_a_desk(browser, service.url)
        browser.close()
    cluster.stop()


def on_a_phone(browser: Browser, url: str) -> None:
    """The front page, and telling an idea."""
    page = opened(browser, url, PHONE)
    taken(page, "front-phone")
    page.locator("[data-tell]").tap()
    page.wait_for_timeout(1500)
    taken(page, "place-phone")
    page.locator("[data-here]").tap()
    page.locator(".theme-choice").first.tap()
    page.locator("form[data-step=write] textarea").fill("Rannan polulle muutama lyhty, syksyllä on pimeää.")
    taken(page, "tell-phone")


def drawing_on_a_phone(browser: Browser, url: str) -> None:
    """Where to begin, and an area drawn with its figures over the map."""
    page = opened(browser, url, PHONE)
    page.goto(url + "/areas/new")
    page.locator("#area-near .chip").first.wait_for()
    taken(page, "area-start-phone")
    for x, y in ((70, 180), (200, 165), (245, 250), (190, 330), (80, 320)):
        page.touchscreen.tap(x, y)
        page.wait_for_timeout(400)
    page.locator(".draw-bar .button--primary").tap()
    page.locator("#area-live dl").wait_for()
    taken(page, "area-draw-phone")


def drawing_on_a_desk(browser: Browser, url: str) -> None:
    """An area drawn with its figures beside the map."""
    page = opened(browser, url, DESK)
    page.goto(url + "/areas/new")
    draw(page, 9)
    page.locator("#area-live dl").wait_for()
    taken(page, "area-draw")


def on_a_desk(browser: Browser, url: str) -> None:
    """A proposal over the zoning, the comparison of neighbourhoods, a decision."""
    page = opened(browser, url, DESK)
    taken(page, "front")
    sign_in(page, "planner")
    page.goto(url + "/proposals/new")
    draw(page, 3)
    page.locator(".coverage-sentence").wait_for()
    taken(page, "proposal")
    page.goto(url + "/analysis")
    taken(page, "analysis")
    page.goto(url + "/decisions")
    page.locator("main a[href^='/decisions/']").first.click()
    taken(page, "decision")


def draw(page: Page, steps: int) -> None:
    """Draw a shape with the keyboard, so many arrow presses a side."""
    page.locator("aluekartta-map .draw-bar").wait_for()
    page.wait_for_timeout(1500)
    page.locator("aluekartta-map .map-surface").focus()
    for key, times in (
        ("ArrowLeft", steps // 2),
        ("ArrowUp", steps // 2),
        ("ArrowRight", steps),
        ("ArrowDown", steps),
    ):
        for _ in range(max(1, times)):
            page.keyboard.press(key)
            page.wait_for_timeout(150)
        page.keyboard.press("Space")
    page.keyboard.press("Enter")


def opened(browser: Browser, url: str, size: dict[str, object]) -> Page:
    """The front page in Finnish."""
    page = browser.new_context(**size, locale="fi-FI").new_page()  # type: ignore[arg-type]
    page.goto(url)
    return page


def taken(page: Page, name: str) -> None:
    """Save what is seen once everything has come."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1200)
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
