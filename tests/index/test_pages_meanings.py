"""What pages and browser are told of meanings: tokens that stand for concepts, whatever the language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index.analysis import fold, words
from index.pages.meanings import synonyms_of, tokens_of
from tests.index.built_site import Built, make
from tests.index.entries import PROTOCOLLO

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # no stubs

DOCUMENTS, BOOKING = "=category/document-management", "=category/appointment-scheduling"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return make([PROTOCOLLO], tmp_path_factory.mktemp("www"))


def told(page: HtmlElement, name: str) -> list[str]:
    return [
        word
        for value in page.xpath(f"//meta[@data-pagefind-meta='{name}[content]']/@content")
        for word in value.split()
    ]


def test_much_and_little_are_told_apart_and_the_unknown_is_left_out():
    much, little = tokens_of({BOOKING: 0.51, DOCUMENTS: 0.7, "=category/no-such": 0.9})
    assert tokens_of({DOCUMENTS: 0.7}) == (much, "")
    assert tokens_of({BOOKING: 0.51}) == ("", little)
    assert much != little
    assert len(much) == len(little) == 6  # neither is the beginning of another
    assert much[2:].isdigit()


def test_names_are_those_of_what_it_is_most_about_first():
    said = synonyms_of({BOOKING: 0.6, DOCUMENTS: 0.9}).split()
    assert said.index("protocollo") < said.index("appointment")
    assert len(said) == len(set(said))
    assert not synonyms_of({DOCUMENTS: 0.2})


def test_places_have_no_token_and_stand_in_the_page_by_their_names():
    assert tokens_of({"=place/it-turin": 0.9}) == ("", "")
    assert {"torino", "turin", "turyn"} <= set(synonyms_of({"=place/it-turin": 0.6}).split())
    assert "nice" not in synonyms_of({"=place/fr-nice": 0.6}).split()


def test_the_browser_learns_the_names_of_all_that_pages_are_about(site: Built):
    script = (site.folder / "search" / "meanings.js").read_text(encoding="utf-8")
    content = json.loads(script.removeprefix("globalThis.riusoMeanings = ").rstrip().removesuffix(";"))
    page = next(page for _, page in site.pages() if told(page, "about"))
    (token, _) = tokens_of({DOCUMENTS: 1.0})
    assert token in told(page, "about")
    assert {*told(page, "about"), *told(page, "touched")} == content["names"].keys()
    names = content["names"][token].split(",")
    assert {"gestione documentale", "asiakirjahallinta", "zarzadzanie dokumentami"} <= set(names)
    assert all(name == " ".join(map(fold, words(name))) for name in names)
    assert {"the", "della", "fur"} <= set(content["stopWords"].split())
