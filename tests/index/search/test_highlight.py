"""Excerpts with the matching words marked."""

from __future__ import annotations

import time

import pytest

from index.search.card import Card, CardText
from index.search.highlight import EXCERPT_CHARACTERS, Marker, excerpts

LONG = "Erstens. " * 60 + "Die Größe der Städte zählt. " + "Zuletzt. " * 60


def card(**more) -> Card:
    return Card("1", "Name", "https://code.example/a/b", "Stadt Lindenau", "x", "listed", **more)


def shown(spans) -> str:
    return "".join(f"[{span.text}]" if span.match else span.text for span in spans)


@pytest.mark.parametrize(
    ("terms", "language", "text", "expected"),
    [
        (["stadt"], "de", "Die Stadt", "Die [Stadt]"),
        (["qualit"], "it", "La qualità dell'aria", "La [qualità] dell'aria"),
        (["aendring"], "da", "Ændringer og mere", "[Ændringer] og mere"),
        (["grosse"], "de", "GRÖSSE und Größe", "[GRÖSSE] und [Größe]"),
        (["oeuvre"], "fr", "Une œuvre", "Une [œuvre]"),
        (["a.b", "(", "x|y"], "en", "a.b ( x|y", None),
        (["doc"], "en", "doctor docks docs", None),
        ([], "en", "anything", None),
    ],
)
def test_words_that_answer_are_marked(terms, language, text, expected):
    one = card(texts=(CardText(language, summary=text),))
    found = excerpts(one, Marker.of(terms), (language,)).get("summary")
    assert (shown(found) if found else None) == expected or expected is None


def test_a_long_text_is_cut_at_words_around_the_first_match():
    one = card(texts=(CardText("de", description=LONG),))
    spans = excerpts(one, Marker.of(["grosse"]), ("de",))["description"]
    text = shown(spans)
    assert "[Größe]" in text
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert len(text) < EXCERPT_CHARACTERS + 20
    assert "".join(span.text for span in spans[1:-1]).strip() in LONG


def test_the_readers_language_comes_first_and_another_where_it_has_no_match():
    italian = CardText("it", summary="La mappa map")
    one = card(texts=(italian, CardText("en", summary="The map", features=("maps",))))
    found = excerpts(one, Marker.of(["map"]), ("it",))
    assert shown(found["summary"]) == "La mappa [map]"
    assert shown(found["features"]) == "[maps]"


def test_users_and_publisher_are_marked():
    one = card(used_by=("Comune di Roma", "Stadt Kiel"))
    found = excerpts(one, Marker.of(["kiel", "lindenau"]), ("de",))
    assert {field: shown(spans) for field, spans in found.items()} == {
        "publisher": "Stadt [Lindenau]",
        "used-by": "Stadt [Kiel]",
    }


def test_markup_stays_text():
    one = card(texts=(CardText("en", summary="<b>map</b> & \x1b[31mmap"),))
    spans = excerpts(one, Marker.of(["map"]), ("en",))["summary"]
    assert "".join(span.text for span in spans) == "<b>map</b> & \x1b[31mmap"


def test_a_hostile_text_is_marked_in_time():
    one = card(texts=(CardText("en", description="a" * 20_000), CardText("de", description="a " * 10_000)))
    started = time.process_time()
    excerpts(one, Marker.of(["aaa", "a", *(f"x{n}" for n in range(500))]), ("en",))
    assert time.process_time() - started < 1
