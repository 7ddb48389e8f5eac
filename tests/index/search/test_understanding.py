"""How software is found that is called, spelled or described otherwise than it is asked for."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index.build import build
from index.engine import open_index
from index.entry import State
from index.query import Query
from publiccode.publisher import Publisher
from publiccode.software import Description, Organisation, Software
from tests.index.making import entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.entry import Entry

ROMA = Publisher("it-comune-roma", "Comune di Roma", None, "IT")
KIEL = Publisher("de-kiel", "Stadt Kiel", None, "DE")


def software(name: str, language: str, short: str, **more) -> Software:
    return Software(name, descriptions=(Description(language, short_description=short, **more),))


def made() -> Iterator[Entry]:
    yield entry("zaak", software("Open Zaak", "nl", "Zaakgericht werken voor gemeenten."), KIEL)
    yield entry("mo", software("OS2mo", "da", "Organisationsdata og medarbejdere."), KIEL)
    yield entry("ris", software("Sitzung", "de", "Ein Ratsinformationssystem für Gremien."), KIEL)
    yield entry("doc", software("DocSuitePA", "it", "Gestione documentale e protocollo informatico."), ROMA)
    yield entry(
        "kita", replace(software("Posti", "it", "Iscrizione agli asili nido."), used_by=("Bologna",)), ROMA
    )
    yield entry("book", software("Slots", "en", "Appointment booking for citizens."), ROMA)
    yield entry(
        "map",
        replace(software("Carta", "fr", "Un outil."), categories=("geographic-information-systems",)),
        ROMA,
    )
    agency = replace(software("Forms", "en", "Forms."), organisation=Organisation(None, "Agenzia Digitale"))
    yield entry("agency", agency, Publisher("x", "xdev"))
    yield entry("kit", software("Kit", "en", "A kit with parts."), KIEL)
    yield entry("cantons", software("Kantone", "de", "Kantone der Schweiz."), KIEL)
    shelves = software("Shelves", "en", "A museum with things.")
    yield entry("shelves", replace(shelves, categories=("integrated-library-system",)), KIEL)
    yield entry(
        "books", software("Regal", "it", "La biblioteca.", long_description="Per la biblioteca."), KIEL
    )
    yield entry("soft", software("Software", "en", "Software software."), KIEL)
    for number in range(12):
        yield entry(
            f"other-{number:02}", software(f"Other {number}", "en", "The report of the budget."), KIEL
        )


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    build(made(), folder, fingerprint="0")
    with closing(open_index(folder)) as opened:
        yield opened


def found(index, text: str) -> list[str]:
    return [hit.id for hit in index.search(Query(text=text)).hits]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("software asilo nido", "kita"),
        ("open-zaak", "zaak"),
        ("openzaak", "zaak"),
        ("Open Zaak", "zaak"),
        ("OS2 mo", "mo"),
        ("os2mo", "mo"),
        ("doc suite", "doc"),
        ("docsuite", "doc"),
        ("rats informations system", "ris"),
        ("Informationssystem Rat", "ris"),
        ("protocolli informatici", "doc"),
        ("l'asilo", "kita"),
        ("infromatico", "doc"),
        ("Terminvergabe", "book"),
        ("prenotazione di appuntamenti", "book"),
        ("Kindergarten", "kita"),
        ("sistema informativo territoriale", "map"),
        ("GIS", "map"),
        ("Comune di Roma Terminvergabe", "book"),
        ("agenzia digitale", "agency"),
        ("xdev", "agency"),
        ("software per il Comune di Bologna", "kita"),
        ("Kita", "kita"),
        ("bibliothèque municipale", "books"),
        ("Stadt Rom Terminvergabe", "book"),
        ("Boloňa", "kita"),
    ],
)
def test_it_is_found_first(index, text, first):
    assert found(index, text)[0] == first


def test_a_publisher_is_found_by_its_place_and_country_in_another_language(index):
    roman = {"doc", "kita", "book", "map"}
    assert set(found(index, "Rzym")) == roman
    assert set(found(index, "Italie")) == roman
    assert "cantons" in found(index, "Suisse")


def test_a_place_whose_name_is_a_word_finds_its_publisher_behind_what_has_the_word(tmp_path):
    nice = Publisher("fr-nice", "Ville de Nice", None, "FR")
    word = entry("word", software("Nizza", "en", "The nizza of nizza."), KIEL)
    build([word, entry("town", software("Sel", "fr", "Un outil."), nice)], tmp_path, fingerprint="0")
    with closing(open_index(tmp_path)) as opened:
        assert found(opened, "nizza") == ["word", "town"]


def test_what_names_a_thing_is_no_slip_of_the_hand_though_nothing_here_is_about_it(index):
    assert "cantons" in found(index, "Kantonne")
    assert "cantons" not in found(index, "Kantine Terminvergabe")


def test_what_covers_more_of_the_query_comes_first(index):
    assert found(index, "report appointment booking citizens")[0] == "book"


def test_function_words_find_nothing_beside_others(index):
    assert found(index, "the of Zaak") == ["zaak"]
    assert len(found(index, "the of")) == 12


@pytest.mark.parametrize(
    "sentence",
    [
        "a small and simple tool for a museum",
        "I need a tool that would help us to manage a museum",
        "We are looking for software for museums, is there any?",
        "Cerchiamo un programma che ci permetta di gestire il museo",
        "Je cherche un logiciel qui permette de gérer un musée",
        "Wir suchen eine Lösung zur Verwaltung eines Museums",
        "Gibt es bitte ein Programm, mit dem wir unser Museum verwalten könnten?",
        "Ik zoek een programma waarmee wij ons museum kunnen beheren",
        "Necesito una herramienta que nos permita gestionar el museo",
        "Precisamos de uma ferramenta para a gestão do museu",
        "Vi söker ett system som kan hantera vårt museum",
        "Vi søger et system, der kan håndtere vores museum",
        "Szukam oprogramowania do zarządzania muzeum",
        "Hledáme nástroj, který by nám pomáhal spravovat muzeum",
        "Etsimme ohjelmistoa museon hallintaan",
    ],
)
def test_what_a_sentence_is_about_outweighs_what_holds_it_together(index, sentence):
    first = index.search(Query(text=sentence, explain=True)).hits[0]
    assert first.id == "shelves"
    heaviest = max(first.explanation.reasons, key=lambda reason: reason.weight)
    assert heaviest.word.lower().startswith(("mus", "muz"))


def test_a_name_of_two_words_is_not_taken_apart_though_neither_is_known_alone(index):
    found_by = index.search(Query(text="rezerwacja wizyt", explain=True)).hits[0].explanation.reasons
    assert {(reason.word, reason.way) for reason in found_by} == {
        ("rezerwacja", "meaning"),
        ("wizyt", "meaning"),
    }


def test_what_is_only_spelled_alike_does_not_outweigh_what_is_there(index):
    assert found(index, "muzeum cytizon")[0] == "shelves"


def test_an_unknown_word_does_not_empty_the_page(index):
    assert found(index, "zaak qqqqqq") == ["zaak"]


def test_nothing_like_it_is_an_empty_page(index):
    result = index.search(Query(text="qqqqqqqq"))
    assert (result.hits, result.total, result.suggestion) == ((), 0, None)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("protocolo infromatico", "protocollo informatico"),
        ("name:Zaka", "name:zaak"),
        ("Kindergraten", "kindergarten"),
        ("protocollo", None),
        ("cimiterro", None),
        ('"zaak open"', "zaak open"),
    ],
)
def test_a_suggestion_is_the_query_as_it_may_have_been_meant(index, text, suggestion):
    assert index.search(Query(text=text)).suggestion == suggestion


def test_a_phrase_is_words_in_order_and_never_across_texts(index):
    assert found(index, '"protocollo informatico"') == ["doc"]
    assert found(index, '"informatico protocollo"') == []
    assert found(index, '"DocSuitePA gestione"') == []


def test_a_field_finds_inflected_words_and_beginnings_in_it_only(index):
    assert found(index, "summary:protocolli") == ["doc"]
    assert found(index, "name:protocollo") == []
    assert found(index, "name:doc*") == ["doc"]
    assert found(index, "used-by:bologna") == ["kita"]
    assert set(found(index, 'publisher:"comune di roma" -name:carta')) == {"doc", "kita", "book"}


def test_a_meaning_is_shown_by_the_word_it_has_in_the_text(index):
    hit = index.search(Query(text="Terminvergabe")).hits[0]
    assert [span.text for span in hit.matched["summary"] if span.match] == ["Appointment"]


@pytest.mark.parametrize("state", [State.INVALID, State.STALE, State.ARCHIVED, State.NEVER_VALID])
def test_a_record_with_a_flaw_stands_behind_its_equal(tmp_path, state):
    good = entry("z-good", software("Alpha map", "en", "Maps."), KIEL)
    flawed = entry("a-flawed", software("Alpha map", "en", "Maps."), KIEL, state)
    obsolete = replace(good, id="b-obsolete", software=replace(good.software, development_status="obsolete"))
    build([flawed, good, obsolete], tmp_path, fingerprint="0")
    with closing(open_index(tmp_path)) as opened:
        assert found(opened, "alpha")[0] == "z-good"
        assert found(opened, "")[0] == "z-good"
        assert set(found(opened, "alpha")) == {"z-good", "a-flawed", "b-obsolete"}


def test_a_function_word_of_a_text_has_no_stem_that_is_a_word_elsewhere(tmp_path):
    # Snowball takes both to "dien": a German verb, and the Dutch services.
    build([entry("verb", software("Alpha", "de", "Es dient der Sache."), KIEL)], tmp_path, fingerprint="0")
    with closing(open_index(tmp_path)) as opened:
        assert found(opened, "dient") == ["verb"]
        first = opened.search(Query(text="Sache diensten", explain=True)).hits[0]
        assert first.explanation is not None
        assert first.explanation.missing == ("diensten",)


def test_what_a_users_name_speaks_of_is_not_what_the_software_does(tmp_path):
    forest = entry("forest", software("Alpha", "it", "Gestione.", long_description="Boschi e foreste."), ROMA)
    tool = replace(software("Beta", "it", "Gestione."), used_by=("Corpo forestale",))
    build([entry("tool", tool, ROMA), forest], tmp_path, fingerprint="0")
    with closing(open_index(tmp_path)) as opened:
        first, second = opened.search(Query(text="forestry")).hits
    assert (first.id, second.id) == ("forest", "tool")
    assert first.score > 2 * second.score


def test_a_long_list_of_users_does_not_swamp_the_one_it_is_made_for(tmp_path):
    made_for = entry("made", software("Bologna maps", "it", "Mappe."), ROMA)
    many = software("Tool", "it", "Strumento.")
    used = entry("used", replace(many, used_by=tuple(f"Comune di Bologna {n}" for n in range(300))), ROMA)
    build([used, made_for], tmp_path, fingerprint="0")
    with closing(open_index(tmp_path)) as opened:
        assert found(opened, "Bologna") == ["made", "used"]
