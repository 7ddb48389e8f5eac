"""Saved searches: what is new, changed or lost, as feed and digest."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import lxml.html  # type: ignore[import-untyped]
import pytest

from index.errors import WatchError
from index.history.changes import Change, ChangeKind, ContractEnd
from index.pages.options import LANGUAGES
from index.pages.wording import wording_of
from index.watch.digest import as_atom, as_html, as_text, happened
from index.watch.store import check_name, read_seen, read_watches, seen_bytes, watches_bytes
from index.watch.watch import MOST_ITEMS, Event, EventKind, Seen, Watch, Why, look
from tests.index.entries import ENTRIES

ENGLISH = wording_of("en")
BY_ID = {entry.id: entry for entry in ENTRIES}
ONE, OTHER, THIRD = [e.id for e in ENTRIES if not e.hidden and e.state == "listed"][:3]
WATCH = Watch(name="booking", text="booking", filters={"country": ("DE",)}, excluded={"state": ("archived",)})
FIRST = Seen(until="2026-01-01T00:00:00Z", found=(ONE, OTHER))
LICENSE = Change(
    software=ONE,
    name="x",
    when="2026-01-05T00:00:00Z",
    kind=ChangeKind.LICENSE,
    before=("MIT",),
    after=("EUPL-1.2",),
)


def looked(found: tuple[str, ...], before: Seen | None = FIRST, *changes: Change) -> Seen:
    return look(found, before, now="2026-01-09T00:00:00Z", entries=BY_ID, changes=changes)


def test_the_first_look_is_what_later_ones_compare_with():
    assert looked((ONE,), None, LICENSE) == Seen(until="2026-01-09T00:00:00Z", found=(ONE,))


def test_new_changed_and_lost_are_told_once():
    old = replace(LICENSE, when="2025-12-01T00:00:00Z")
    elsewhere = replace(LICENSE, software=THIRD)
    seen = looked((ONE, THIRD), FIRST, LICENSE, old, elsewhere)

    assert {(event.kind, event.software, event.when[:10]) for event in seen.events} == {
        (EventKind.NEW, THIRD, "2026-01-09"),
        (EventKind.LOST, OTHER, "2026-01-09"),
        (EventKind.CHANGED, ONE, "2026-01-05"),
    }
    assert looked((ONE, THIRD), seen, LICENSE).events == seen.events


def test_a_feed_does_not_grow_for_ever():
    event = Event(
        when="2025-01-01T00:00:00Z",
        kind=EventKind.NEW,
        software=ONE,
        name="x",
        why=Why.ANSWERS,
        repository="",
    )
    seen = looked((ONE,), replace(FIRST, events=(event,) * MOST_ITEMS))

    assert len(seen.events) == MOST_ITEMS
    assert seen.events[0].kind is EventKind.LOST


@pytest.mark.parametrize("gone", [None, "vanished"])
def test_a_loss_says_why(gone):
    identifier = next(entry.id for entry in ENTRIES if entry.state == gone) if gone else "nowhere"
    seen = looked((), Seen(until="2026-01-01T00:00:00Z", found=(identifier,)))

    assert seen.events[0].why is (Why.VANISHED if gone else Why.TAKEN_OUT)


def test_feed_and_digests_escape_what_strangers_wrote():
    evil = Event(
        when="2026-01-09T00:00:00Z", kind=EventKind.NEW, software="x",
        name="<script>alert(1)</script>\x1b[31m\u202e", repository="javascript:alert(1)",
        change=replace(LICENSE, before=("a & b",), after=("<i>",)),
    )  # fmt: skip
    fine = replace(evil, software="y", name="Fine", repository="https://code.example/fine")
    seen = replace(FIRST, events=(evil, fine))
    ending = (ContractEnd(software="x", name="<b>X</b>", contractor="Y", until="2026-05-01", days=9),)

    page = lxml.html.fromstring(as_html(WATCH, seen, ending, ENGLISH))
    assert page.xpath("//script") == []
    assert page.xpath("//a/@href") == ["https://code.example/fine"]
    assert page.xpath("//i | //b") == []
    assert "1 May 2026: <b>X</b> – Y" in page.text_content()
    assert "licence: a & b → <i>" in page.text_content()
    text = as_text(WATCH, seen, ending, ENGLISH)
    assert "\x1b" not in text
    assert (
        "“booking”; Country: Germany; not State in the catalogue: Archived: 2 software on 1 January 2026"
        in text
    )
    feed = ET.fromstring(as_atom(WATCH, seen, ENGLISH))
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")][1] == "new: Fine"
    assert len({entry.findtext(f"{atom}id") for entry in feed.iter(f"{atom}entry")}) == 2
    assert feed.findtext(f"{atom}updated") == "2026-01-09T00:00:00Z"


@pytest.mark.parametrize("language", LANGUAGES)
def test_feed_and_digest_are_whole_in_every_language(language):
    wording = wording_of(language)
    watch = replace(WATCH, near="Ventspils", km=80.0)
    vanished = next(entry.id for entry in ENTRIES if entry.state == "vanished")
    hidden = next(entry.id for entry in ENTRIES if entry.hidden)
    before = replace(FIRST, found=(ONE, OTHER, vanished, hidden, "nowhere"))
    seen = look((ONE, THIRD), before, now="2026-01-09T00:00:00Z", entries=BY_ID, changes=(LICENSE,))
    assert {event.why for event in seen.events} == {None, *Why}
    texts = (
        as_text(watch, seen, (), wording),
        lxml.html.fromstring(as_html(watch, seen, (), wording)).text_content(),
        as_atom(watch, seen, wording).decode(),
    )
    english = as_text(watch, seen, (), ENGLISH)
    assert (texts[0] == english) == (language == "en")
    for text in texts:
        for event in seen.events:
            assert happened(event, wording) in text
        assert "Ventspils" in text
        assert ("answers this search" in text) == (language == "en")
    assert f'lang="{language}"' in as_html(watch, seen, (), wording)
    assert f'xml:lang="{language}"' in texts[2]
    quiet = as_text(watch, replace(FIRST, events=()), (), wording)
    assert ("Nothing happened" in quiet) == (language == "en")


def test_what_was_seen_by_an_older_riuso_is_still_read(tmp_path):
    path = tmp_path / "x.seen.json"
    event = {
        "when": "2025-01-01T00:00:00Z",
        "kind": "new",
        "software": ONE,
        "name": "x",
        "told": "y",
        "repository": "",
    }
    path.write_text(json.dumps({"until": "2026-01-01T00:00:00Z", "found": [ONE], "events": [event]}))
    seen = read_seen(path)
    assert seen is not None
    assert happened(seen.events[0], ENGLISH) == ""
    (tmp_path / "w.json").write_text('[{"name": "old", "text": "x"}]')
    old = read_watches(tmp_path / "w.json")["old"]
    assert (old.near, old.languages) == (None, ("en",))


def test_watches_and_what_they_saw_come_back(tmp_path):
    path = tmp_path / "watches.json"
    assert read_watches(path) == {}
    path.write_bytes(watches_bytes([WATCH]))
    assert read_watches(path) == {"booking": WATCH}
    path.write_bytes(seen_bytes(FIRST))
    assert read_seen(path) == FIRST
    with pytest.raises(WatchError, match="can't be read"):
        read_watches(path)
    assert read_seen(tmp_path / "none") is None
    for name in ("", "../x", "A", "a b", "-a", "a" * 61):
        with pytest.raises(WatchError, match="can't name"):
            check_name(name)
