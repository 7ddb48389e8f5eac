"""The links of the pages that are taken along as a ZIP."""

from __future__ import annotations

import pytest

from index.pages.archive import without_dead_links

THERE = {"it/index.html", "it/data/index.html", "static/site.css"}
BASE = "https://a.example/b/"


@pytest.mark.parametrize(
    ("given", "known", "unknown"),
    [
        ('<a class="x" href="../index.html?q=1#top">x</a>', None, None),
        ('<a href="#here">x</a><a href="?q=1">y</a>', None, None),
        ('<a href="https://b.example/api/v1">x</a><a href="mailto:a@b.example">y</a>', None, None),
        (
            '<a href="../../api/v1/a%20b.json?x=1&amp;y=2">x <b>y</b></a>',
            '<a href="https://a.example/b/api/v1/a%20b.json?x=1&amp;y=2">x <b>y</b></a>',
            "<span>x <b>y</b></span>",
        ),
        (
            '<a href="../../fr/data/index.html" lang="fr">x</a>',
            '<a href="https://a.example/b/fr/data/" lang="fr">x</a>',
            "<span>x</span>",
        ),
        ('<a href="./">x</a>', '<a href="https://a.example/b/it/data">x</a>', "<span>x</span>"),
        ('<a href="../">x</a>', '<a href="https://a.example/b/it">x</a>', "<span>x</span>"),
        (
            '<a href="../../.well-known/x">x</a>',
            '<a href="https://a.example/b/.well-known/x">x</a>',
            "<span>x</span>",
        ),
        ('<link rel="stylesheet" href="../../static/site.css?1">', None, None),
        (
            '<link rel="alternate" href="../../api/x.json">\n',
            '<link rel="alternate" href="https://a.example/b/api/x.json">\n',
            "",
        ),
        ('<nav class="languages" a="b"><a href="../../de/">x</a></nav>y', 0, "y"),
        ("<p data-offline hidden>x</p>", None, "<p>x</p>"),
    ],
)
def test_a_link_leads_to_a_file_or_to_the_site_or_is_none(
    given: str, known: str | int | None, unknown: str | None
):
    page = "it/data/index.html"
    if known != 0:
        assert without_dead_links(given, page, THERE, BASE) == (known or given)
    assert without_dead_links(given, page, THERE, None) == (given if unknown is None else unknown)


def test_the_page_at_the_top_finds_what_lies_beside_and_below_it():
    page = (
        '<link rel="stylesheet" href="./static/site.css?1"><a href="./it/index.html">x</a><a href="api/"></a>'
    )
    told = without_dead_links(page, "index.html", THERE, BASE)
    assert told == page.replace('href="api/"', 'href="https://a.example/b/api"')
