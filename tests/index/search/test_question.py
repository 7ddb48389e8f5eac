"""The query language."""

from __future__ import annotations

import contextlib
import time

import pytest

from index.query import QueryError
from index.search.question import MAX_CLAUSES, MAX_WORDS, parse, replace_words

FACETS = ("category", "license")


def read(text: str) -> tuple[list[str], list[str], list[str]]:
    question = parse(text, FACETS)

    def shown(clause):
        return f"{clause.field or ''}:{' '.join(word.word for word in clause.words)}"

    words = [word.word + "*" * word.is_prefix for word in question.words]
    return words, [*map(shown, question.must)], [*map(shown, question.must_not)]


@pytest.mark.parametrize(
    ("text", "words", "must", "must_not"),
    [
        ("open source", ["open", "source"], [], []),
        ("open-source", ["open", "source"], [], []),
        ('"open source" maps', ["maps"], [":open source"], []),
        ("„offene Daten“", [], [":offene daten"], []),
        ('maps -paid -"closed source"', ["maps"], [], [":paid", ":closed source"]),
        ("maps NOT paid", ["maps"], [], [":paid"]),
        ("maps AND roads OR rails", ["maps", "roads", "rails"], [], []),
        ("name:zaak -license:MIT", [], ["name:zaak"], ["license:mit"]),
        ('name:"open zaak"', [], ["name:open zaak"], []),
        ("NAME:zaak", [], ["name:zaak"], []),
        ("used-by:Roma", [], ["used-by:roma"], []),
        ("proto*", ["proto*"], [], []),
        ("*a* ** (maps", ["a*", "maps"], [], []),
        ("map map MAP", ["map"], [], []),
        (
            "https://x.example/a 12:30 c:y z:",
            ["https", "x", "example", "a", "12", "30", "c", "y", "z"],
            [],
            [],
        ),
        ('"never closed', [], [":never closed"], []),
        ('"" - -- "', [], [], []),
        ("", [], [], []),
    ],
)
def test_a_query_is_read(text, words, must, must_not):
    read_words, read_must, read_must_not = read(text)
    assert (read_words, read_must, read_must_not) == (words, must, must_not)


@pytest.mark.parametrize("text", ["colour:red", '-colour:"dark red"', "Città:Roma"])
def test_a_field_there_is_not_names_those_there_are(text):
    with pytest.raises(QueryError, match=r"name, publisher, summary.*license.*quote"):
        parse(text, FACETS)


def test_a_long_query_is_cut():
    question = parse(" ".join(f"w{n} -x{n}" for n in range(5000)), FACETS)
    assert (len(question.words), len(question.must_not)) == (MAX_WORDS, MAX_CLAUSES)


LONG = ("a", '"', "a:", "-", "a-", "é:", "(", "*a*")


@pytest.mark.parametrize("text", [piece * 10_000 for piece in LONG])
def test_no_query_takes_long_to_read(text):
    started = time.process_time()
    with contextlib.suppress(QueryError):
        parse(text, FACETS)
    assert time.process_time() - started < 0.2


def test_what_a_text_must_have_is_ranked_by_too():
    question = parse('maps name:zaak license:MIT "open data"', FACETS)
    assert [word.word for word in question.to_rank] == ["maps", "zaak", "open", "data"]


def test_words_are_replaced_where_they_stand():
    corrections = {"protocolo": "protocollo", "citta": "città"}
    assert replace_words('name:Protocolo "Citta" x', corrections) == 'name:protocollo "città" x'
