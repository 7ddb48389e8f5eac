from __future__ import annotations

from datetime import date

import pytest

from cli.output import PlainOutput
from cli.retold import entry_in, served
from cli.show_text import print_entry
from index.catalogue import Version
from index.entry import Entry, Relation, Relative, State
from index.readiness import readiness
from index.vitality import vitality_of
from publiccode.activity import Activity
from publiccode.publisher import Archetype, Publisher
from publiccode.software import Software
from publiccode.validate import validate
from tests.cli.records import record

MOMENT = "2026-01-31T03:45:00Z"


def entry(software: Software | None, **facts: object) -> Entry:
    assert software is not None
    whole: dict[str, object] = {
        "id": "owner-name",
        "software": software,
        "state": State.LISTED,
        "publisher": Publisher(id="it-x", name="Publisher", country="IT", archetype=Archetype.ACADEMIC),
        "host": "git",
        "repository": "https://code.example/owner/name",
        "first_seen": MOMENT,
        "last_seen": MOMENT,
        "shown_fetched_at": MOMENT,
    }
    return Entry(**whole | facts)  # type: ignore[arg-type]  # a test names only the facts it is about


@pytest.fixture
def told(capsys):
    def show(one, history=(), languages=("en",), on=None):
        vitality = vitality_of(one, on) if on else None
        ready = readiness(one, on) if on else None
        print_entry(PlainOutput(), one, history, languages, vitality=vitality, readiness=ready)
        return capsys.readouterr().out

    return show


def test_note_and_problems_are_told_in_the_reader_s_language(software):
    kept = entry(
        software,
        state=State.STALE,
        note="The repository has been gone since 2026-03-01.",
        problems=validate("name: 1").problems,
    )

    told = entry_in(kept, served(("pt", "it-CH", "de")))

    assert told.note == "Il repository non c’è più dal 1 marzo 2026."
    assert [one.code for one in told.problems] == [one.code for one in kept.problems]
    assert not {one.description for one in told.problems} & {one.description for one in kept.problems}
    assert entry_in(kept, served(("pt",))) == kept


@pytest.fixture(scope="module")
def software():
    return record().software


def test_all_that_a_buyer_asks_is_there(told, software):
    out = told(entry(software))

    for fact in (
        "Protocollo Aperto  owner-name",
        "Records registry and document management",
        "State: listed",
        "- One queue for certified e-mail",
        "EUPL-1.2",
        "Document management",
        "Officina Digitale Serio (until 2028-12-31)",
        "PostgreSQL, MinIO (optional)",
        "alias:spid",
        "Unione dei Comuni dell'Alto Serio",
        "Publisher (it-x)",
        "Italy",
        "Ottavia Brembilla <ottavia.brembilla@valdora.example>",
        "https://code.example/owner/name",
    ):
        assert fact in out


def test_the_reader_chooses_the_language(told, software):
    assert "Protocollo informatico e gestione documentale" in told(entry(software), languages=("it", "en"))


def test_a_fact_that_is_missing_has_no_row(told):
    out = told(entry(Software(name="Bare")))

    assert out.startswith("Bare  owner-name\nState: listed")
    for row in ("Facts", "Licence", "Commits", "Family", "Problems", "History"):
        assert row not in out


def test_a_state_says_why(told, software):
    out = told(entry(software, state=State.STALE, note="not reached since 2026-01-01"))

    assert "State: stale - not reachable lately" in out
    assert "Note: not reached since 2026-01-01" in out


def test_activity_family_and_history(told, software):
    activity = Activity(MOMENT, MOMENT, MOMENT, 120, 7, 3, 4, "2026-01-02", 30, 2, truncated=True)
    family = (Relative("other-name", "Other", Relation.FORK, is_original=True),)
    version = Version(
        number=1,
        path="publiccode.yml",
        raw_url=None,
        commit="c" * 40,
        blob=None,
        digest="d",
        first_seen=MOMENT,
        last_seen=MOMENT,
        errors=0,
        problems=2,
        is_newest=True,
        is_shown=True,
    )

    out = told(entry(software, activity=activity, family=family), history=(version,))

    assert "120 or more, 30 in the last twelve months" in out
    assert "4, last 2026-01-02" in out
    assert "other-name  Other  fork, the original" in out
    assert f"{MOMENT}  {MOMENT}  cccccccccc  2 problems" in out


def test_vitality_says_what_each_point_comes_from(told, software):
    activity = Activity("h", "2020-01-01T00:00:00Z", MOMENT, 9, 1, 0, 0, months=(1,) * 12, authors_12m=1)

    out = told(entry(software, activity=activity, archived=True), on=date(2026, 2, 10))

    assert "Vitality  15 of 100 on 2026-02-10" in out
    assert "recency     40 of 40  last commit 10 days ago" in out
    assert "archived: 15 at most" in out
    assert "Vitality" not in told(entry(software), on=date(2026, 2, 10))


def test_readiness_names_what_would_raise_each_part(told, software):
    out = told(entry(software), on=date(2026, 2, 10))

    assert "Readiness  3 of 8 parts known, 10 February 2026" in out
    assert "Proof  2 of 3  Who runs it besides the owner?" in out
    assert "Would raise it: more users who say that they use it" in out
    assert "Not known: a LICENSE file that agrees with publiccode.yml" in out
    assert "    commits: last commit: not known; " in out


def test_readiness_is_told_in_the_reader_s_language(told, software):
    out = told(entry(software), on=date(2026, 2, 10), languages=("pt", "it-CH", "en"))

    assert "Prontezza al riuso  3 parti note su 8, 10 febbraio 2026" in out
    assert "Prova  2 su 3  Chi lo usa oltre al titolare?" in out
    assert "Non noto: un file LICENSE che concorda con publiccode.yml" in out
