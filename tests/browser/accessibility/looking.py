"""What every page is looked at for: axe-core, and nothing that runs over the edge.

The files beside this one share the pages out by width and by who looks, so that a run's workers share them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import origin

OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # Writing out what passed, with a selector for each element, is most of axe's work on a big page.
    "resultTypes": ["violations"],
}
_LIGHT_HAS_CHANGED = """async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const moving = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(moving.map((one) => one.finished));
}"""


def visit(page: Page, paths: Iterable[str]) -> Iterator[str]:
    """Open one page after another; each path is given once maps stand and what they asked for has come."""
    own = origin(page)
    page.watch.expect("404")  # type: ignore[attr-defined]  # one of the pages is the one for none
    for path in paths:
        page.goto(own + path)
        page.wait_for_load_state("networkidle")
        yield path


def findings(page: Page) -> list[str]:
    """What axe-core finds, as readable lines."""
    results = Axe().run(page, options=OPTIONS)
    return [
        f"{page.url}: {one['id']} ({one['impact']}): {node['html'][:160]}"
        for one in results.response["violations"]
        for node in one["nodes"]
    ]


def findings_in_the_dark(page: Page) -> list[str]:
    """What axe-core finds when the light goes out on the page; it is on again afterwards."""
    page.emulate_media(color_scheme="dark")
    page.evaluate(_LIGHT_HAS_CHANGED)
    found = [f"in the dark: {one}" for one in findings(page)]
    page.emulate_media(color_scheme="light")
    return found


def runs_over(page: Page) -> list[str]:
    """A line when the page is wider than the screen."""
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return [f"{page.url} is {wide} px wide on a screen of {seen} px"] if wide > seen else []
