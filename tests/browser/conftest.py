"""A real browser on a real server with a real site."""

from __future__ import annotations

import shutil
import threading
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, Response, sync_playwright

from index.pages.options import SiteOptions
from tests.index.built_site import make
from tests.index.pictured import PICTURED_ENTRIES, mirrored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        pass


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it lies on disk."""
    where = tmp_path_factory.mktemp("www")
    options = SiteOptions(languages=("en", "it"))
    return make(PICTURED_ENTRIES, where, options, mirrored=mirrored(where / "pictures")).folder


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    """The site under a path of its own, as on a host that serves other things too."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder.parent))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/site/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for one module: while Playwright runs, no other test may start an event loop."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@dataclass
class Watched:
    """A page, and what went wrong on it or left for other hosts."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page


def watched(page: Page, address: str) -> Watched:
    made = Watched(page, address)
    page.set_default_timeout(8000)

    def console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            made.complaints.append(message.text)

    def dialog(opened: Dialog) -> None:
        made.complaints.append(f"dialog: {opened.message}")
        opened.dismiss()

    def request(sent: Request) -> None:
        if not sent.url.startswith((address, "file:")):
            made.complaints.append(f"to another host: {sent.url}")

    def failed(sent: Request) -> None:
        # What is under way when a reader goes on is given up: no failure.
        if sent.failure != "net::ERR_ABORTED":
            made.complaints.append(f"failed: {sent.url}")

    def response(received: Response) -> None:
        if received.status >= HTTPStatus.BAD_REQUEST:
            made.complaints.append(f"{received.status}: {received.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    page.on("dialog", dialog)
    page.on("request", request)
    page.on("requestfailed", failed)
    page.on("response", response)
    return made


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Watched]:
    """A page with JavaScript; the test fails where the browser had anything to complain about."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = watched(context.new_page(), address)
    yield made
    context.close()
    assert made.complaints == []


@pytest.fixture
def plain_tab(browser: Browser, address: str) -> Iterator[Watched]:
    """A telephone without JavaScript."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    made = watched(context.new_page(), address)
    yield made
    context.close()
    assert made.complaints == []
