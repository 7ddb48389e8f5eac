"""The page of changes tells what changed in a file, in the reader's language, with the run that saw it."""

from __future__ import annotations

from dataclasses import replace

from index.history.changes import Change, ChangeKind
from index.pages.changes_view import run_changes
from index.pages.options import SiteOptions
from index.pages.site import Site
from tests.index.entries import ENTRIES
from tests.index.hostile_entry import EVIL
from tests.index.reports import REPORTS

BY_ID = {entry.id: entry for entry in ENTRIES}
ID = "panepistimio-thalassa"
LICENCE = Change(
    software=ID,
    name="x",
    when="2026-03-20T02:00:20Z",
    kind=ChangeKind.LICENSE,
    before=("MIT",),
    after=(EVIL,),
)
BEFORE = replace(LICENCE, when="2026-03-20T01:59:59Z", kind=ChangeKind.VERSION)
NEW = replace(LICENCE, kind=ChangeKind.NEW)


def site(language: str, *changed: Change) -> Site:
    return Site(
        options=SiteOptions(), language=language, listed={}, pages=BY_ID, tombstones={}, publishers={},
        values={}, slugs={}, listings={}, reports=REPORTS[::-1], as_of="2026-03-20", changed=changed,
    )  # fmt: skip


def lines(language: str, *changed: Change) -> dict[str, tuple[str, ...]]:
    (newest, *_) = run_changes(site(language, *changed))
    return {told.change.id: told.lines for told in newest.changes}


def test_a_run_tells_what_it_saw_and_no_other_run_s():
    found = lines("it", LICENCE, BEFORE, NEW)
    assert [line.partition(" → ")[0] for line in found[ID]] == ["licenza: MIT"]
    assert {identifier for identifier, told in found.items() if told} == {ID}


def test_a_file_that_changes_everything_fills_no_page():
    many = [replace(LICENCE, after=(f"{number} " + "x" * 5000,)) for number in range(20)]
    (told,) = [told for told in lines("en", *many).values() if told]
    assert len(told) == 6
    assert max(map(len, told)) <= 240
