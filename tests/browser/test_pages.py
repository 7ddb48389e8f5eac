from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.index.entries import PROTOCOLLO
from tests.index.hostile_entry import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser

PATHS = (
    "",
    "search/",
    "browse/",
    "browse/category/",
    "browse/category/document-management/",
    "publishers/",
    "publishers/it-comune-valdora/",
    "a-z/",
    "report/",
    "report/files/",
    f"software/{PROTOCOLLO.id}/",
    f"software/{HOSTILE.id}/",
    "software/open-library-maktaba/",
    "software/agence-armoria-ancien/",
)


def test_without_javascript_any_software_is_three_clicks_away(plain_tab: Watched):
    page = plain_tab.open("")
    page.get_by_role("link", name="Document management").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Document management")
    page.get_by_role("link", name="Protocollo Aperto").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Protocollo Aperto")
    expect(page.get_by_text("4.2.1 (11 February 2026)")).to_be_visible()
    page.get_by_text("In Italian").click()
    expect(page.get_by_text("Registro di protocollo e gestione documentale")).to_be_visible()


def test_without_javascript_the_search_leads_to_the_lists(plain_tab: Watched):
    page = plain_tab.open("")
    page.get_by_label("What should the software do?").fill("protocollo")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("Searching by word needs JavaScript")).to_be_visible()
    expect(page.locator("#app")).to_be_hidden()
    page.get_by_role("main").get_by_role("link", name="Netherlands").click()
    expect(page.get_by_role("link", name="Raadsstukken")).to_be_visible()


def test_no_page_is_wider_than_a_small_telephone(tab: Watched):
    tab.page.set_viewport_size({"width": 320, "height": 640})
    wide = {}
    for path in PATHS:
        page = tab.open(path)
        wide[path] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: width for path, width in wide.items() if width > 320} == {}


def test_on_a_telephone_the_name_stands_beside_its_initials(plain_tab: Watched):
    page = plain_tab.open(f"software/{PROTOCOLLO.id}/")
    avatar, name = page.locator(".page-head .avatar").bounding_box(), page.locator("h1").bounding_box()
    assert avatar is not None
    assert name is not None
    assert avatar["x"] + avatar["width"] < name["x"]


def test_the_focus_is_seen(tab: Watched):
    page = tab.open("browse/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"


def test_the_search_says_so_where_its_filters_do_not_come(tab: Watched):
    tab.page.route("**/facets.js*", lambda route: route.abort())
    page = tab.open("search/")
    expect(page.get_by_text("The search can’t run here")).to_be_visible()
    assert tab.complaints
    tab.complaints.clear()


def test_the_search_says_so_where_it_can_not_run(tab: Watched):
    page = tab.page
    page.route("**/pagefind.js", lambda route: route.abort())
    page.route("**/offline.js*", lambda route: route.abort())
    tab.open("search/").get_by_label("What should the software do?").fill("protocollo")
    expect(page.get_by_text("The search can’t run here")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="Netherlands")).to_be_visible()
    assert tab.complaints
    tab.complaints.clear()


def test_without_pagefind_the_small_index_stands_in(tab: Watched):
    page = tab.page
    page.route("**/pagefind.js", lambda route: route.abort())
    tab.open("search/?q=protocollo")
    expect(page.locator("#results .card-title")).to_have_text(
        ["Protocollo Aperto", "Eingangsbuch", "Raadsstukken"]
    )
    page.get_by_role("checkbox", name="Italy 1").check()
    expect(page.locator("#status")).to_have_text("1 result for “protocollo”")
    assert tab.complaints
    tab.complaints.clear()


def test_from_disk_everything_works(tab: Watched, folder: Path):
    page = tab.page
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("link", name="Document management").first.click()
    page.get_by_role("link", name="Protocollo Aperto").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Protocollo Aperto")
    assert page.evaluate("getComputedStyle(document.querySelector('.glance')).borderTopStyle") == "solid"
    page.get_by_role("searchbox").fill("protocollo")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("3 results for “protocollo”")
    page.get_by_role("checkbox", name="Italy 1").check()
    page.locator("#results").get_by_role("link", name="Protocollo Aperto").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Protocollo Aperto")


def test_what_the_keyboard_comes_to_is_never_under_the_bar(tab: Watched):
    """WCAG 2.2, 2.4.11."""
    tab.page.set_viewport_size({"width": 390, "height": 600})
    page = tab.open("browse/language/it/index.html")
    bar = page.locator(".compare-bar")
    assert bar.evaluate("one => getComputedStyle(one).position") == "static"
    page.locator(".pick input").first.check()
    assert bar.evaluate("one => getComputedStyle(one).position") == "sticky"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.card') !== null"):
            assert page.evaluate(
                "() => document.activeElement.getBoundingClientRect().bottom"
                " <= document.querySelector('.compare-bar').getBoundingClientRect().top"
            )


def test_on_paper_everything_is_light(tab: Watched):
    page = tab.open("index.html")
    colour = "getComputedStyle(document.documentElement).getPropertyValue('--line')"
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(colour) != light
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(colour) == light


@pytest.mark.parametrize("path", ["index.html", "it/index.html"])
def test_on_a_telephone_the_header_is_two_rows(plain_tab: Watched, path: str):
    page = plain_tab.open(path)
    assert page.locator(".site-header").evaluate("one => one.clientHeight") < 110
    assert page.locator(".languages summary").inner_text().strip()
