"""The catalogue's file: its tables, its migrations, and how it is opened."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATION = 0x72697573
"""``rius``: tells a catalogue from any other SQLite file (PRAGMA application_id)."""

BUSY_S = 30.0
"""How long a statement waits for another process, in seconds: longer than any one transaction takes."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE publisher (
            id TEXT PRIMARY KEY,
            facts BLOB NOT NULL
        ) STRICT""",
        """CREATE TABLE file (
            digest TEXT PRIMARY KEY,
            schema INTEGER NOT NULL,
            name TEXT NOT NULL,
            software BLOB,
            text TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX file_schema ON file (schema)",
        """CREATE TABLE repository (
            key INTEGER PRIMARY KEY,
            id TEXT UNIQUE,
            repository TEXT NOT NULL,
            folder TEXT NOT NULL,
            host TEXT NOT NULL,
            host_id TEXT,
            publisher TEXT NOT NULL REFERENCES publisher (id),
            source TEXT NOT NULL,
            aliases BLOB NOT NULL,
            default_branch TEXT,
            archived INTEGER,
            fork_of TEXT,
            host_license TEXT,
            root BLOB,
            validators BLOB,
            activity BLOB,
            head TEXT,
            content TEXT,
            newest INTEGER REFERENCES version (key),
            shown INTEGER REFERENCES version (key),
            first_seen TEXT NOT NULL,
            last_seen TEXT,
            last_tried TEXT NOT NULL,
            last_outcome TEXT NOT NULL,
            last_detail TEXT,
            absence TEXT,
            absence_since TEXT,
            absence_last TEXT,
            absence_runs INTEGER NOT NULL,
            silence TEXT,
            silence_since TEXT,
            silence_last TEXT,
            silence_runs INTEGER NOT NULL
        ) STRICT""",
        "CREATE INDEX repository_url ON repository (repository)",
        """CREATE TABLE version (
            key INTEGER PRIMARY KEY,
            repository INTEGER NOT NULL REFERENCES repository (key),
            file TEXT NOT NULL REFERENCES file (digest),
            path TEXT NOT NULL,
            raw_url TEXT,
            blob TEXT,
            head TEXT,
            first_seen TEXT NOT NULL,
            last_seen TEXT NOT NULL,
            problems BLOB NOT NULL,
            errors INTEGER NOT NULL,
            UNIQUE (repository, file)
        ) STRICT""",
        "CREATE INDEX version_file ON version (file)",
        """CREATE TABLE link (
            id TEXT NOT NULL REFERENCES repository (id),
            original TEXT NOT NULL REFERENCES repository (id),
            relation TEXT NOT NULL,
            PRIMARY KEY (id, original)
        ) STRICT""",
        """CREATE TABLE run (
            id TEXT PRIMARY KEY,
            applied TEXT,
            result BLOB,
            report BLOB
        ) STRICT""",
    ),
    (
        """CREATE TABLE host (
            name TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            recognised TEXT NOT NULL
        ) STRICT""",
    ),
    (
        """CREATE TABLE forgetting (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            key BLOB NOT NULL
        ) STRICT""",
        """CREATE TABLE forgotten (
            digest TEXT NOT NULL,
            kind TEXT NOT NULL,
            words INTEGER NOT NULL,
            publisher TEXT NOT NULL,
            day TEXT NOT NULL,
            PRIMARY KEY (digest, publisher)
        ) STRICT""",
    ),
)
"""What brings a catalogue from version n to n + 1 is entry n. Entries are never changed after a release."""


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open the catalogue at ``path``, bring it up to date, and return the connection.

    A reader needs an existing catalogue and writes nothing in it; a writer makes it where there is none.
    Raises :class:`CatalogueError`.
    """
    if read_only and not path.is_file():
        raise CatalogueError(f"{path}: there is no catalogue here; `riuso crawl` makes one")
    with explained(path):
        connection = _open_reader(path) if read_only else _open(path, "mode=rwc")
        try:
            version = _version(connection, path)
            if version < len(MIGRATIONS):
                connection = _brought_up_to_date(connection, path, read_only=read_only)
            if not read_only:
                connection.execute("PRAGMA journal_mode = WAL")
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a :class:`CatalogueError` that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise CatalogueError(f"{path}: {_explanation(path, error)}") from error


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """Do all of the block or none of it."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Read everything in the block from one moment, whatever a writer does meanwhile."""
    if connection.in_transaction:
        yield
        return
    with transaction(connection, "DEFERRED"):
        yield


def _open_reader(path: Path) -> sqlite3.Connection:
    try:
        return _open(path, "mode=ro")
    except sqlite3.OperationalError:
        # In a folder that may only be read, SQLite can't make the files that tell a reader of a writer: with
        # no log beside the catalogue there is no writer either.
        if not path.is_file() or path.with_name(f"{path.name}-wal").exists():
            raise
        return _open(path, "immutable=1")


def _open(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_S, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # FULL: what a finished run wrote survives a power cut too, not only a killed process.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _version(connection: sqlite3.Connection, path: Path) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    tables: int = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if application != APPLICATION and (application or version or tables):
        raise CatalogueError(
            f"{path}: a database, but not a catalogue of riuso; name another data folder with --data"
        )
    if version > len(MIGRATIONS):
        raise CatalogueError(
            f"{path}: made by a newer riuso (catalogue version {version}, this one reads up to "
            f"{len(MIGRATIONS)}); install the newer riuso"
        )
    return version


def _brought_up_to_date(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> sqlite3.Connection:
    if not read_only:
        migrate(connection, path)
        return connection
    connection.close()
    try:
        connect(path).close()
    except CatalogueError as error:
        raise CatalogueError(
            f"{path}: made by an older riuso and must be brought up to date first: run `riuso rebuild` as a "
            f"user who may write to it ({error})"
        ) from error
    return _open_reader(path)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Run the migrations that are due, each in a transaction of its own."""
    # The order matters for a new file: WAL can't be set in a transaction, and is kept in the file.
    connection.execute("PRAGMA journal_mode = WAL")
    while True:
        with transaction(connection):
            version = _version(connection, path)
            if version >= len(MIGRATIONS):
                return
            for statement in MIGRATIONS[version]:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {version + 1}")


def _explanation(path: Path, error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"another riuso is writing to it, and was not done in {BUSY_S:.0f} s; try again later"
    if name.startswith("SQLITE_NOTADB"):
        return "not a catalogue; name another data folder with --data, or move this file away"
    if name.startswith("SQLITE_CORRUPT"):
        return f"damaged ({error}); put back the last backup of {path.name}, then run `riuso rebuild`"
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return f"can't be written ({error}); make room on the disk, then run the command again"
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")):
        return f"can't be opened for this ({error}); check the folder and who may read and write it"
    return f"SQLite says: {error}"
