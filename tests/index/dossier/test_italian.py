"""What the Italian comparison tool is given: only what was seen, and a list of all that is blank."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from index.dossier.italian import ONLY_YOU, blanks, blanks_text, italian_json
from index.labels import LANGUAGES
from publiccode.software import Contractor, Dependency
from tests.index.dossier.dossiers import THREE, dossier
from tests.index.entries import BARE, EINGANGSBUCH, PROTOCOLLO, TERMINBUCH
from tests.index.hostile_entry import HOSTILE

DAY = "2024-01-02T03:04:05Z"

if TYPE_CHECKING:
    from index.dossier.model import Dossier

SCHEMA = json.loads((Path(__file__).parent / "valutazione-comparativa.schema.json").read_text())
CRITERIA = (
    *("tco", "interoperabilita", "protezione_dati", "sicurezza", "accessibilita", "copertura_req"),
    *("manutentore", "supporto", "dipendenze", "competenze_pa", "numero_pa", "vitalita"),
)


def written(whole: Dossier) -> dict[str, Any]:
    """The document, which must be what the tool takes."""
    document: dict[str, Any] = json.loads(json.dumps(italian_json(whole)))
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(document)
    evaluation: dict[str, Any] = document["valutazione"]
    for criterion in evaluation["criteri"].values():
        assert all(len(answers) == len(evaluation["prodotti"]) for answers in criterion.values())
    return evaluation


def answers(*entries, field: str) -> Any:
    criterion, item = field.split(".")
    return written(dossier(entries))["criteri"].get(criterion, {}).get(item)


@pytest.mark.parametrize(
    "entries", [THREE, (BARE, HOSTILE), (*THREE, BARE, HOSTILE, replace(BARE, id="bare-2"))]
)
def test_it_is_what_the_tool_takes(entries):
    assert len(written(dossier(entries))["prodotti"]) == len(entries)
    assert len(written(dossier(entries, has_blank=True))["prodotti"]) == len(entries) + 1


def test_the_schema_knows_the_twelve_criteria():
    known = SCHEMA["properties"]["valutazione"]["properties"]["criteri"]["properties"]
    assert tuple(known) == CRITERIA


def test_products_say_who_and_where():
    first = written(dossier())["prodotti"][0]
    assert first["nome"] == "Protocollo Aperto"
    assert first["titolarita"] == "Comune di Valdora"
    assert first["sito"] == "https://protocollo.valdora.example/"
    assert first["repo"] == PROTOCOLLO.repository


def test_a_contract_that_ended_is_no_maintainer():
    assert written(dossier())["prodotti"][0]["maintainer"] == "Officina Digitale coop."
    over = replace(
        TERMINBUCH,
        software=replace(TERMINBUCH.software, contractors=(Contractor("Alt GmbH", "2020-01-31"),)),
    )
    assert written(dossier((PROTOCOLLO, over)))["prodotti"][1]["maintainer"] == ""


def test_silence_about_dependencies_is_not_zero():
    none = replace(BARE, id="none", software=replace(BARE.software, declares_dependencies=True))
    some = replace(
        none,
        id="some",
        software=replace(
            none.software,
            dependencies=(
                Dependency("proprietary", "Oracle Database"),
                Dependency("proprietary", "Word", optional=True),
            ),
        ),
    )
    assert answers(BARE, none, some, field="dipendenze.proprietario") == ["", 0, 1]
    assert answers(BARE, EINGANGSBUCH, field="dipendenze.proprietario") is None


def test_days_count_from_the_last_commit_and_never_from_a_release():
    assert answers(PROTOCOLLO, TERMINBUCH, BARE, field="vitalita.giorni") == [3, 110, ""]
    assert TERMINBUCH.software.release_date
    silent = replace(TERMINBUCH, activity=None)
    assert answers(PROTOCOLLO, silent, field="vitalita.giorni") == [3, ""]


def test_a_count_of_three_years_is_given_only_where_the_history_is_younger():
    assert PROTOCOLLO.activity
    young = replace(PROTOCOLLO, id="young", activity=replace(PROTOCOLLO.activity, first_commit=DAY))
    cut = replace(young, id="cut", activity=replace(PROTOCOLLO.activity, first_commit=DAY, truncated=True))
    assert answers(PROTOCOLLO, young, cut, field="vitalita.commit") == ["", 1480, ""]
    assert answers(PROTOCOLLO, young, cut, field="vitalita.contributi") == ["", 23, ""]


def test_no_cost_no_mark_and_no_weight_is_made_up():
    whole = written(dossier())
    assert whole["tco"] == {"voci": {}}
    assert whole["pesi"] == {}
    assert set(whole["criteri"]) <= {"dipendenze", "numero_pa", "vitalita"}


def test_every_blank_is_listed_and_nothing_else():
    """What is in the document and what is in the list are all that there is."""
    whole = dossier((PROTOCOLLO, BARE))
    listed = {(one.field, name) for one in blanks(whole) for name in one.products or ("*",)}
    assert {(field, "*") for field in ONLY_YOU} <= listed
    assert ("criteri.vitalita.giorni", "Bare") in listed
    assert ("criteri.vitalita.giorni", "Protocollo Aperto") not in listed
    assert ("criteri.dipendenze.opensource", "*") in listed
    assert ("criteri.vitalita.commit", "*") in listed
    assert ("prodotti.sito", "Bare") in listed
    for criterion in CRITERIA:
        assert criterion == "tco" or any(field.startswith(f"criteri.{criterion}") for field, _ in listed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_says_why_it_matters(language):
    text = blanks_text(dossier(languages=(language,)))
    assert "criteri.accessibilita" in text
    assert "0" in text.splitlines()[0]
