"""Readiness on the pages: in the reader's language, the same all month, and all of it in the JSON."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from index.pages.api import document_of
from index.pages.options import LANGUAGES, SiteOptions
from index.pages.readiness_view import readiness_told
from index.pages.site import Site
from index.pages.wording import wording_of
from index.readiness import readiness
from tests.index.entries import PROTOCOLLO

if TYPE_CHECKING:
    from index.entry import Entry
    from index.export.document import SoftwareDocument

ON = date(2026, 6, 15)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_says_its_level_its_facts_and_what_would_raise_it(language):
    told = readiness_told(readiness(replace(PROTOCOLLO, root=None), ON), wording_of(language))
    assert len(told.parts) == 8
    for part in told.parts:
        assert part.is_known == (part.least == part.most)
        assert part.title
        assert part.question
        assert part.level
        assert part.facts
        assert bool(part.advice) == (part.least < part.steps)
    titles = [part.title for part in told.parts]
    english = [part.title for part in readiness_told(readiness(PROTOCOLLO, ON), wording_of("en")).parts]
    assert (titles == english) == (language == "en")


def test_what_is_not_known_is_no_answer():
    told = readiness_told(readiness(replace(PROTOCOLLO, root=None, activity=None), ON), wording_of("de"))
    pulse = {part.name: part for part in told.parts}["pulse"]
    assert (pulse.level, pulse.is_known) == ("0 bis 3 von 3", False)
    assert pulse.advice.startswith("Nicht bekannt: ")
    assert next((fact.label, fact.value) for fact in pulse.facts) == ("letzter Commit", "nicht bekannt")
    assert {fact.as_of for fact in pulse.facts} == {""}


def test_facts_are_told_as_the_language_writes_them():
    told = readiness_told(readiness(PROTOCOLLO, ON), wording_of("it"))
    facts = {fact.label: fact.value for part in told.parts for fact in part.facts}
    assert PROTOCOLLO.activity
    assert facts["ultimo commit"] == wording_of("it").date(PROTOCOLLO.activity.last_commit)
    assert facts["manutenzione"] == "Manutenzione a contratto"
    assert {gate.answer for gate in told.gates} <= {"sì", "no", "non noto"}


def test_the_json_of_a_software_stays_the_same_while_it_is_only_seen_again():
    def document(entry: Entry) -> SoftwareDocument:
        return document_of(entry, site_of(entry))

    first = document(PROTOCOLLO)
    assert first.readiness is not None
    assert first.vitality is not None
    assert first.readiness.on == first.vitality.on == "2026-03-01"
    day, hours = PROTOCOLLO.last_seen.split("T")
    later = replace(PROTOCOLLO, last_seen=f"{day[:8]}{int(day[8:]) + 1:02}T{hours}")
    assert document(later) == first
    gone = site_of(replace(PROTOCOLLO, archived=True), as_of="")
    assert (document_of(PROTOCOLLO, gone).readiness, document_of(PROTOCOLLO, gone).vitality) == (None, None)


def site_of(entry: Entry, as_of: str = "2026-03-20") -> Site:
    return Site(
        options=SiteOptions(), language="en", listed={}, pages={entry.id: entry}, tombstones={},
        publishers={}, values={}, slugs={}, listings={}, reports=(), as_of=as_of,
    )  # fmt: skip
