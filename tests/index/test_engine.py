"""The search index by what it answers: words, filters, counts, order, and what it refuses."""

from __future__ import annotations

import time
from contextlib import closing, suppress
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.build import build, is_searchable
from index.engine import MAX_LIMIT, open_index
from index.entry import State
from index.errors import NoIndexError
from index.facets import facet_values, user_count
from index.query import Query, QueryError, SearchIndex, Sort
from tests.index.entries import ENTRIES, PROTOCOLLO

if TYPE_CHECKING:
    from pathlib import Path

    from index.query import SearchResult

SHOWN = {entry.id: entry for entry in ENTRIES if is_searchable(entry)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    path: Path = tmp_path_factory.mktemp("search")
    build(ENTRIES, path, fingerprint="0")
    return path


@pytest.fixture(scope="module")
def index(folder):
    with closing(open_index(folder)) as opened:
        yield opened


def ids(result: SearchResult) -> list[str]:
    return [hit.id for hit in result.hits]


def asked(index: SearchIndex, text: str = "", **filters: tuple[str, ...]) -> list[str]:
    return ids(index.search(Query(text=text, filters=filters, limit=100)))


def test_what_is_hidden_delisted_or_gone_is_not_found(index):
    assert set(asked(index)) == set(SHOWN)
    assert {State.DELISTED, State.VANISHED} <= {entry.state for entry in ENTRIES}
    assert any(entry.hidden for entry in ENTRIES)


def test_it_is_told_how_much_of_the_query_the_best_hit_answers(index):
    name, publisher = PROTOCOLLO.software.name, PROTOCOLLO.publisher.id
    known = index.search(Query(text=name))
    unknown = index.search(Query(text="snow plough routing protocollo"))
    filtered = index.search(Query(text=name, excluded={"publisher": (publisher,)}))
    assert (known.is_weak, unknown.is_weak) == (False, True)
    assert known.answered is not None
    assert known.answered >= known.hits[0].score
    assert filtered.answered is not None
    assert filtered.answered < known.answered
    assert index.search(Query(text='"protocollo"')).answered is None
    assert index.search(Query()).answered is None


def test_a_name_finds_its_software_first(index):
    for entry in SHOWN.values():
        if entry.software.name.isalpha():
            assert asked(index, entry.software.name)[0] == entry.id


def test_a_selected_value_is_marked_and_stays_even_where_nothing_is_left(index):
    result = index.search(Query(text="nothingatall", filters={"license": ("EUPL-1.2",)}))
    assert [(v.value, v.selected) for v in result.facets["license"] if v.selected] == [("EUPL-1.2", True)]


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_are_the_whole_in_order_and_never_repeat(index, sort):
    whole = asked_sorted(index, sort, limit=100)
    pages = [index.search(Query(sort=sort, limit=3, page=page)) for page in range(1, 6)]
    assert list(islice((i for page in pages for i in ids(page)), len(whole))) == whole[:15]
    assert len(set(whole)) == len(whole)


def test_only_certain_ids_are_found_and_in_their_order(index):
    wanted = tuple(sorted(SHOWN, reverse=True)[:4])
    found = index.search(Query(within=(*wanted, "nowhere"), sort=Sort.NEAREST, limit=3))

    assert (ids(found), found.total) == (list(wanted[:3]), 4)
    assert ids(index.search(Query(within=()))) == []
    assert sum(value.count for value in found.facets["state"]) == 4


def asked_sorted(index: SearchIndex, sort: Sort, limit: int) -> list[str]:
    return ids(index.search(Query(sort=sort, limit=limit)))


def test_sorts_put_the_newest_first_and_names_in_order(index):
    names = [SHOWN[i].software.name.casefold() for i in asked_sorted(index, Sort.NAME, 100)]
    latin = [name for name in names if name.isascii()]
    assert latin == sorted(latin)
    released = [SHOWN[i].software.release_date or "" for i in asked_sorted(index, Sort.RELEASED, 100)]
    assert released == sorted(released, reverse=True)
    users = [user_count(SHOWN[i]) for i in asked_sorted(index, Sort.USERS, 100)]
    assert users == sorted(users, reverse=True)
    active = [
        a.last_commit if (a := SHOWN[i].activity) else "" for i in asked_sorted(index, Sort.ACTIVITY, 100)
    ]
    assert active == sorted(active, reverse=True)


def test_exclusion_phrase_and_field(index):
    everything = asked(index, "protocollo")
    assert everything
    first = SHOWN[everything[0]]
    assert first.id not in asked(index, f'protocollo -"{first.software.name}"')
    assert first.id in asked(index, f'name:"{first.software.name}"')
    licensed = set(asked(index, "license:EUPL-1.2"))
    assert licensed == {i for i, e in SHOWN.items() if "EUPL-1.2" in facet_values(e)["license"]}


def test_a_misspelt_word_finds_and_suggests(index):
    result = index.search(Query(text="protocolo"))
    assert "protocollo" in (result.suggestion or "")
    assert ids(result)[0] == asked(index, "protocollo")[0]


def test_the_match_is_marked(index):
    hit = index.search(Query(text="protocollo")).hits[0]
    marked = [span.text.lower() for spans in hit.matched.values() for span in spans if span.match]
    assert any("protocoll" in text for text in marked)


def test_the_summary_is_in_the_readers_language_where_there_is_one(index):
    for entry in SHOWN.values():
        for tag in {d.language for d in entry.software.descriptions if d.short_description}:
            result = index.search(Query(text=f'"{entry.software.name}"', languages=(tag,), limit=100))
            hit = next((hit for hit in result.hits if hit.id == entry.id), None)
            assert hit is None or hit.language == tag


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (Query(filters={"colour": ("red",)}), "colour"),
        (Query(text="colour:red"), "colour"),
        (Query(page=0), "pages count from 1"),
        (Query(limit=0), str(MAX_LIMIT)),
        (Query(limit=MAX_LIMIT + 1), str(MAX_LIMIT)),
    ],
)
def test_what_can_not_be_asked_says_why(index, query, names):
    with pytest.raises(QueryError, match=names):
        index.search(query)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200),
        st.text(alphabet='"-*:()[]ab AND OR\x00\x1b\u202eé', max_size=300),
        st.sampled_from(['"' * 5000, "(" * 5000, "*a* " * 2000, "a:" * 3000, "-" * 9999, "é" * 10_000]),
    )
)
def test_any_text_is_answered_or_refused(index, text):
    try:
        result = index.search(Query(text=text))
    except QueryError:
        return
    assert result.total >= len(result.hits)


@pytest.mark.parametrize(
    "text",
    [
        "appuntamento " * 800,
        " ".join(f"w{number}" for number in range(3000)),
        "x" * 10_000,
        "\x00\x07\x1b[31m\x7f\ud800 protocollo",
        "\u202eoloccotorp\u2066 مكتبة \u200f",
        "(a+)+$ [^a]* .*?{1,9999} \\b\\d+|^(?:x)*",
        '*:* name:* -* "" AND NOT OR',
        '"' + "a b " * 2500 + '"',
        "-a " * 3000,
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 100,
    ],
)
def test_hostile_text_is_answered_within_a_second(index, text):
    started = time.process_time()
    with suppress(QueryError):
        index.search(Query(text=text, explain=True))
    assert time.process_time() - started < 1


def test_the_same_entries_in_any_order_give_the_same_answers(index, tmp_path):
    build(list(reversed(ENTRIES)), tmp_path, fingerprint="0")
    with closing(open_index(tmp_path)) as other:
        for text in ("", "protocollo", "booking appointment"):
            mine, its = index.search(Query(text=text)), other.search(Query(text=text))
            assert (mine.hits, mine.facets) == (its.hits, its.facets)


def test_a_reader_keeps_its_version_through_two_builds(tmp_path):
    build(ENTRIES, tmp_path, fingerprint="0")
    with closing(open_index(tmp_path)) as reader:
        before = asked(reader)
        for fingerprint in ("1", "2"):
            build([], tmp_path, fingerprint=fingerprint)
        assert asked(reader) == before
    with closing(open_index(tmp_path)) as fresh:
        assert asked(fresh) == []


def test_an_error_midway_leaves_the_index_as_it_was(tmp_path):
    build(ENTRIES, tmp_path, fingerprint="0")

    def break_off(done: int, total: int) -> None:
        if done == 3:
            raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="the disk is full"):
        build(ENTRIES, tmp_path, fingerprint="1", progress=break_off, anew=True)
    with closing(open_index(tmp_path)) as reader:
        assert set(asked(reader)) == set(SHOWN)
    build(ENTRIES, tmp_path, fingerprint="2")
    assert not list(tmp_path.rglob("*.part"))


def test_an_unchanged_fingerprint_can_be_skipped(tmp_path):
    assert not build(ENTRIES, tmp_path, fingerprint="0", skip_unchanged=True).skipped
    assert build(ENTRIES, tmp_path, fingerprint="0", skip_unchanged=True).skipped
    assert not build(ENTRIES, tmp_path, fingerprint="1", skip_unchanged=True).skipped


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"../../etc"])
def test_a_damaged_index_says_what_to_do(tmp_path, damage):
    build(ENTRIES, tmp_path, fingerprint="0")
    (tmp_path / "CURRENT").write_bytes(damage)
    with pytest.raises(NoIndexError, match="riuso rebuild"):
        open_index(tmp_path)
    build(ENTRIES, tmp_path, fingerprint="0")
    open_index(tmp_path).close()


def test_every_software_tells_what_it_is_about(index):
    about = index.concepts()
    assert about.keys() == SHOWN.keys()
    own = about[PROTOCOLLO.id]
    assert own["=category/document-management"] > 0.6
    assert all(0 < share <= 1 for share in own.values())
    assert "=category/appointment-scheduling" not in own
