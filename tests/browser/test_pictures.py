"""Mirrored pictures in a browser: they are seen, nothing moves, and nobody else is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import watched
from tests.browser.test_search import WATCH_SHIFTS
from tests.index.entries import PROTOCOLLO

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser

PAGE = f"software/{PROTOCOLLO.id}/"
_WIDTH = "image => image.decode().then(() => image.naturalWidth)"
_WIDTH_BEHIND = """async (link) => {
  const image = Object.assign(new Image(), { src: link.href });
  await image.decode();
  return image.naturalWidth;
}"""


def test_screenshots_are_seen_and_nothing_moves_when_they_come(tab: Watched):
    tab.page.add_init_script(WATCH_SHIFTS)
    page = tab.open(f"it/{PAGE}")
    shots = page.locator(".shots img")
    expect(shots).to_have_count(2)
    below = page.locator("#publisher")
    before = below.evaluate("one => one.getBoundingClientRect().top + scrollY")
    shots.first.scroll_into_view_if_needed()
    assert [natural_width(one) for one in shots.all()] == [480, 400]
    assert below.evaluate("one => one.getBoundingClientRect().top + scrollY") == before
    assert page.evaluate("window.shifts.reduce((sum, one) => sum + one, 0)") < 0.02
    assert natural_width(page.locator(".page-avatar img")) == 96
    large = page.get_by_role("link", name="Schermata 1 di 2: lista atti")
    assert large.evaluate(_WIDTH_BEHIND) == 1280


@pytest.mark.parametrize("language", ["", "it/"])
def test_a_card_has_the_logo_in_lists_and_in_the_search(tab: Watched, language: str):
    page = tab.open(f"{language}browse/category/document-management/")
    assert natural_width(page.locator(".card img")) == 96
    page = tab.open(f"{language}search/?q=protocollo")
    expect(page.locator("#results .card")).to_have_count(3)
    assert natural_width(page.locator("#results .card img")) == 96
    box = page.locator("#results .card img").bounding_box()
    other = page.locator("#results .card svg.avatar").first.bounding_box()
    assert box is not None
    assert other is not None
    assert (box["width"], box["height"]) == (other["width"], other["height"])


def test_from_disk_they_are_seen_too(browser: Browser, folder: Path):
    context = browser.new_context()
    made = watched(context.new_page(), folder.as_uri() + "/")
    page = made.open(f"it/{PAGE}index.html")
    page.locator(".shots img").first.scroll_into_view_if_needed()
    assert natural_width(page.locator(".shots img").first) == 480
    page = made.open("search/index.html?q=protocollo")
    assert natural_width(page.locator("#results .card img")) == 96
    context.close()
    assert made.complaints == []


def natural_width(image: Locator) -> int:
    width: int = image.evaluate(_WIDTH)
    return width
