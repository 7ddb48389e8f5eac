from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from index.facets import user_count
from index.pages.overview import FIRST_FOUND
from index.vitality import vitality_of
from tests.index.built_site import LISTED
from tests.index.entries import PROTOCOLLO
from tests.index.hostile_entry import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page, Route

    from index.entry import Entry
    from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser


def titles(page: Page) -> list[str]:
    expect(page.locator("#status")).to_contain_text("result")
    return page.locator("#results .card-title").all_inner_texts()


def test_from_home_by_a_word_and_a_filter_to_a_software(tab: Watched):
    page = tab.open("")
    page.get_by_label("What should the software do?").fill("protocollo")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#status")).to_have_text("3 results for “protocollo”")
    assert titles(page) == ["Protocollo Aperto", "Eingangsbuch", "Raadsstukken"]

    page.get_by_role("checkbox", name="Italy 1").check()
    expect(page.locator("#status")).to_have_text("1 result for “protocollo”")
    assert page.url.endswith("search/index.html?q=protocollo&country=IT")

    page.get_by_role("link", name="Protocollo Aperto").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Protocollo Aperto")
    page.go_back()
    expect(page.locator("#status")).to_have_text("1 result for “protocollo”")
    expect(page.get_by_role("checkbox", name="Italy")).to_be_checked()


def test_the_address_holds_the_whole_search(tab: Watched):
    page = tab.open("search/?category=document-management&license=EUPL-1.2&sort=name")
    assert titles(page) == ["Eingangsbuch", "Protocollo Aperto", "Raadsstukken"]
    expect(page.get_by_label("Sort by")).to_have_value("name")
    expect(page.get_by_role("list", name="Active filters").get_by_role("button")).to_have_count(3)
    page.get_by_role("button", name="Remove filter: Document management").click()
    expect(page.get_by_role("list", name="Active filters").get_by_role("button")).to_have_count(1)
    page.go_back()
    expect(page.get_by_role("list", name="Active filters").get_by_role("button")).to_have_count(3)


def test_counts_follow_the_other_filters_and_values_are_alternatives(tab: Watched):
    page = tab.open("search/?country=IT&country=DE")
    assert sorted(titles(page)) == ["Eingangsbuch", "Protocollo Aperto", "Terminbuch"]
    expect(page.get_by_role("checkbox", name="Netherlands 3")).not_to_be_checked()
    page.get_by_role("checkbox", name="AGPL-3.0-or-later 2").check()
    expect(page.locator("#status")).to_have_text("2 results")
    expect(page.get_by_role("checkbox", name="Italy 0")).to_be_checked()


def test_what_no_list_is_made_of_can_be_searched_by(tab: Watched):
    page = tab.open("search/?license-family=weak-copyleft")
    found = titles(page)
    assert "Protocollo Aperto" in found
    expect(page.get_by_role("checkbox", name="Weak copyleft")).to_be_checked()
    page.locator("#facets summary", has_text="Activity").click()
    page.get_by_role("checkbox", name="Active: commits within 90 days").check()
    expect(page.locator("#results .card-title")).to_have_text(["Protocollo Aperto"])
    assert "activity=active" in page.url
    page = tab.open("search/?standard=alias%3Aspid")
    expect(page.get_by_role("checkbox", name="SPID")).to_be_checked()
    assert titles(page) == ["Protocollo Aperto"]


def test_nothing_that_is_seen_moves_while_the_search_begins(tab: Watched):
    tab.page.add_init_script(WATCH_SHIFTS)
    tab.page.route("**/*.pf_index", _later)
    page = tab.open("search/?q=protocollo")
    titles(page)
    assert page.evaluate("window.shifts.reduce((sum, one) => sum + one, 0)") < 0.02


@pytest.mark.parametrize(
    "words",
    ["szukam zarządzania dokumentami", "ohjelmisto asiakirjahallintaan", "ESDH til kommuner"],
    ids=["Polish", "Finnish", "Danish"],
)
def test_inflected_words_of_other_languages_find_what_they_mean(tab: Watched, words: str):
    """Sentences in languages that no page is written in; the vocabulary has the base forms."""
    page = tab.open(f"search/?q={words}")
    assert titles(page)[0] in {"Protocollo Aperto", "Eingangsbuch", "Raadsstukken"}


def test_before_anything_is_asked_the_page_itself_answers(tab: Watched):
    """Whoever only looks pays for no search; what is shown is what the search would have said."""
    fetched: list[str] = []
    tab.page.on("request", lambda sent: fetched.append(sent.url) if "/pagefind/" in sent.url else None)
    page = tab.open("search/")
    expect(page.locator("#status")).to_contain_text(f"{len(LISTED)} results")
    first = titles(page)
    numbers = page.locator("#facets [open] label").all_inner_texts()
    assert len(first) == min(FIRST_FOUND, len(LISTED))
    page.locator("#facets summary", has_text="Development status").click()
    expect(page.get_by_role("checkbox", name="Stable").first).to_be_visible()
    assert not fetched

    page.get_by_role("checkbox", name="Italy").check()
    expect(page.locator("#status")).not_to_contain_text(f"{len(LISTED)} results")
    assert fetched
    page.go_back()
    expect(page.locator("#status")).to_contain_text(f"{len(LISTED)} results")
    assert titles(page) == first
    page = tab.open("search/?sort=name")
    assert titles(page) == first
    assert page.locator("#facets [open] label").all_inner_texts() == numbers


def test_a_search_by_its_address_is_fetched_in_few_rounds(tab: Watched):
    """Program and list of pages come while the page still does; the filters' numbers keep nobody waiting."""
    held: list[Route] = []
    passing = 1  # what is archived comes lower: states are asked for with the words

    def hold(route: Route) -> None:
        nonlocal passing
        passing -= 1
        if passing < 0:
            held.append(route)
        else:
            route.continue_()

    tab.page.route("**/*.pf_filter", hold)
    page = tab.open("search/?q=protocollo")
    titles(page)
    expect(page.locator("#results .card-title").first).to_be_visible()
    assert page.locator("#facets").is_hidden()
    passing = 99
    for route in held:
        route.continue_()
    expect(page.get_by_role("checkbox", name="Italy 1")).to_be_visible()
    fetched = page.evaluate(FETCHED)
    assert [how for how, name in fetched if name.endswith((".en.pagefind", ".pf_meta"))] == ["link", "link"]
    names = [name.split("?")[0] for _, name in fetched if not name.startswith("pagefind-entry")]
    assert len(names) == len(set(names))
    assert not [name for name in names if "worker" in name]


FETCHED = """performance.getEntriesByType("resource")
    .map((one) => [one.initiatorType, one.name.split("/").at(-1)])"""


def test_what_was_not_asked_for_never_flashes_up(tab: Watched):
    tab.page.route("**/facets.js*", _later)
    page = tab.open("search/?q=protocollo")
    assert page.locator("#results .card").first.is_hidden()
    expect(page.locator("#results .card-title").first).to_have_text("Protocollo Aperto")
    expect(page.locator("#results .card").first).to_be_visible()


def _later(route: Route) -> None:
    """Let the page be seen before the answer comes."""
    time.sleep(0.3)
    route.continue_()


WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.shifts.push(one.value);
}).observe({ type: "layout-shift", buffered: true });
"""


def test_a_facet_is_fetched_when_it_is_opened(tab: Watched):
    """At 5,000 software the facets are 160 KB, which nobody needs at once."""
    fetched: list[str] = []
    tab.page.on("request", lambda sent: fetched.append(sent.url) if "/filter/" in sent.url else None)
    page = tab.open("search/?q=protocollo")
    titles(page)
    expect(page.get_by_role("checkbox", name="Italy 1")).to_be_visible()
    assert 0 < len(fetched) < 6
    before = len(fetched)
    page.locator("#facets summary", has_text="Development status").click()
    expect(page.get_by_role("checkbox", name="Stable 1")).to_be_visible()
    assert len(fetched) == before + 1


@pytest.mark.parametrize("where", ["served", "disk"])
def test_by_users_and_vitality_the_most_comes_first(tab: Watched, folder: Path, where: str):
    for order, value in (("users", user_count), ("vitality", vitality)):
        if where == "disk":
            tab.page.goto((folder / "search" / "index.html").as_uri() + f"?sort={order}")
        else:
            tab.open(f"search/?sort={order}")
        by_name = {entry.software.name: value(entry) for entry in LISTED}
        found = [by_name.get(title) for title in titles(tab.page)]
        known = [one for one in found if one is not None]
        assert len(known) > 5
        assert known == sorted(known, reverse=True)
        assert known[0] > known[-1]


def vitality(entry: Entry) -> int:
    told = vitality_of(entry, date(2026, 3, 1))
    return told.score if told else -1


def test_states_are_shown_and_doubtful_software_comes_lower(tab: Watched):
    page = tab.open("search/?q=openbare")
    assert titles(page)[0] == "Meldpunt Openbare Ruimte"
    expect(page.locator(".card-note").first).to_have_text("Its file has errors")
    expect(page.locator(".card-facts").first).to_contain_text("In Dutch")
    expect(page.locator(".card-summary").first).to_have_attribute("lang", "nl")


def test_words_of_other_alphabets_and_accents(tab: Watched):
    page = tab.open("search/?q=θάλασσα")
    assert titles(page) == ["Θάλασσα"]
    page.get_by_label("What should the software do?").fill("ueberhaupt größe")
    page.get_by_label("What should the software do?").fill("grosse")
    page.get_by_label("What should the software do?").fill("buergeramt")
    page.get_by_label("What should the software do?").fill("burgeramt")
    expect(page.locator("#results .card-title").first).to_have_text("Terminbuch")


def test_nothing_found_says_what_to_relax(tab: Watched):
    page = tab.open("search/?q=protocollo&country=GR")
    expect(page.locator("#status")).to_have_text("0 results for “protocollo”")
    page.get_by_role("button", name="Without “Greece”: 3 results").click()
    expect(page.locator("#status")).to_have_text("3 results for “protocollo”")
    page.get_by_label("What should the software do?").fill("xyzzy")
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    page.get_by_role("button", name="Without the words").click()
    expect(page.locator("#status")).to_have_text("10 results")


def test_switching_the_language_keeps_the_page_and_the_search(tab: Watched):
    page = tab.open("software/comune-valdora-protocollo-aperto/")
    page.locator(".languages summary").click()
    page.get_by_role("link", name="Italiano").click()
    expect(page.locator("html")).to_have_attribute("lang", "it")
    expect(page.get_by_role("heading", name="Chi lo usa")).to_be_visible()
    assert page.url.endswith("/it/software/comune-valdora-protocollo-aperto/index.html")
    page = tab.open("search/?q=protocollo&country=IT")
    expect(page.locator("#status")).to_have_text("1 result for “protocollo”")
    page.locator(".languages summary").click()
    page.get_by_role("link", name="Italiano").click()
    expect(page.locator("#status")).to_have_text("1 risultato per «protocollo»")
    page.get_by_role("button", name="Rimuovi filtro: Italia").click()
    expect(page.locator("#status")).to_have_text("3 risultati per «protocollo»")


def test_a_slip_of_the_pen_gets_a_suggestion(tab: Watched):
    page = tab.open("search/?q=protocolo+apertto")
    page.get_by_role("link", name="Did you mean “protocollo aperto”?").click()
    expect(page.locator("#results .card-title").first).to_have_text("Protocollo Aperto")
    assert "q=protocollo+aperto" in page.url


def test_a_word_of_another_language_finds_what_it_means(tab: Watched):
    page = tab.open("search/?q=Terminvergabe")
    assert "Prenota Sportello" in titles(page) or "Terminbuch" in titles(page)
    page = tab.open("search/?q=gestión+documental")
    assert "Protocollo Aperto" in titles(page)


def test_it_can_be_used_by_keyboard_alone(tab: Watched):
    page = tab.open("search/")
    titles(page)
    page.keyboard.press("/")
    expect(page.get_by_label("What should the software do?")).to_be_focused()
    page.keyboard.type("eingang")
    expect(page.locator("#results .card-title")).to_have_text(["Eingangsbuch"])
    box = page.get_by_role("checkbox", name="Document management")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    expect(box).to_be_focused()


def test_a_card_is_the_same_as_in_the_lists(tab: Watched):
    def shape(page: Page) -> dict[str, str]:
        card = page.locator(".card", has=page.get_by_role("link", name="Protocollo Aperto", exact=True))
        return {
            "avatar": card.locator(".avatar").get_attribute("class") or "",
            "sign": card.locator(".avatar").evaluate("made => made.src ?? made.textContent.trim()"),
            "summary": card.locator(".card-summary").inner_text(),
            "by": card.locator(".card-by").inner_text(),
            "facts": card.locator(".card-facts").inner_text(),
            "pick": card.locator(".pick").inner_text(),
        }

    page = tab.open("search/?publisher=it-comune-valdora")
    titles(page)
    found = shape(page)
    page.locator(".card-by a").click()
    assert shape(page) == found
    assert found["facts"].split("\n") == [
        "EUPL-1.2 · Weak copyleft",
        "Stable",
        "Web application",
        "Active March 2026",
        "Used by 3",
    ]


def test_a_hostile_file_does_nothing_in_the_search(tab: Watched):
    page = tab.open("search/?q=quirkword")
    assert titles(page) == ["Evil <script>window.pwned=1;alert(1)</script>"]
    for facet in page.locator("#facets details.facet:not([open]) > summary").all():
        if facet.is_visible():
            facet.click()
    page.get_by_role("link", name="Evil").click()
    page.wait_for_load_state("networkidle")
    assert page.url.endswith(f"software/{HOSTILE.id}/index.html")
    assert page.evaluate("window.pwned") is None


def test_the_page_of_a_software_runs_nothing(tab: Watched):
    page = tab.open(f"software/{PROTOCOLLO.id}/")
    page.wait_for_load_state("networkidle")
    assert page.locator("script:not([type='application/ld+json'])").count() == 0
