"""Builds that are killed, damaged or left half done: the last good index goes on answering."""

from __future__ import annotations

import random
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.build import build
from index.engine import open_index
from index.errors import NoIndexError
from index.query import Query
from tests.forking import Forker
from tests.index.entries import ENTRIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.entry import Entry

FEW = ENTRIES[:4]


def total(directory: Path) -> int:
    with closing(open_index(directory)) as index:
        return index.search(Query()).total


def versions(directory: Path) -> list[str]:
    return sorted(path.name for path in (directory / "versions").iterdir())


def test_a_build_tells_what_it_did(tmp_path):
    told = []
    summary = build(ENTRIES, tmp_path, fingerprint="AB-12", progress=lambda *now: told.append(now))
    assert summary.software == total(tmp_path)
    assert told == [(number, summary.software) for number in range(1, summary.software + 1)]
    assert summary.path.name == "1-ab12"
    assert summary.path.is_dir()


def test_only_the_version_in_use_and_the_one_before_are_kept(tmp_path):
    for fingerprint in ("a", "b", "c"):
        build(FEW, tmp_path, fingerprint=fingerprint)
    assert versions(tmp_path) == ["2-b", "3-c"]


def test_what_is_not_ours_in_the_folder_stays(tmp_path):
    (tmp_path / "versions" / "notes").mkdir(parents=True)
    build(FEW, tmp_path, fingerprint="a")
    build(FEW, tmp_path, fingerprint="b")
    assert "notes" in versions(tmp_path)


def test_leftovers_and_locks_of_a_killed_build_stop_nothing(tmp_path):
    build(FEW, tmp_path, fingerprint="a")
    for leftover in ("2-b.part", "3-c"):
        folder = tmp_path / "versions" / leftover / "base"
        folder.mkdir(parents=True)
        (folder / "riuso_WRITELOCK").write_bytes(b"")
    (tmp_path / "CURRENT.part").write_text("3-c")
    (tmp_path / "riuso_WRITELOCK").write_bytes(b"")

    assert total(tmp_path) > 0
    build(ENTRIES, tmp_path, fingerprint="d")

    assert versions(tmp_path) == ["1-a", "2-d"]
    assert total(tmp_path) > total_of(FEW, tmp_path / "few")


def total_of(entries, directory: Path) -> int:
    return build(entries, directory, fingerprint="0").software


def test_an_index_of_another_format_is_refused_and_built_again(tmp_path):
    about = build(FEW, tmp_path, fingerprint="a").path / "about.json"
    about.write_text(about.read_text().replace('"format":', '"format":9'))
    with pytest.raises(NoIndexError, match="another riuso: run `riuso rebuild`"):
        open_index(tmp_path)
    assert not build(FEW, tmp_path, fingerprint="a", skip_unchanged=True).skipped
    assert total(tmp_path) > 0


@pytest.mark.parametrize(
    "name", ["about.json", "table.msgpack", "vocabulary.msgpack", "base/lexicon.msgpack"]
)
@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-9])])
def test_a_file_that_is_missing_or_cut_is_told(tmp_path, name, damage):
    damage(build(FEW, tmp_path, fingerprint="a").path / name)
    with pytest.raises(NoIndexError, match="riuso rebuild"):
        open_index(tmp_path)


@pytest.mark.parametrize("folder", ["base", "base/texts-0"])
def test_a_file_of_the_segment_that_is_cut_is_told(tmp_path, folder):
    files = (build(FEW, tmp_path, fingerprint="a").path / folder).iterdir()
    largest = max(filter(Path.is_file, files), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-1])
    with pytest.raises(NoIndexError, match="damaged"):
        open_index(tmp_path)


def test_a_read_only_index_can_be_asked(tmp_path):
    build(FEW, tmp_path, fingerprint="a")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    total(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_an_error_of_the_entries_themselves_leaves_no_trace(tmp_path):
    build(FEW, tmp_path, fingerprint="a")

    def broken() -> Iterator[Entry]:
        yield FEW[0]
        raise OSError("the catalogue can't be read")

    with pytest.raises(OSError, match="catalogue"):
        build(broken(), tmp_path, fingerprint="b")
    assert versions(tmp_path) == ["1-a"]


@pytest.fixture
def forker():
    forker = Forker("tests.index.endless:build_again_and_again", packages=())
    yield forker
    forker.close()


@pytest.mark.slow
def test_kill_at_any_moment_leaves_an_index_that_answers(tmp_path, forker):
    chance = random.Random(20260115)
    complete = {build(ENTRIES[:n], tmp_path / str(n), fingerprint="0").software for n in (4, 5, len(ENTRIES))}
    directory = tmp_path / "search"
    for _ in range(10):
        process = forker.start([str(directory)], {}, tmp_path / "said", tmp_path / "errors")
        process.wait_for("built")
        time.sleep(chance.uniform(0, 0.8))
        process.kill()
        process.wait()
        assert total(directory) in complete

    build(FEW, directory, fingerprint="fff")
    assert total(directory) == total_of(FEW, tmp_path / "few")
    assert not list(directory.rglob("*.part"))
    assert len(versions(directory)) <= 2
