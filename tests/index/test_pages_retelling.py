"""Sentences that are kept in English, said on the pages in the reader's language."""

from __future__ import annotations

import ast
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from crawler import failures as crawling
from index.catalogue.states import _ABSENT, _SILENT, NOT_LISTED, Facts, Grace, Spell, state_of
from index.pages.failures import SENTENCES
from index.pages.locale import languages
from index.pages.retelling import Said, said
from index.pages.wording import wording_of
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OTHERS = [language for language in languages() if language != "en"]
GRACE = Grace(silent_for=timedelta(0), silent_runs=1)


def notes() -> list[str]:
    spells = [
        Spell(reason, "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", 3) for reason in (*_ABSENT, NOT_LISTED)
    ]
    silences = [
        Spell(reason, "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", 3) for reason in (*_SILENT, "other")
    ]
    absent = [Facts(True, True, absence=spell, source="https://a.example") for spell in spells]
    silent = [Facts(True, True, silence=spell) for spell in silences]
    return [state_of(facts, GRACE)[1] or "" for facts in (*absent, *silent)]


@pytest.mark.parametrize("language", OTHERS)
def test_every_note_and_every_failure_is_said_in_the_language(language: str):
    wording = wording_of(language)
    causes = [cause.detail for cause in crawling._BY_STATUS.values()]
    causes += [detail for _, _, detail in crawling._BY_FAILURE]
    for sentence in (*notes(), *causes, crawling.TOKEN_REFUSED.detail):
        assert sentence
        told = said(sentence, wording)
        assert told.language == language, sentence
        assert told.text != sentence


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("publiccode.yml:3: name is missing", "publiccode.yml:3: name fehlt"),
        ("a/publiccode.yml:3: name is missing (and 2 more)", "a/publiccode.yml:3: name fehlt (und noch 2)"),
        (
            "https://a.example/x is now https://a.example/y; its newest file has no errors",
            "https://a.example/x ist jetzt https://a.example/y; seine neueste Datei hat keine Fehler",
        ),
        (
            "The repository has been gone since 2026-03-01.",
            "Das Repository ist seit dem 1. März 2026 nicht mehr da.",
        ),
        ("unreachable: the host's name is not known to DNS", "das DNS kennt den Namen des Hosts nicht"),
        (
            "page 2 of the listing: no answer in time; the host did not answer 5 requests in a row",
            "Seite 2 der Liste: keine Antwort in der Zeit; "
            "der Host antwortete auf 5 Anfragen nacheinander nicht",
        ),
        ("the host answered 502 (Bad Gateway)", "der Host antwortete 502 (Bad Gateway)"),
    ],
)
def test_a_sentence_is_known_by_its_template(sentence: str, told: str):
    assert said(sentence, wording_of("de")) == Said(told, "de")


def test_what_is_not_known_stays_and_is_marked_as_english():
    for unknown in (
        "sudden rain",
        "page 2 of the listing: sudden rain",
        "its newest file has no errors; sudden rain",
    ):
        assert said(unknown, wording_of("it")) == Said(unknown, "en")
    assert not said(None, wording_of("it"))
    assert said("x" * 900, wording_of("it"), 50).text.endswith("…")


def test_braces_of_a_stranger_are_no_names():
    told = said("{a}/publiccode.yml:3: {name} is missing", wording_of("it"))
    assert told.text == "{a}/publiccode.yml:3: manca {name}"


def said_by(path: Path) -> Iterator[str]:
    """Yield every text of a module, with braces for what is put into it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            yield "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_every_sentence_is_one_that_the_crawl_or_the_guard_says():
    """The catalogue keeps sentences: one that is worded anew in one place alone is not known again."""
    sources = [*(ROOT / "crawler").rglob("*.py"), ROOT / "cli" / "drop_guard.py"]
    spoken = {text for path in sources for text in said_by(path)}
    # The phrase is put in with its brackets, where the status has one.
    spoken |= {"the host answered {} ({})"} if "the host answered {}{}" in spoken else set()
    spoken |= {text.removesuffix("{}") for text in spoken if text == "the host answered {}{}"}

    assert [one for one in SENTENCES if re.sub(r"\{\w+\}", "{}", one) not in spoken] == []


def test_no_two_sentences_are_the_same():
    assert len(SENTENCES) == len(set(SENTENCES))
