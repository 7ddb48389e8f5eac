"""State from facts: the table that is the rule."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from index.catalogue.states import NOT_LISTED, Facts, Grace, Spell, state_of
from index.entry import State
from publiccode.harvest import Outcome

GRACE = Grace()


def spell(reason: str, days: float, runs: int) -> Spell:
    last = f"2026-01-{1 + int(days):02}T{int(days % 1 * 24):02}:00:00Z"
    return Spell(reason, "2026-01-01T00:00:00Z", last, runs)


def good(**facts: Any) -> Facts:
    return Facts(shown_valid=True, shown_newest=True, **facts)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (Facts(shown_valid=True, shown_newest=True), State.LISTED),
        (Facts(shown_valid=True, shown_newest=False), State.INVALID),
        (Facts(shown_valid=False, shown_newest=True), State.NEVER_VALID),
        (Facts(shown_valid=False, shown_newest=False), State.NEVER_VALID),
        (good(archived=True), State.ARCHIVED),
        (Facts(shown_valid=True, shown_newest=False, archived=True), State.ARCHIVED),
        (good(silence=spell("timed-out", 2, 9)), State.LISTED),
        (good(silence=spell("timed-out", 9, 1)), State.LISTED),
        (good(silence=spell("timed-out", 3, 2)), State.STALE),
        (good(archived=True, silence=spell("timed-out", 3, 2)), State.STALE),
        (good(silence=spell("timed-out", 30, 90)), State.STALE),
        (good(absence=spell("gone", 0, 1)), State.STALE),
        (good(absence=spell("gone", 13.9, 14)), State.STALE),
        (good(absence=spell("gone", 20, 2)), State.STALE),
        (good(absence=spell("gone", 14, 3)), State.VANISHED),
        (good(archived=True, absence=spell("gone", 14, 3)), State.VANISHED),
        (good(delisted="asked for"), State.DELISTED),
        (good(absence=spell("gone", 14, 3), delisted="asked for"), State.DELISTED),
    ],
)
def test_state_follows_from_facts(facts, state):
    assert state_of(facts, GRACE)[0] is state


@pytest.mark.parametrize(
    ("facts", "note"),
    [
        (good(), None),
        (good(absence=spell("gone", 5, 2)), "The repository has been gone since 2026-01-01."),
        (
            good(absence=spell("absent", 15, 20)),
            "The repository has had no publiccode.yml since 2026-01-01.",
        ),
        (
            good(absence=spell(NOT_LISTED, 5, 2), source="https://git.example/town"),
            "The repository has not been listed by https://git.example/town since 2026-01-01.",
        ),
        (
            good(silence=spell("forbidden", 5, 2)),
            "Could not be looked at since 2026-01-01: the host refuses to show it.",
        ),
        (good(delisted="The town asked for it."), "The town asked for it."),
    ],
)
def test_note_says_why_and_since_when(facts, note):
    assert state_of(facts, GRACE)[1] == note


@pytest.mark.parametrize("reason", [outcome for outcome in Outcome if outcome is not Outcome.FOUND])
def test_every_outcome_has_words(reason):
    for facts in (good(absence=spell(reason, 1, 1)), good(silence=spell(reason, 9, 9))):
        note = state_of(facts, GRACE)[1]
        assert note is not None
        assert "2026-01-01" in note


def test_note_stays_the_same_from_night_to_night():
    notes = {state_of(good(absence=spell("gone", day, day)), GRACE)[1] for day in range(1, 20)}
    assert len(notes) == 1


def test_grace_is_a_setting():
    impatient = Grace(absent_for=timedelta(0), absent_runs=1, silent_for=timedelta(0), silent_runs=1)
    assert state_of(good(absence=spell("gone", 0, 1)), impatient)[0] is State.VANISHED
    assert state_of(good(silence=spell("timed-out", 0, 1)), impatient)[0] is State.STALE
