"""The page of one area on a phone and on a desk: contents, files, the frame, the list."""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, origin

AREA = "/areas/70820-litmanen"


class _Newspaper(http.server.BaseHTTPRequestHandler):
    """Another website, of another origin: a browser lets only a real one frame what stands on this machine."""

    page = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture
def newspaper() -> Iterator[Callable[[str, Page], None]]:
    """Open a page of another website that holds some HTML."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Newspaper) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

        def show(html: str, page: Page) -> None:
            _Newspaper.page = html.encode()
            page.goto(f"http://localhost:{server.server_address[1]}/")

        yield show
        server.shutdown()


def in_view(page: Page, selector: str) -> None:
    expect(page.locator(selector)).to_be_in_viewport()


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_contents_lead_through_the_page(open_page: OpenPage, size: str) -> None:
    page = open_page(AREA, size=size)
    contents = page.get_by_role("navigation", name="Tällä sivulla")
    expect(contents).to_be_visible()
    contents.get_by_role("link", name="Mitä on tapahtunut").click()
    in_view(page, "#lately-heading")
    expect(contents).to_be_in_viewport()  # it stays within reach
    contents.get_by_role("link", name="Ota mukaasi").press("Enter")
    in_view(page, "#take-heading")


@pytest.mark.parametrize(("size", "is_open"), [("phone", False), ("desk", True)])
def test_what_is_seldom_needed_is_closed_on_a_phone(open_page: OpenPage, size: str, is_open: bool) -> None:
    page = open_page(AREA, size=size)
    link = page.get_by_role("link", name="Luvut (taulukko, CSV)")
    expect(link).to_be_visible(visible=is_open)
    if not is_open:
        page.locator("summary", has_text=re.compile("^Luvut$")).tap()
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "70820-litmanen-luvut.csv"
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert "Asukkaita" in text and "13484" in text


def test_everything_is_open_without_scripts(open_page: OpenPage) -> None:
    page = open_page(AREA, size="phone", java_script_enabled=False)
    expect(page.get_by_role("link", name="Luvut (taulukko, CSV)")).to_be_visible()
    expect(page.locator(".area-where")).to_contain_text("keskustasta etelään")


def test_the_code_for_another_website_shows_the_area_there(
    open_page: OpenPage, newspaper: Callable[[str, Page], None]
) -> None:
    page = open_page(AREA)
    page.get_by_text("Näytä alue toisella verkkosivulla").click()
    address = re.search(r'src="([^"]+)"', page.locator("#embed-code").input_value())
    assert address is not None
    path = address[1].partition("://")[2].partition("/")[2]
    own = origin(page)
    html = f'<!doctype html><iframe src="{own}/{path}?lang=fi" width="360" height="480" title="x"></iframe>'
    page.watch.expect("asked http://localhost")  # type: ignore[attr-defined]
    newspaper(html, page)
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Litmanen")).to_be_visible()
    expect(frame.locator(".embed__figures")).to_contain_text("13\xa0484")
    expect(frame.locator("aluekartta-map canvas").first).to_be_visible()
    assert all(one["name"] != "lang" for one in page.context.cookies())


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_list_is_sorted_and_leads_to_the_page(open_page: OpenPage, size: str) -> None:
    page = open_page("/areas?kind=postal", size=size)
    page.locator(".area-sort").get_by_role("link", name="Kesämökkejä").click()
    rows = page.get_by_role("rowheader")
    expect(rows).to_have_count(50)
    homes = page.get_by_role("row").nth(1 if size == "desk" else 0).get_by_role("cell").nth(1)
    assert int(re.sub(r"\D", "", homes.inner_text().split("\n")[-1])) > 500
    rows.first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Seuraava").click()
    expect(page.get_by_text("51–65 / 65")).to_be_visible()
