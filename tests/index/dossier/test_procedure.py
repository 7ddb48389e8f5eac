"""A country profile adds rows and questions, and changes nothing of what is known."""

from __future__ import annotations

from typing import Any

import pytest

from index.dossier.as_json import dossier_json
from index.dossier.as_markdown import dossier_markdown
from index.dossier.letters import letter_text
from index.dossier.model import Cell, CellState, Dossier, Origin
from index.dossier.page import dossier_page
from index.dossier.profiles import PROFILES, profile
from index.dossier.words import words_of
from index.labels import LANGUAGES
from tests.index.dossier.dossiers import THREE, dossier, messages, row, rows


@pytest.fixture(scope="module")
def italian() -> Dossier:
    return dossier(THREE, profile=profile("it"), languages=("it",))


def lines(whole: Dossier, identifier: str) -> tuple[str, ...]:
    return words_of(whole.language).cell(row(whole, identifier).cells[0])


def test_without_a_profile_nothing_is_told_of_a_country():
    whole = dossier()
    assert whole.profile is None
    assert not [one.id for one in rows(whole) if "procedure" in one.id]
    assert lines(whole, "cover.profile") == ("none: the neutral outline",)


def test_italy_comes_after_the_need_and_in_its_order(italian):
    assert italian.profile == "it"
    assert [one.id for one in italian.sections][:4] == ["cover", "need", "procedure", "search"]
    ids = [one.id for one in italian.sections[2].rows]
    assert ids[:3] == [f"procedure.order.{number}" for number in (1, 2, 3)]
    assert [one for one in ids if ".document." in one][:3] == [
        "procedure.document.A",
        "procedure.document.search",
        "procedure.document.B",
    ]
    assert lines(italian, "cover.profile") == ("Italia: valutazione comparativa (art. 68 CAD)",)


def test_a_step_tells_what_is_decided_and_written(italian):
    does, decides, writes = lines(italian, "procedure.step.2.2")
    assert does.startswith("Conformità dichiarata")
    assert "Costo totale sotto il budget" in decides
    assert "Documento di valutazione" in writes


def test_every_fact_tells_its_source(italian):
    found = [one for one in italian.sections[2].rows if one.id != "procedure.kept"]
    assert all(one.cells[0].note and one.cells[0].source is Origin.PROFILE for one in found)
    law = row(italian, "procedure.criterion.service-levels").cells[0]
    assert law.permalink == profile("it").sources["cad-68"].url
    assert "art. 68" in note(law, "it")
    ours = row(italian, "procedure.document.decision").cells[0]
    assert note(ours, "en") == "proposed by riuso"
    assert ours.permalink is None


def note(cell: Cell, language: str) -> str:
    assert cell.note
    return words_of(language).say(cell.note)


def test_each_source_says_what_it_is_and_which_version_was_read(italian):
    assert lines(italian, "procedure.source.guidelines") == (
        profile("it").sources["guidelines"].name,
        "linea guida",
        "versione letta: 2020-11-03, commit 44c585d",
    )
    assert profile("it").sources["cad-68"].url in note(row(italian, "procedure.source.cad-68").cells[0], "it")


def test_what_others_told_is_marked():
    whole = dossier(profile=profile("eu"))
    told = note(row(whole, "procedure.order.1").cells[0], "en")
    assert told.endswith("not read: look it up")


def test_the_profile_asks_every_owner_in_both_languages(italian):
    (wanted,) = [one.ask for one in profile("it").criteria if one.id == "agreements"]
    assert wanted
    for letter in italian.letters:
        assert "procedure.ask.agreements" in letter.about
        for tag in letter.languages:
            assert (wanted.get(tag) or wanted["en"]) in letter_text(letter, tag)
    assert {"it", "de"} <= {tag for letter in italian.letters for tag in letter.languages}
    assert row(italian, "questions.procedure.ask.agreements").cells[0].state is CellState.VALUE


def test_own_conditions_get_a_blank_and_those_of_the_outline_no_second_one(italian):
    assert not [one.id for one in rows(italian) if one.id.startswith("finding.procedure.")]
    swedish = dossier(profile=profile("se"), has_blank=True)
    blanks = [one for one in rows(swedish) if one.id.startswith("finding.procedure.")]
    assert len(blanks) == 7
    for one in blanks:
        assert [cell.state for cell in one.cells] == [CellState.BLANK] * 4


@pytest.mark.parametrize("name", PROFILES)
def test_evidence_names_rows_that_there_are(name):
    whole = dossier(profile=profile(name))
    wanted = {
        evidence for one in (*profile(name).conditions, *profile(name).criteria) for evidence in one.evidence
    }
    assert {one for one in wanted if whole.row(one) is None} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_profile_can_be_said_in_every_language(language):
    words = words_of(language)
    for name in PROFILES:
        whole = dossier(profile=profile(name), languages=(language,))
        assert all(words.say(message) for message in messages(whole.sections))


def test_what_is_known_is_the_same_with_and_without(italian):
    plain = {one.id: one for one in rows(dossier(languages=("it",)))}
    known = ("identity.", "licence.", "readiness.", "use.")
    same = [one for one in rows(italian) if one.id.startswith(known)]
    assert len(same) > 30
    assert all(plain[one.id] == one for one in same)


def test_every_form_tells_it(italian):
    text = profile("it").order[0].text["it"]
    assert text in dossier_page(italian)
    assert "Riuso di software" in dossier_markdown(italian)
    whole: dict[str, Any] = dossier_json(italian)
    assert whole["profile"] == "it"
    (section,) = [one for one in whole["sections"] if one["id"] == "procedure"]
    assert section["rows"][0]["cells"][0]["text"] == [text]
