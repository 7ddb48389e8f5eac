"""Any nights at all: what was good is never lost, and everything stays accounted for."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from index.catalogue import Catalogue
from index.entry import State
from publiccode.harvest import HarvestRecord, Outcome
from tests.index.catalogue.harvests import (
    FIRST_NIGHT,
    UNREADABLE,
    bad_text,
    good_text,
    listed,
    record,
    url_of,
)

NAMES = ("oak", "elm", "ash", "fir")
TEXTS = {
    "good": good_text("Oak", url_of("oak")),
    "other": good_text("Elm", url_of("elm")),
    "newer": good_text("Oak", url_of("oak"), note="newer"),
    "bad": bad_text("Oak", url_of("oak")),
    "nameless": good_text().replace("name: Trees\n", ""),
    "unreadable": UNREADABLE,
}
FOUND = {text: record("oak", text=content) for text, content in TEXTS.items()}
OUTCOMES = st.sampled_from([Outcome.UNCHANGED, *Outcome]) | st.sampled_from(sorted(TEXTS))
IDS = st.none() | st.sampled_from(["1", "2", "3"])
LOOKS = st.lists(
    st.tuples(st.sampled_from(NAMES), OUTCOMES, IDS, st.none() | st.sampled_from(NAMES), st.booleans()),
    max_size=6,
)


class Nights(RuleBasedStateMachine):
    """Applies arbitrary harvests and checks what must always hold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "catalogue.sqlite"
        self.catalogue = Catalogue.open(self.path)
        self.now = FIRST_NIGHT
        self.runs = 0
        self.shown: dict[str, State] = {}
        self.valid: set[str] = set()
        self.texts = 0

    def teardown(self) -> None:
        self.catalogue.close()
        self.folder.cleanup()

    @rule(looks=LOOKS, complete=st.none() | st.booleans(), days=st.integers(0, 9))
    def night(self, looks, complete, days) -> None:
        self.now += timedelta(days=days)
        self.runs += 1
        before = {entry.id: entry for entry in self.catalogue.entries(include_gone=True)}
        sources = [] if complete is None else [listed(failure=None if complete else "502")]
        run = f"{self.runs:05}"
        applied = self.catalogue.apply(
            [self.look(*look) for look in looks], run=run, now=self.now, sources=sources
        )
        assert self.catalogue.apply([], run=run, now=self.now) == applied
        self.check_changes(before, applied.changes)

    def look(self, name, outcome, host_id, alias, archived) -> HarvestRecord:
        seen = FOUND[outcome] if outcome in FOUND else record(name, 0, Outcome.GONE)
        if outcome not in FOUND and outcome is not Outcome.FOUND:
            seen = replace(seen, outcome=Outcome(outcome))
        elif outcome is Outcome.FOUND:
            seen = FOUND["good"]
        return replace(
            seen,
            repository=url_of(name),
            host_id=host_id,
            aliases=(url_of(alias),) if alias else (),
            archived=archived,
            fetched_at=self.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        )

    def check_changes(self, before, changes) -> None:
        after = {entry.id: entry for entry in self.catalogue.entries(include_gone=True)}
        assert set(changes.new) == after.keys() - before.keys()
        assert set(changes.renamed) == {
            one for one in before if before[one].repository != after[one].repository
        }
        told = {one for kind in (changes.changed, changes.invalid, changes.recovered) for one in kind}
        told |= {*changes.new, *changes.stale, *changes.vanished}
        moved = {one for one in before if before[one].state != after[one].state}
        assert moved <= told
        kinds = [
            changes.new,
            changes.changed,
            changes.invalid,
            changes.recovered,
            changes.stale,
            changes.vanished,
        ]
        assert len(told) == sum(map(len, kinds)), "each software is in one kind"

    @rule()
    def open_again(self) -> None:
        self.catalogue.close()
        self.catalogue = Catalogue.open(self.path)

    @invariant()
    def nothing_good_is_lost(self) -> None:
        entries = {entry.id: entry for entry in self.catalogue.entries(include_gone=True)}
        assert self.shown.keys() <= entries.keys(), "whoever was shown has an entry for ever"
        for one in self.valid:
            assert not any(problem.level == "error" for problem in entries[one].shown_problems)
            assert entries[one].state is not State.NEVER_VALID
        self.shown = {one: entry.state for one, entry in entries.items()}
        self.valid = {
            one
            for one, entry in entries.items()
            if not any(problem.level == "error" for problem in entry.shown_problems)
        }

    @invariant()
    def no_text_is_lost(self) -> None:
        with closing(sqlite3.connect(self.path)) as connection:
            texts = connection.execute("SELECT count(*) FROM version").fetchone()[0]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            orphans = "SELECT count(*) FROM file WHERE digest NOT IN (SELECT file FROM version)"
            assert connection.execute(orphans).fetchone()[0] == 0
        assert texts >= self.texts
        self.texts = texts

    @invariant()
    def addresses_are_unambiguous(self) -> None:
        entries = list(self.catalogue.entries(include_gone=True))
        living = [entry for entry in entries if entry.gone_since is None]
        assert len({entry.repository for entry in living}) == len(living)
        for entry in entries:
            assert self.catalogue.entry(entry.id) == entry
        for entry in living:
            assert self.catalogue.entry(entry.repository) == entry
            assert entry.repository not in {alias for other in living for alias in other.aliases}

    @invariant()
    def a_hidden_one_is_in_the_family_of_one_shown(self) -> None:
        entries = {entry.id: entry for entry in self.catalogue.entries(include_gone=True)}
        for entry in entries.values():
            if entry.hidden:
                originals = [entries[other.id] for other in entry.family if other.is_original]
                assert any(not one.hidden and one.gone_since is None for one in originals)

    @invariant()
    def counts_are_those_of_the_entries(self) -> None:
        counts = self.catalogue.counts()
        entries = [entry for entry in self.catalogue.entries(include_gone=True) if not entry.hidden]
        assert sum(counts.values()) == len(entries)
        for state, count in counts.items():
            assert count == sum(entry.state is state for entry in entries)


TestNights = Nights.TestCase
TestNights.settings = settings(max_examples=40, stateful_step_count=10, deadline=None)
