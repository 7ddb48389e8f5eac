"""Dossiers as documents: whole, on their own, and with nothing of a stranger's text at work in them."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from dataclasses import replace
from typing import Any

import lxml.html  # type: ignore[import-untyped]  # no stubs
from markdown_it import MarkdownIt

from index.dossier.as_json import dossier_json
from index.dossier.as_markdown import dossier_markdown, escaped
from index.dossier.letters import letter_text
from index.dossier.page import dossier_page
from tests.index.dossier.dossiers import THREE, dossier
from tests.index.entries import PROTOCOLLO
from tests.index.hostile_entry import EVIL, HOSTILE

DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
WITH_HOSTILE = (*THREE, HOSTILE)


def parsed(text: str):
    return lxml.html.fromstring(text)


def test_the_page_has_the_whole_outline():
    whole = dossier()
    page = parsed(dossier_page(whole))
    assert page.xpath("//main/section/@id") == [one.id for one in whole.sections]
    rows = sum(len(one.rows) for one in whole.sections)
    assert len(page.xpath("//tbody/tr")) == rows
    assert len(page.xpath("//section[contains(@class, 'letter')]")) == 3


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing():
    text = dossier_page(dossier(WITH_HOSTILE))
    page = parsed(text)
    assert page.xpath("//script | //link | //img | //iframe | //object | //base | //form") == []
    assert [name for name in page.xpath("//@*") if name.attrname.startswith("on")] == []
    assert {url.partition(":")[0] for url in page.xpath("//a/@href")} <= {"http", "https"}
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style = page.xpath("//style")[0].text
    assert "default-src 'none'" in policy
    assert b64encode(hashlib.sha256(style.encode()).digest()).decode() in policy
    assert EVIL not in text
    assert "url(" not in style


def test_the_page_says_in_words_what_differs():
    page = parsed(dossier_page(dossier()))
    marks = {mark.text for mark in page.xpath("//span[@class='mark']")}
    assert marks == {"differs", "the same"}
    for row in page.xpath("//tr[@class='same']"):
        assert row.xpath(".//span[@class='mark']/text()") == ["the same"]


def test_text_in_another_language_is_marked():
    page = parsed(dossier_page(dossier(languages=("de",))))
    assert page.get("lang") == "de"
    assert page.xpath("//td//*[@lang='en']")
    assert page.xpath("//div[@class='text']/@lang") == ["de", "it", "de", "de"]


def test_more_than_three_columns_lie_on_their_side():
    assert 'class="landscape"' in dossier_page(dossier(WITH_HOSTILE))
    assert 'class="landscape"' not in dossier_page(dossier())


def test_markdown_is_tables_and_nothing_of_strangers_is_markup():
    rendered = MarkdownIt("commonmark").enable("table").render(dossier_markdown(dossier(WITH_HOSTILE)))
    page = parsed(f"<div>{rendered}</div>")
    allowed = {"div", "h1", "h2", "p", "table", "thead", "tbody", "tr", "th", "td", "a", "br"}
    assert {one.tag for one in page.iter()} <= allowed
    assert {url.partition(":")[0] for url in page.xpath("//a/@href")} <= {"http", "https"}
    assert EVIL in "".join(page.itertext())
    widths = {len(row.xpath("./td | ./th")) for row in page.xpath("//tr")}
    assert widths == {3, len(WITH_HOSTILE) + 2}


def test_markdown_keeps_a_text_as_it_is():
    for text in (
        "# no heading",
        "a | b",
        "*x* _y_ `z` [l](http://x)",
        "<b>&amp;</b>",
        "1. one",
        "- dash",
        "~~s~~",
    ):
        page = parsed(f"<div>{MarkdownIt('commonmark').enable('table').render(escaped(text))}</div>")
        assert "".join(page.itertext()).strip() == text
        assert [one.tag for one in page.iter()] == ["div", "p"]


def test_json_says_each_cell_for_people_and_programs():
    whole = dossier(weights={"pulse": 2.0})
    document: Any = dossier_json(whole)
    rows = {row["id"]: row for one in document["sections"] for row in one["rows"]}
    contract = rows["quality.contract"]["cells"][0]
    assert contract["values"][0]["message"] == "contract.runs"
    assert contract["text"][0].startswith("Officina Digitale coop.")
    assert rows["tco.share"]["formula"]["term"]["operator"] == "divide"
    assert rows["tco.share"]["cells"][0]["state"] == "computed"
    assert set(document["letters"][0]["texts"]) == {"en", "it"}


def test_a_letter_numbers_its_questions():
    letter = dossier().letters[0]
    text = letter_text(letter, "it")
    assert text.startswith("Domande su Protocollo Aperto\n\nBuongiorno,")
    assert re.findall(r"^(\d+)\. ", text, re.MULTILINE) == [
        str(number) for number in range(1, len(letter.questions) + 1)
    ]


def test_a_reader_reads_days_as_she_writes_them_and_programs_read_iso():
    dated = replace(PROTOCOLLO, software=replace(PROTOCOLLO.software, software_version="2026-01-31"))
    whole = dossier((dated, *THREE[1:]), languages=("de",))

    page = parsed(dossier_page(whole))
    iso = {found for text in page.xpath("//td//text()") for found in DAY.findall(text)}
    assert iso == {"2026-01-31"}, "a version is no day"
    assert "21. März 2026" in page.text_content()
    for text in (dossier_markdown(whole).replace("\\-", "-"), json.dumps(dossier_json(whole))):
        assert "2026-03-21" in text
        assert "März" not in text
