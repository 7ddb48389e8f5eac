"""The badge says how a file stands, to everybody, and fetches nothing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree  # type: ignore[import-untyped]  # no stubs

from index.entry import State
from index.pages.badge import Badge, badge_of, snippet, svg
from index.pages.options import LANGUAGES
from publiccode.problem import Level, Problem
from tests.index.entries import PROTOCOLLO

SVG = "{http://www.w3.org/2000/svg}"
ERROR = Problem("url", 3, 1, Level.ERROR, "x", "url/x")
WARNING = replace(ERROR, level=Level.WARNING)
GOOD = replace(PROTOCOLLO, state=State.LISTED, problems=())


def read(picture: str) -> etree._Element:
    return etree.fromstring(picture.encode(), etree.XMLParser(resolve_entities=False, no_network=True))


def contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


@pytest.mark.parametrize(
    ("state", "problems", "kind", "message"),
    [
        (State.LISTED, (), "valid", "valid"),
        (State.LISTED, (WARNING,), "warnings", "1 warning"),
        (State.INVALID, (ERROR, ERROR, WARNING), "invalid", "2 errors"),
        (State.NEVER_VALID, (ERROR,), "invalid", "1 error"),
        (State.STALE, (ERROR,), "stale", "not reachable"),
        (State.ARCHIVED, (), "stale", "archived"),
        (State.VANISHED, (), "stale", "gone"),
        (State.DELISTED, (), "stale", "not listed"),
    ],
)
def test_each_state_has_its_words_and_its_colour(state, problems, kind, message):
    badge = badge_of(replace(GOOD, state=state, problems=problems), "en")
    assert (badge.kind, badge.message) == (kind, message)
    root = read(svg(badge))
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert texts == ["publiccode.yml", message]
    assert root.get("aria-label") == f"publiccode.yml: {message}"
    (title,) = root.iter(f"{SVG}title")
    assert (title.text, root.get("role"), root.get("lang")) == (f"publiccode.yml: {message}", "img", "en")
    colours = [str(path.get("fill")) for path in root.iter(f"{SVG}path")]
    assert len(set(colours)) == 2
    assert all(contrast_with_white(colour) >= 4.5 for colour in colours)


def test_colours_are_not_all_that_tells_states_apart():
    colours, words = set(), set()
    for problems, state in (((), State.LISTED), ((WARNING,), State.LISTED), ((ERROR,), State.INVALID)):
        badge = badge_of(replace(GOOD, state=state, problems=problems), "de")
        colours.add(re.findall(r'fill="(#\w{6})"', svg(badge))[1])
        words.add(badge.message)
    assert words == {"gültig", "1 Warnung", "1 Fehler"}
    assert len(colours) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_fit_into_the_picture_in_every_language(language):
    for state in State:
        root = read(svg(badge_of(replace(GOOD, state=state, problems=(ERROR,) * 12), language)))
        for text in root.iter(f"{SVG}text"):
            end = float(str(text.get("x"))) + float(str(text.get("textLength")))
            assert end < float(str(root.get("width")))


def test_nothing_is_fetched_and_nothing_breaks_out():
    picture = svg(Badge("valid", '"/><script>alert(1)</script>&x;', 'x" onload="y'))
    root = read(picture)
    assert {element.tag for element in root.iter()} == {
        f"{SVG}{name}" for name in ("svg", "title", "clipPath", "rect", "g", "path", "text")
    }
    assert "onload" not in root.attrib
    assert re.findall(r"https?:[^\"]*|href|url\([^)]*\)|@import", picture) == [
        "http://www.w3.org/2000/svg",
        "url(#round)",
    ]


def test_the_readme_links_to_the_page():
    assert snippet("a-b", "https://x.example/y/") == (
        "[![publiccode.yml](https://x.example/y/badge/a-b.svg)](https://x.example/y/software/a-b/)"
    )
