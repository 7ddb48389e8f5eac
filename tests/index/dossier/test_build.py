"""A dossier tells what is known, by whom and when, and never takes silence for an answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index.adoption.claim import Claim, Organisation, OrganisationKind, Source, Strength
from index.dossier.build import build_dossier
from index.dossier.candidate import Candidate, Choices, Ground, LeftOut, Middle, SearchRecord
from index.dossier.formula import evaluate
from index.dossier.knockouts import FINDINGS
from index.dossier.model import CellState, Link, Message
from index.dossier.ready import PARTS, weighted
from index.dossier.words import words_of
from index.errors import DossierError
from index.readiness import readiness
from publiccode.software import Software
from tests.index.dossier.dossiers import ON, THREE, cells, dossier, row, rows
from tests.index.entries import ARCHIVED, BARE, PROTOCOLLO, TERMINBUCH
from tests.index.hostile_entry import HOSTILE

if TYPE_CHECKING:
    from index.dossier.model import Dossier

OUTLINE = (
    "cover need search identity knockouts licence quality readiness use tco time skill questions outcome "
    "annex"
)


def told(whole: Dossier, identifier: str) -> list[tuple[str, ...]]:
    return [words_of("en").cell(cell) for cell in cells(whole, identifier)]


def test_the_outline_is_that_of_a_dossier():
    assert [one.id for one in dossier().sections] == OUTLINE.split()


def test_columns_stand_as_they_were_named():
    whole = dossier(THREE[::-1])
    assert [one.id for one in whole.subjects] == [entry.id for entry in THREE[::-1]]
    for one in rows(whole):
        assert len(one.cells) == (1 if one.is_shared else 3), one.id


def test_every_value_has_a_source_and_a_day():
    for section in dossier((*THREE, BARE, HOSTILE)).sections:
        for one in section.rows:
            for cell in one.cells:
                assert cell.values or cell.state is not CellState.VALUE, one.id
                assert not cell.values or cell.state is CellState.VALUE, one.id
                if cell.values and not one.is_shared and section.id != "questions":
                    assert cell.source, one.id
                    assert cell.as_of, one.id


def test_what_differs_comes_first():
    whole = dossier()
    for section in whole.sections:
        order = [{True: 0, None: 1, False: 2}[one.differs] for one in section.rows]
        if section.id in {"identity", "knockouts", "licence", "quality", "readiness", "use"}:
            assert order == sorted(order), section.id
    assert row(whole, "identity.owner").differs is True
    assert 0 < whole.differing < whole.comparable


def test_two_that_say_nothing_are_not_alike():
    whole = dossier((BARE, replace(BARE, id="bare-too")))
    assert told(whole, "identity.owner") == [("not said",)] * 2
    assert row(whole, "identity.owner").differs is None


def test_not_declared_is_not_none():
    none = replace(BARE, id="none", software=Software(name="None", declares_dependencies=True))
    whole = dossier((PROTOCOLLO, none, BARE))
    states = [cell.state for cell in cells(whole, "quality.open")]
    assert states[1:] == [CellState.DECLARED_NONE, CellState.NOT_SAID]
    assert (
        told(whole, "quality.hardware")[0] == ("not said",) or not PROTOCOLLO.software.declares_dependencies
    )


def test_what_nobody_looked_at_is_not_checked():
    states = {
        name: cells(dossier((BARE, TERMINBUCH)), name)[0].state for name in ("quality.commits", "annex.root")
    }
    assert set(states.values()) == {CellState.NOT_CHECKED}


def test_a_contract_that_has_ended_says_so():
    running, ended = told(dossier(), "quality.contract")[0]
    assert running == "Officina Digitale coop., until 2027-12-31: 650 days left"
    assert ended == "Vecchio Fornitore srl, until 2024-06-30: ended 629 days before"


def test_the_officer_fills_in_what_only_she_knows():
    whole = dossier()
    for one in rows(whole):
        blank = [cell for cell in one.cells if cell.state is CellState.BLANK]
        assert bool(blank) == (one.input is not None), one.id
    total = whole.row("tco.share")
    assert total is not None
    assert total.formula is not None
    lines = {one.id: 0.0 for one in rows(whole) if one.is_needed}
    assert set(total.formula.needs) == {
        "tco.years",
        "tco.bodies",
        *(one for one in lines if one[:4] == "tco."),
    }
    figures = {
        **lines,
        "tco.years": 5.0,
        "tco.bodies": 2.0,
        "tco.once.training": 100.0,
        "tco.yearly.support": 10.0,
    }
    assert evaluate(total.formula, figures) == 75.0
    assert evaluate(total.formula, {**figures, "tco.yearly.energy": None}) is None


def test_a_blank_column_is_all_blank():
    whole = dossier(has_blank=True)
    assert whole.subjects[-1].is_blank
    for one in rows(whole):
        if not one.is_shared:
            assert len(one.cells) == 4, one.id
            assert one.cells[-1].state in {CellState.BLANK, CellState.COMPUTED, CellState.NOT_APPLICABLE}, (
                one.id
            )


def test_each_requirement_gets_its_line():
    whole = dossier(requirements=("Booking by phone", "SMS"))
    assert [words_of("en").say(row(whole, f"quality.requirement.{n}").question) for n in (1, 2)] == [
        "Covers (%): Booking by phone",
        "Covers (%): SMS",
    ]
    assert whole.row("quality.coverage") is None


def test_weights_show_their_arithmetic():
    candidate = Candidate(entry=PROTOCOLLO, readiness=readiness(PROTOCOLLO, ON))
    weights = dict.fromkeys(PARTS, 0.0) | {"rights": 2.0, "pulse": 1.0}
    levels = {part.name: part for part in candidate.readiness.parts}
    reckoned, least, most, whole = weighted(candidate, weights)
    rights, pulse = levels["rights"], levels["pulse"]
    assert reckoned == f"2×({rights.least}–{rights.most}) + 1×({pulse.least}–{pulse.most})"
    assert (least, most, whole) == (
        2 * levels["rights"].least + levels["pulse"].least,
        2 * levels["rights"].most + levels["pulse"].most,
        9,
    )
    assert told(dossier(weights=weights), "readiness.weights")[0][0].startswith("2×(")
    assert dossier().row("readiness.weights") is None


@pytest.mark.parametrize(
    ("entries", "choices", "message"),
    [
        (THREE[:1], {}, "2 to 6"),
        (tuple(replace(BARE, id=str(n)) for n in range(7)), {}, "2 to 6"),
        ((BARE, BARE), {}, "twice"),
        (THREE, {"weights": {"beauty": 1.0}}, "no part"),
        (THREE, {"weights": {"pulse": -1.0}}, "between 0 and 1000"),
        (THREE, {"weights": {"pulse": float("nan")}}, "between 0 and 1000"),
    ],
)
def test_what_cannot_be_compared_is_said(entries, choices, message):
    with pytest.raises(DossierError, match=message):
        dossier(entries, **choices)


def test_the_permalink_brings_back_the_same_columns():
    whole = dossier(address="https://catalogue.example/software/")
    assert whole.permalink == (
        "https://catalogue.example/software/compare/?software=" + ",".join(entry.id for entry in THREE)
    )
    assert cells(dossier(), "cover.permalink")[0].state is CellState.NOT_APPLICABLE


def test_the_fingerprint_is_of_the_data():
    assert dossier().fingerprint == dossier().fingerprint
    assert dossier().fingerprint != dossier((*THREE[:2], replace(TERMINBUCH, host_license="MIT"))).fingerprint


def test_the_file_is_shown_as_it_was_read():
    url = cells(dossier(), "annex.file")[0].values[0]
    assert url == Link(f"{PROTOCOLLO.repository}/src/commit/{PROTOCOLLO.commit}/publiccode.yml")


def test_who_was_left_out_and_why():
    record = SearchRecord(
        text="Termin",
        filters={"country": ("DE",)},
        hits=40,
        left_out=(LeftOut(id="a", name="A", reason="left-out.archived"), LeftOut(id="b", name="B")),
        more=3,
    )
    whole = dossier(search=record)
    assert told(whole, "search.left-out") == [
        ("A (a): archived by its owner", "B (b): your reason: ______", "and 3 more")
    ]
    assert told(whole, "search.filters") == [("country: DE",)]
    assert cells(dossier(), "search.left-out")[0].state is CellState.BLANK


def test_reuse_comes_before_third_party():
    whole = dossier((PROTOCOLLO, ARCHIVED, replace(BARE, fork_of="https://x.example/y")))
    assert told(whole, "search.reuse") == [("Protocollo Aperto", "Guichet")]
    assert told(whole, "search.origin-not-known") == [("Bare",)]
    order = [one.id for one in whole.sections[2].rows]
    assert order.index("search.reuse") < order.index("search.third-party")


def test_the_owner_is_no_user():
    def organisation(name: str, country: str = "IT", publisher: str | None = None) -> Organisation:
        kind = OrganisationKind.MUNICIPALITY
        return Organisation(id=name, name=name, kind=kind, country=country, publisher=publisher)

    def claim(name: str, source: Source, seen: str) -> Claim:
        return Claim(
            software=PROTOCOLLO.id,
            organisation=name,
            name=name,
            source=source,
            strength=Strength.HEARSAY,
            confidence=1.0,
            reason="",
            first_seen=seen,
            last_seen=seen,
        )

    claims = (
        (
            claim("owner", Source.PUBLISHER, "2026-01-01"),
            organisation("owner", publisher=PROTOCOLLO.publisher.id),
        ),
        (claim("owner", Source.USED_BY, "2026-01-01"), organisation("owner")),
        (claim("town", Source.USED_BY, "2026-01-02"), organisation("town")),
        (claim("city", Source.USED_BY, "2026-02-02"), organisation("city", "AT")),
    )
    made = [
        Candidate(entry=PROTOCOLLO, readiness=readiness(PROTOCOLLO, ON), claims=claims),
        Candidate(entry=BARE, readiness=readiness(BARE, ON), claims=None),
    ]
    whole = build_dossier(made, Ground(on=ON, entries=2, choices=Choices()))
    assert told(whole, "use.count") == [("2",), ("not checked",)]
    assert told(whole, "use.dates")[0] == ("2026-01-02 to 2026-02-02",)
    assert told(whole, "use.names")[0] == ("town", "city")
    assert whole.row("use.nearest") is None

    places = {"owner": (45.0, 9.0), "city": (48.0, 16.0), "town": (45.0, 10.0)}
    placed = tuple((one, replace(who, lat=places[who.id][0], lon=places[who.id][1])) for one, who in claims)
    made[0] = replace(made[0], claims=placed)
    near = Choices(near=Middle(name="Here", lat=45.0, lon=9.0))
    whole = build_dossier(made, Ground(on=ON, entries=2, choices=near))
    # A degree of longitude there is cos 45° of 111.2 km.
    assert told(whole, "use.nearest") == [("town", "79 km away"), ("not checked",)]
    assert words_of("en").say(row(whole, "use.nearest").question) == "Nearest to Here"
    made[0] = replace(made[0], claims=claims)
    whole = build_dossier(made, Ground(on=ON, entries=2, choices=near))
    assert told(whole, "use.nearest")[0] == ("not said",)


def test_the_italian_section_declares_what_has_no_key_elsewhere():
    keys = ("lineeGuidaDesign", "modelloInteroperabilita", "misureMinimeSicurezza", "gdpr")
    software = replace(
        PROTOCOLLO.software, supports=(), conformity=tuple((key, key[0] == "m") for key in keys)
    )
    whole = dossier((replace(PROTOCOLLO, software=software), BARE))
    said = {name: told(whole, f"knockout.{name}") for name in FINDINGS}
    assert [said[name][0][0] for name in FINDINGS] == [
        "declared: yes", "declared: no", "declared: yes", "declared: no", "not checked",
    ]  # fmt: skip
    assert [said[name][1][0] for name in FINDINGS] == [
        "not checked", "not said", "not said", "not checked", "not checked",
    ]  # fmt: skip


def test_the_letter_asks_what_the_file_leaves_open():
    whole = dossier((PROTOCOLLO, BARE))
    asked = {letter.software: letter for letter in whole.letters}
    assert "identity.owner" in asked["bare"].about
    assert "identity.owner" not in asked[PROTOCOLLO.id].about
    assert asked[PROTOCOLLO.id].languages == ("en", "it")
    assert asked["bare"].to == ("Gemeente Polderstad",)
    assert Message("ask.support") in asked["bare"].questions
    asks = cells(whole, "questions.identity.owner")
    assert [cell.state for cell in asks] == [CellState.NOT_APPLICABLE, CellState.VALUE]
