"""The map element alone on a page: the real static files, a made-up layer, no database."""

import json
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

ROOT = Path(__file__).parents[3]
PAGE = Path(__file__).with_name("page.html")
CSP = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "style-src 'self'",
        "script-src 'self' 'nonce-for-the-import-map'",
    )
)
MIDDLE = (27.68, 62.89)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    flags = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--no-sandbox"]
    return {**browser_type_launch_args, "executable_path": shutil.which("chromium"), "args": flags}


class Handler(SimpleHTTPRequestHandler):
    """Static files, one page at /, and no tiles."""

    def do_GET(self) -> None:
        if self.path.startswith("/tiles/"):
            self.send_response(204)
            self.end_headers()
        elif self.path.split("?")[0] == "/":
            body = PAGE.read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", CSP)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Quiet: the test run has its own report."""


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a server on a free port."""
    handler = partial(Handler, directory=str(ROOT))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class MapPage:
    """What the tests do with the map, in their words."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda message: message.type == "error" and self.problems.append(message.text))
        self.site = site

    def open(self, mode: str = "view", **draw: Any) -> "MapPage":
        self.page.goto(f"{self.site}/?{json.dumps({'mode': mode, 'draw': draw})}")
        self.page.locator("aluekartta-map[data-mode]").wait_for()
        return self

    @property
    def surface(self) -> Any:
        return self.page.locator(".map-surface")

    def events(self, name: str) -> list[dict[str, Any]]:
        """The details of every event of that name so far."""
        return self.page.evaluate(
            "name => window.told.filter((one) => one.name === name).map((one) => one.detail)", name
        )

    def of_map(self, expression: str) -> Any:
        """The value of a JavaScript expression about `map`, the element."""
        return self.page.evaluate(f"(map => {expression})(document.querySelector('aluekartta-map'))")

    def last(self, name: str) -> dict[str, Any]:
        # A loaded machine takes its time between the click and what it leads to.
        for _ in range(100):
            if self.events(name):
                break
            self.page.wait_for_timeout(50)
        return self.events(name)[-1]

    def middle(self) -> tuple[float, float]:
        box = self.surface.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def click(self, dx: float, dy: float) -> None:
        x, y = self.middle()
        self.page.mouse.click(x + dx, y + dy)
        # Two quick clicks would count as one double click.
        self.page.wait_for_timeout(300)

    def stroke(self, points: list[tuple[float, float]]) -> None:
        """One press of the mouse through all points, relative to the middle."""
        x, y = self.middle()
        self.page.mouse.move(x + points[0][0], y + points[0][1])
        self.page.mouse.down()
        for dx, dy in points[1:]:
            self.page.mouse.move(x + dx, y + dy, steps=6)
        self.page.mouse.up()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.surface.press(key)


@pytest.fixture
def map_page(page: Page, site: str) -> Iterator[MapPage]:
    """A page whose every error fails the test."""
    opened = MapPage(page, site)
    yield opened
    assert opened.problems == []
