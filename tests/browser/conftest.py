"""A real Chromium on the real service with the Kuopio demo, as a newcomer would start it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, expect

from operate.testcluster import TestCluster
from service.jobs import app as jobs
from service.jobs import make_connector
from tests.conftest import TownDatabase, _copy
from tests.servers import environment_of, running_service

PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
SIZES = {"phone": PHONE, "desk": DESK}
#: Upper bounds for a machine that does other work too; what is there is taken at once.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS / 2)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def kuopio(cluster: TestCluster, kuopio_template: str) -> Iterator[TownDatabase]:
    """The demo's database, shared by the browser tests: each makes its own things in it."""
    yield from _copy(cluster, kuopio_template)


@pytest.fixture(scope="session")
def mail_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo's mails are kept."""
    return tmp_path_factory.mktemp("mail") / "box"


@pytest.fixture(scope="session")
def service_url(kuopio: TownDatabase, mail_folder: Path) -> Iterator[str]:
    """The address of the running service."""
    with running_service(kuopio.settings, more={"ALUEKARTTA_MAIL_SERVER": f"maildir://{mail_folder}"}) as service:
        yield service.url


@pytest.fixture
def work_off(
    kuopio: TownDatabase, mail_folder: Path, service_url: str, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], None]:
    """Run the real worker on the jobs that wait in a queue, until none does."""
    environment = environment_of(kuopio.settings, 0, ALUEKARTTA_MAIL_SERVER=f"maildir://{mail_folder}")
    for name, value in {**environment, "ALUEKARTTA_PUBLIC_URL": service_url}.items():
        monkeypatch.setenv(name, value)

    def once(queue: str) -> None:
        with jobs.replace_connector(make_connector(kuopio.settings)) as worker:
            worker.run_worker(wait=False, queues=[queue], install_signal_handlers=False, delete_jobs="successful")

    def elsewhere(queue: str) -> None:
        # Playwright keeps this thread's event loop to itself.
        with ThreadPoolExecutor(1) as threads:
            threads.submit(once, queue).result()

    return elsewhere


@pytest.fixture
def send_mails(work_off: Callable[[str], None]) -> Callable[[], None]:
    """Run the real worker on the mails that wait, until none does."""
    return lambda: work_off("mail")


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, without talking to anybody but this machine."""
    flags = [
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
    yield browser
    browser.close()


class Watch:
    """What a page must never do: complain on its console, or ask anybody but the service for anything."""

    def __init__(self, page: Page, own: str) -> None:
        self.own = own
        self.complaints: list[str] = []
        # OpenLayers reads the drawn pixel under the pointer, which Chromium comments on.
        self.expected: list[str] = ["willReadFrequently"]
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", self._request)

    def expect(self, part: str) -> None:
        """A complaint that holds `part` is what the test is about."""
        self.expected.append(part)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.own, "data:", "blob:")):
            self.complaints.append(f"asked {request.url}")

    def check(self) -> None:
        """Fail when there was anything unexpected."""
        left = [one for one in self.complaints if not any(part in one for part in self.expected)]
        assert not left, left


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, service_url: str) -> Iterator[OpenPage]:
    """Open a page of the service: `open_page("/", size="phone", lang="fi")`; its complaints fail the test."""
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def start(path: str = "/", *, size: str = "desk", lang: str = "fi", **options: Any) -> Page:
        context = chromium.new_context(
            **{**SIZES[size], "locale": {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}[lang], **options}
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        watches.append(Watch(page, service_url))
        page.watch = watches[-1]  # type: ignore[attr-defined]
        page.goto(service_url + path)
        return page

    yield start
    for context in contexts:
        context.close()
    for watch in watches:
        watch.check()


def origin(page: Page) -> str:
    """The service's address."""
    return "/".join(page.url.split("/")[:3])


def drawn(page: Page) -> None:
    """Wait until the page's map, which must be in sight, has drawn what it asked for, however long that takes."""
    expect(page.locator("aluekartta-map .map-surface")).to_be_visible()
    page.evaluate(
        """async () => {
            const map = document.querySelector('aluekartta-map');
            await map.ready;
            await new Promise((done) => { map.stage.map.once('rendercomplete', done); map.stage.map.render(); });
        }"""
    )


def sign_in(page: Page, role: str, city: str = "kuopio") -> None:
    """Sign in as one of the demo's people by the page that offers them."""
    page.goto(f"{origin(page)}/sign-in")
    page.locator(f'form:has(input[value="{role}@{city}.example"]) button').click()
    page.wait_for_url(lambda url: not url.endswith("/sign-in"))
