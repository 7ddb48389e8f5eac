"""An index that was brought up to date answers as one that was built anew, and little is written for it."""

from __future__ import annotations

import random
import shutil
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest

from index.build import build
from index.engine import open_index
from index.query import Query, Sort
from index.search.about import read_about
from index.search.versions import current_version
from tests.index.catalogues import made_up, one, users

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = made_up(150)
QUERIES = (
    Query(limit=100, explain=True),
    Query(text="protocollo documento", limit=100, explain=True),
    Query(text="Bauantrag", limit=100),
    Query(text="regster", limit=100),
    Query(text='"document workflow"', limit=100),
    Query(text="summary:archivio -Akte", limit=100),
    Query(text="docu*", filters={"license": ("MIT",)}, limit=100),
    Query(text="Comune 66", limit=100),
    Query(text="used-by:70", limit=100),
    Query(filters={"used-by": ("Comune 66", "Comune 70")}, limit=100),
    *(Query(sort=sort, limit=100) for sort in Sort),
)


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """The index of ``BEFORE``, not to be changed."""
    folder = tmp_path_factory.mktemp("before") / "search"
    build(BEFORE, folder, fingerprint="0")
    return folder


@pytest.fixture
def built(before, tmp_path):
    """A copy of it, to be built upon."""
    return shutil.copytree(before, tmp_path / "built", symlinks=True)


def changed(entries, seed: int):
    """Return the entries with one gone, one new, one rewritten and one with other users."""
    chance = random.Random(seed)
    kept = list(entries)
    kept.pop(chance.randrange(len(kept)))
    place = chance.randrange(len(kept))
    kept[place] = replace(one(chance, kept[place].id), last_seen="2026-04-01T02:00:00Z")
    kept[place - 1] = replace(kept[place - 1], users=users(chance))
    return [*kept, one(chance, f"new-{seed}")]


def answers(folder: Path) -> tuple[object, ...]:
    with closing(open_index(folder)) as index:
        found = [msgspec.structs.replace(index.search(query), took_ms=0.0) for query in QUERIES]
        alike = [index.similar(hit.id) for hit in found[0].hits[:10]]
        return found, alike, [index.more_from(hit.id) for hit in found[0].hits[:10]]


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_an_update_answers_as_a_build_anew(built, tmp_path, steps):
    entries = BEFORE
    for step in range(steps):
        entries = changed(entries, step)
        done = build(entries, built, fingerprint=f"{step + 1}")
        assert 0 < done.indexed < 3 * (step + 1) + 1
    anew = build(entries, tmp_path / "anew", fingerprint="9")

    assert anew.indexed == len(entries)
    assert answers(built) == answers(tmp_path / "anew")


def test_an_update_by_several_processes_answers_as_a_build_anew(built, tmp_path, monkeypatch):
    monkeypatch.setattr("index.search.indexing.UPDATE_PART", 2)
    entries = changed(changed(BEFORE, 1), 2)
    folder = build(entries, built, fingerprint="1").path
    build(entries, tmp_path / "anew", fingerprint="9")

    about = read_about(folder)
    assert about is not None
    assert len(about.delta) == 2
    assert answers(built) == answers(tmp_path / "anew")


def test_what_comes_back_as_it_was_is_found_again(built):
    first = answers(built)
    build(BEFORE[1:], built, fingerprint="1")
    assert answers(built) != first
    assert build(BEFORE, built, fingerprint="2").indexed == 0
    assert answers(built) == first


def test_the_base_is_shared_not_copied(built):
    first = current_version(built)
    inodes = {path.relative_to(first): path.stat().st_ino for path in (first / "base").rglob("*.bin")}
    second = build(changed(BEFORE, 1), built, fingerprint="1").path

    assert inodes
    assert {path: (second / path).stat().st_ino for path in inodes} == inodes


def test_much_change_builds_anew(built):
    assert build(BEFORE[:100], built, fingerprint="1").indexed == 100
    assert build(BEFORE[:100], built, fingerprint="2", anew=True).indexed == 100


def test_the_same_catalogue_gives_the_same_bytes(before, tmp_path):
    first = current_version(before)
    second = build(BEFORE[::-1], tmp_path, fingerprint="0").path
    files = [path.relative_to(first) for path in first.rglob("*") if path.is_file()]

    assert len(files) > 8
    assert [path for path in files if (first / path).read_bytes() != (second / path).read_bytes()] == []
