"""Comparing in the browser: tick, compare, share the address; without JavaScript what was built before."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from index.dossier.words import page_words_of
from tests.index.dossier.dossiers import cells, dossier
from tests.index.entries import PROTOCOLLO, TERMINBUCH
from tests.index.hostile_entry import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser

BOTH = f"{PROTOCOLLO.id},{TERMINBUCH.id}"


def test_what_is_ticked_in_the_search_is_compared(tab: Watched):
    page = tab.open("search/?q=protocollo")
    page.get_by_label("Compare Protocollo Aperto").check()
    expect(page.locator("#picked")).to_contain_text("1")
    expect(page.locator("#compare-picked")).to_be_hidden()
    page.locator("#q").fill("terminbuch")
    page.locator("#search-form button[type=submit]").click()
    page.get_by_label("Compare Terminbuch").check()
    assert f"compare={PROTOCOLLO.id}%2C{TERMINBUCH.id}" in page.url
    page.locator("#compare-picked").click()
    heads = page.locator("#tables thead").first.locator("th")
    expect(heads).to_have_text(["Question", "Protocollo Aperto", "Terminbuch"])
    assert page.url.endswith(f"compare/index.html?software={BOTH}")


def test_ticks_come_back_with_the_address(tab: Watched):
    page = tab.open(f"search/?q=protocollo&compare={BOTH}")
    expect(page.get_by_label("Compare Protocollo Aperto")).to_be_checked()
    page.locator("#unpick").click()
    expect(page.get_by_label("Compare Protocollo Aperto")).not_to_be_checked()
    assert "compare=" not in page.url


def test_one_can_be_left_out_and_nothing_of_a_file_runs(tab: Watched):
    page = tab.open(f"compare/?software={BOTH},{HOSTILE.id}")
    expect(page.locator("#chosen li")).to_have_count(3)
    assert page.evaluate("window.pwned") is None
    page.get_by_label("Remove Terminbuch").click()
    expect(page.locator("#chosen li")).to_have_count(2)
    assert page.url.endswith(f"?software={PROTOCOLLO.id},{HOSTILE.id}")
    page.get_by_label("Show only where they differ").check()
    assert page.locator("tr.same:visible").count() == 0
    assert page.locator("tr:visible").count() > 0


def test_too_few_are_told_what_to_do(tab: Watched):
    page = tab.open("compare/")
    expect(page.locator("#too-few")).to_be_visible()
    expect(page.locator("#needs-script")).to_be_hidden()


@pytest.mark.parametrize(("language", "root"), [("en", ""), ("it", "it/")])
def test_the_browser_says_what_the_dossier_says(tab: Watched, language: str, root: str):
    page = tab.open(f"{root}compare/?software={BOTH}")
    page.locator("#tables table").first.wait_for()
    shown = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("#tables tbody tr")].map((row) => [
            `${row.closest("section").querySelector("h2").id}: ` +
                row.querySelector("th").firstChild.textContent,
            [...row.querySelectorAll("td")].map((cell) => {
                const lines = [...cell.querySelectorAll("li")].map((one) => one.textContent);
                return lines.length ? lines : [cell.firstChild.textContent];
            })]))"""
    )
    words = page_words_of(language)
    whole = dossier((PROTOCOLLO, TERMINBUCH), languages=(language,))
    compared = 0
    for section in whole.sections:
        for row in section.rows:
            question = f"{section.id}-title: {words.say(row.question)}"
            # Days are of the month's first on pages, and so is what is counted from them.
            if section.id in {"identity", "licence"} and question in shown:
                assert shown[question] == [list(words.cell(cell)) for cell in cells(whole, row.id)], row.id
                compared += 1
    assert compared > 20


@pytest.mark.parametrize("language", ["en", "it"])
def test_from_a_zip_on_disk_what_is_ticked_is_compared(
    tab: Watched, folder: Path, tmp_path: Path, language: str
):
    with zipfile.ZipFile(folder / "downloads" / f"catalogue-{language}.zip") as archive:
        archive.extractall(tmp_path)
    page = tab.page
    page.goto((tmp_path / "catalogue" / "index.html").as_uri())
    page.locator(".site-nav a[href*=search]").click()
    for name in ("Protocollo Aperto", "Terminbuch"):
        page.locator("#q").fill(name)
        page.locator("#search-form button[type=submit]").click()
        card = page.locator(".card", has=page.locator(".card-title", has_text=name))
        card.first.locator(".pick input").check()
    page.locator("#compare-picked").click()
    heads = page.locator("#tables thead").first.locator("th")
    expect(heads).to_have_text([page_words_of(language)("question"), "Protocollo Aperto", "Terminbuch"])
    assert page.url.startswith("file:")
    expect(page.locator("#unavailable")).to_be_hidden()
    page.goto(page.url + ",never-there")
    expect(page.locator("#told")).to_contain_text("never-there")


def test_without_script_lists_and_pages_lead_to_comparisons(plain_tab: Watched):
    page = plain_tab.open("browse/category/document-management/")
    page.locator(".pick input").nth(0).check()
    page.locator(".pick input").nth(1).check()
    page.locator("#compare button").click()
    assert page.url.count("software=") == 2
    expect(page.locator("#needs-script")).to_be_visible()
    page = plain_tab.open(f"software/{PROTOCOLLO.id}/")
    page.get_by_role("link", name="Comparison with the most similar").click()
    expect(page.locator("h1")).to_contain_text("Protocollo Aperto")
    expect(page.locator("table").first).to_contain_text("Local government")
