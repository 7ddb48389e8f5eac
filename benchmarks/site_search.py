"""The search in the browser beside ``riuso search``: judged queries of the optional corpus, asked of both."""

from __future__ import annotations

import json
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from benchmarks.browser import CHROMIUM, chromium, served
from benchmarks.relevance import DEPTH, SHARED, judged
from benchmarks.texts import CORPUS
from index.build import build
from index.engine import open_index
from index.pages.build import SiteOptions, build_site
from index.pages.links import segment
from index.query import Query
from tests.index.corpus import corpus_entries

if TYPE_CHECKING:
    from playwright.sync_api import Page

LANGUAGES = ("en", "it", "fr", "de", "nl", "es")
TOP = 3
_FOUND = """() => [...document.querySelectorAll("#results .card-title a")]
    .map((link) => decodeURIComponent(new URL(link.href).pathname.split("/").at(-2)))"""


def run() -> list[str]:
    if not CORPUS.is_dir() or CHROMIUM is None:
        return ["the optional corpus or Chromium is absent"]
    queries = json.loads((SHARED / "relevance" / "dev.json").read_text(encoding="utf-8"))["queries"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        entries = corpus_entries(SHARED)
        build(entries, folder / "search", fingerprint="bench")
        with closing(open_index(folder / "search")) as index:
            build_site(entries, index, (), folder / "site", options=SiteOptions(languages=LANGUAGES))
            engine = {
                query["id"]: [
                    hit.id
                    for hit in index.search(
                        Query(text=query["text"], limit=DEPTH, languages=(query["lang"],))
                    ).hits
                ]
                for query in queries
            }
        with served(folder / "site") as address, chromium() as browser:
            page = browser.new_page()
            paths = {segment(entry.id): entry.id for entry in entries}
            asked = {query["id"]: [paths[one] for one in _ask(page, address, query)] for query in queries}
    return _lines(queries, engine, asked)


def _ask(page: Page, address: str, query: dict[str, str]) -> list[str]:
    language = query["lang"] if query["lang"] in LANGUAGES else "en"
    folder = "" if language == "en" else f"{language}/"
    page.goto(f"{address}{folder}search/index.html?q={quote(query['text'])}")
    page.wait_for_selector("#results .card, #nothing:not([hidden])", timeout=15_000)
    found: list[str] = page.evaluate(_FOUND)
    return found[:DEPTH]


def _lines(
    queries: list[dict[str, Any]], engine: dict[str, list[str]], asked: dict[str, list[str]]
) -> list[str]:
    scores = {
        name: fmean(judged(query, found[query["id"]]).ndcg for query in queries)
        for name, found in (("riuso search", engine), ("the search page", asked))
    }
    first = fmean(engine[key][:1] == asked[key][:1] for key in engine)
    shared = fmean(
        len(set(engine[key][:TOP]) & set(asked[key][:TOP])) / max(1, len(engine[key][:TOP])) for key in engine
    )
    empty = [query["text"] for query in queries if not asked[query["id"]] and engine[query["id"]]]
    return [
        *(f"{name}: nDCG@10 {score:.3f} over {len(queries)} queries" for name, score in scores.items()),
        f"the same first result for {first:.0%}, the same of the first {TOP} for {shared:.0%}",
        f"{len(empty)} queries that only riuso search answers",
    ]
