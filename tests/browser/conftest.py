"""A real browser on a real server with a real site."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from cli.serving import page_server
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


PATIENCE_MS = 30_000
"""How long what must come may take: on a busy machine even a small page takes seconds."""
expect.set_options(timeout=PATIENCE_MS)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder as ``riuso site serve`` does; give its address."""
    with page_server(folder, "127.0.0.1", 0) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it lies on disk."""
    where = tmp_path_factory.mktemp("www")
    options = SiteOptions(languages=("en", "it"))
    return make(PICTURED_ENTRIES, where, options, mirrored=mirrored(where / "pictures")).folder


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    """The site under a path of its own, as on a host that serves other things too."""
    with served(folder.parent) as root:
        yield f"{root}site/"


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
    page.set_default_timeout(PATIENCE_MS)

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
