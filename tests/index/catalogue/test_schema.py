"""The file itself: old and new versions, strangers, readers beside a writer, damage."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from index.catalogue import Catalogue, rereading, schema
from index.entry import State
from index.errors import CatalogueError
from publiccode.harvest import Outcome
from publiccode.publisher import Publisher
from publiccode.validate import validate
from tests.conftest import ROOT
from tests.index.catalogue.harvests import at, bad_text, crawl, dump, entry_of, good_text, record, url_of


def make_version_1(path) -> None:
    """Make a catalogue as the first riuso did, with one software in it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in schema.MIGRATIONS[0]:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {0x72697573}")
        connection.execute("PRAGMA user_version = 1")
        publisher = msgspec.json.encode(Publisher("town", "Town"))
        connection.execute("INSERT INTO publisher VALUES ('town', ?)", (publisher,))
        connection.execute("INSERT INTO file VALUES ('d', 0, '', NULL, ?)", (good_text(),))
        connection.execute(
            "INSERT INTO repository (key, id, repository, folder, host, publisher, source, aliases, content,"
            " first_seen, last_seen, last_tried, last_outcome, absence_runs, silence_runs) VALUES"
            " (1, 'town-trees', ?, '', 'gitea', 'town', 's', ?, 'found', ?, ?, ?, 'found', 0, 0)",
            (url_of("trees"), b"[]", at(0), at(0), at(0)),
        )
        connection.execute(
            "INSERT INTO version VALUES (1, 1, 'd', 'publiccode.yml', NULL, 'b', 'c', ?, ?, ?, 9)",
            (at(0), at(0), b"[]"),
        )
        connection.execute("UPDATE repository SET newest = 1")


def version_of(path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.mark.parametrize("read_only", [False, True])
def test_catalogue_of_the_first_riuso_opens(path, read_only):
    make_version_1(path)
    with Catalogue.open(path) as catalogue:
        assert entry_of(catalogue, "town-trees").state is State.LISTED
    with Catalogue.open(path, read_only=read_only) as catalogue:
        assert entry_of(catalogue, "town-trees").software.name == "Trees"
        assert catalogue.text("town-trees") == good_text()
    assert version_of(path) == len(schema.MIGRATIONS)


@pytest.fixture
def newer(monkeypatch):
    """A riuso with one more migration."""
    more = (*schema.MIGRATIONS, ("ALTER TABLE run ADD COLUMN extra TEXT",))
    monkeypatch.setattr(schema, "MIGRATIONS", more)


@pytest.mark.parametrize("read_only", [False, True])
def test_older_catalogue_is_brought_up_to_date(path, read_only, request):
    with Catalogue.open(path) as catalogue:
        crawl(catalogue, 0, record("trees"))
        before = list(catalogue.entries())
    request.getfixturevalue("newer")
    with Catalogue.open(path, read_only=read_only) as catalogue:
        assert list(catalogue.entries()) == before
        assert catalogue.has_run("run-000")
    assert version_of(path) == len(schema.MIGRATIONS)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT extra FROM run").fetchall() == [(None,)]


def test_failed_migration_leaves_the_older_catalogue(path, monkeypatch):
    with Catalogue.open(path) as catalogue:
        crawl(catalogue, 0, record("trees"))
    version = version_of(path)
    good, bad = ("CREATE TABLE one (x)",), ("CREATE TABLE two (x)", "CREATE TABLE two (x)")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, good, bad))
    with pytest.raises(CatalogueError, match="two"):
        Catalogue.open(path)
    assert version_of(path) == version + 1
    with closing(sqlite3.connect(path)) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    assert "one" in names
    assert "two" not in names


def test_catalogue_of_a_newer_riuso_is_refused(path, newer, monkeypatch):
    Catalogue.open(path).close()
    monkeypatch.undo()
    for read_only in (False, True):
        with pytest.raises(CatalogueError, match=r"newer riuso.*install"):
            Catalogue.open(path, read_only=read_only)


def test_missing_catalogue_is_made_by_a_writer_only(path):
    with pytest.raises(CatalogueError, match="riuso crawl"):
        Catalogue.open(path, read_only=True)
    assert not path.exists()
    with Catalogue.open(path) as catalogue:
        assert list(catalogue.entries()) == []
        assert catalogue.known() == {}


def test_empty_file_is_an_empty_catalogue(path):
    path.touch()
    with Catalogue.open(path) as catalogue:
        crawl(catalogue, 0, record("trees"))


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("content", [b"no database\n" * 200, b"SQLite format 3\0" + b"\xff" * 4000])
def test_file_that_is_no_database_is_refused(path, content, read_only):
    path.write_bytes(content)
    with pytest.raises(CatalogueError, match=str(path)):
        Catalogue.open(path, read_only=read_only)
    assert path.read_bytes() == content


@pytest.mark.parametrize("statement", ["CREATE TABLE mine (x)", "PRAGMA application_id = 7"])
def test_database_of_another_program_is_refused_and_left_alone(path, statement):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
    content = path.read_bytes()
    with pytest.raises(CatalogueError, match="not a catalogue of riuso"):
        Catalogue.open(path)
    assert path.read_bytes() == content


def test_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CatalogueError, match=r"can't be opened.*check the folder"):
        Catalogue.open(tmp_path / "none" / "catalogue.sqlite")
    with pytest.raises(CatalogueError, match="can't be opened"):
        Catalogue.open(tmp_path)


def test_damage_is_said_with_what_to_do(path):
    with Catalogue.open(path) as catalogue:
        crawl(catalogue, 0, *(record(f"trees{number}") for number in range(40)))
    content = bytearray(path.read_bytes())
    for page in range(3, len(content) // 4096):
        content[page * 4096 : page * 4096 + 200] = os.urandom(200)
    path.write_bytes(content)
    with pytest.raises(CatalogueError, match=r"damaged.*backup"), Catalogue.open(path) as catalogue:
        list(catalogue.entries())


def test_full_disk_is_said_and_loses_nothing(path):
    with Catalogue.open(path) as catalogue:
        crawl(catalogue, 0, record("trees"))
        before = dump(path)
        pages = catalogue._connection.execute("PRAGMA page_count").fetchone()[0]
        catalogue._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(CatalogueError, match="make room on the disk"):
            crawl(catalogue, 1, *(record(f"trees{number}", 1) for number in range(40)))
        assert dump(path) == before
        crawl(catalogue, 1, record("trees", 1, Outcome.UNCHANGED))


def test_second_writer_is_told_to_wait(path, monkeypatch):
    monkeypatch.setattr(schema, "BUSY_S", 0.1)
    with Catalogue.open(path) as catalogue, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CatalogueError, match="another riuso is writing"):
            crawl(catalogue, 0, record("trees"))
        other.execute("ROLLBACK")
        crawl(catalogue, 0, record("trees"))


def test_reader_sees_one_moment_while_a_writer_goes_on(path, catalogue):
    crawl(catalogue, 0, record("trees"), record("shrubs"))
    with Catalogue.open(path, read_only=True) as reader:
        entries = reader.entries()
        first = next(entries)
        crawl(catalogue, 1, record("shrubs", 1, text=good_text("Bushes")), record("lawn", 1))
        assert reader.entry("town-lawn") is None
        assert [first.software.name, *(entry.software.name for entry in entries)] == ["Shrubs", "Trees"]
        assert entry_of(reader, "town-lawn").software.name == "Lawn"
        assert entry_of(reader, "town-shrubs").software.name == "Bushes"


def test_reader_writes_nothing(path, catalogue):
    crawl(catalogue, 0, record("trees"))
    with (
        Catalogue.open(path, read_only=True) as reader,
        pytest.raises(CatalogueError, match="can't be opened"),
    ):
        crawl(reader, 1, record("shrubs"))


_READ = """
import os, sys
from pathlib import Path
from index.catalogue import Catalogue
os.setuid(65534)
with Catalogue.open(Path(sys.argv[1]), read_only=True) as catalogue:
    print(*[entry.id for entry in catalogue.entries()])
"""


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else"
)
def test_reader_who_may_not_write_the_folder(path, catalogue, tmp_path):
    crawl(catalogue, 0, record("trees"))
    catalogue.close()
    for folder in (tmp_path, *tmp_path.parents):
        if folder.is_relative_to(tempfile.gettempdir()) and folder != Path(tempfile.gettempdir()):
            folder.chmod(0o755)
    run = subprocess.run(
        [sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (run.stdout, run.stderr) == ("town-trees\n", "")


def test_texts_are_read_again_when_the_reading_has_another_shape(path, monkeypatch):
    with Catalogue.open(path) as catalogue:
        crawl(catalogue, 0, record("trees"), record("bad", text=bad_text("Bad")))
        before = list(catalogue.entries())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE file SET schema = 0, name = '', software = x'7b7d'")
    with Catalogue.open(path, read_only=True) as catalogue:
        assert list(catalogue.entries()) == before
    with Catalogue.open(path) as catalogue:
        assert list(catalogue.entries()) == before
        assert catalogue.read_again(all_files=False) == 0
        assert catalogue.read_again() == 2
        assert list(catalogue.entries()) == before


def test_what_is_wrong_with_a_file_s_name_stays_when_texts_are_read_again(path):
    with Catalogue.open(path) as catalogue:
        text = good_text()
        named = replace(
            record("trees", text=text),
            path="publiccode.yaml",
            problems=validate(text, path="publiccode.yaml").problems,
        )
        crawl(catalogue, 0, named, record("mirror", text=text))
        before = {entry.id: [one.code for one in entry.problems] for entry in catalogue.entries()}
        assert before == {"town-trees": ["file/other-name"], "town-mirror": []}
        assert catalogue.read_again() == 1
        after = {entry.id: [one.code for one in entry.problems] for entry in catalogue.entries()}
        assert after == before


def test_families_follow_when_texts_are_read_again(path):
    with Catalogue.open(path) as catalogue:
        crawl(catalogue, 0, record("trees"), record("mirror", text=good_text()))
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("DELETE FROM link")
        assert not entry_of(catalogue, "town-mirror").hidden
        catalogue.read_again()
        assert entry_of(catalogue, "town-mirror").hidden


def test_new_rules_change_verdicts_without_another_crawl(path, monkeypatch):
    with Catalogue.open(path) as catalogue:
        crawl(catalogue, 0, record("trees"))
        crawl(catalogue, 1, record("trees", 1, text=good_text(note="new")))
        monkeypatch.setattr(
            rereading,
            "validate",
            lambda text, path: validate(text.replace("stable", "wrong") if "so new" in text else text),
        )
        catalogue.read_again()
        entry = entry_of(catalogue, "town-trees")
        assert (entry.state, entry.shown_fetched_at) == (State.INVALID, at(0))
        monkeypatch.undo()
        catalogue.read_again()
        assert entry_of(catalogue, "town-trees").state is State.LISTED


def test_outcomes_and_states_stored_are_words(path, catalogue):
    """What is in the file stays readable without riuso."""
    crawl(catalogue, 0, record("trees"), record("lawn", 0, Outcome.ABSENT))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT last_outcome FROM repository ORDER BY repository").fetchall() == [
            ("absent",),
            ("found",),
        ]
        assert connection.execute("SELECT text FROM file").fetchall() == [(good_text(),)]
