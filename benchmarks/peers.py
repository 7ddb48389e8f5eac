"""Plain full-text search of one field, without facets, in three well-known engines: the yardsticks."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

Ask = Callable[[str], int]
"""Takes a query of words, any of which may match, and returns how many of the best ten there are."""

_WORD = re.compile(r"\w+")


def peers() -> Mapping[str, Callable[[Path, Mapping[str, str]], Ask]]:
    """Return the engines by name: each builds an index of texts by id in a folder and gives how to ask it."""
    # Whoosh last: it takes the longest.
    found: dict[str, Callable[[Path, Mapping[str, str]], Ask]] = {"SQLite FTS5": _fts5, "Whoosh": _whoosh}
    try:
        import tantivy  # noqa: F401, PLC0415 - of the dependency group "bench"
    except ImportError:
        return found
    return {"tantivy": _tantivy, **found}


def _whoosh(folder: Path, texts: Mapping[str, str]) -> Ask:
    from whoosh import fields, index  # noqa: PLC0415 - slow to import
    from whoosh.qparser import OrGroup, QueryParser  # noqa: PLC0415

    folder.mkdir()
    made = index.create_in(folder, fields.Schema(id=fields.ID(stored=True), text=fields.TEXT))
    writer = made.writer(limitmb=256)
    for identifier, text in texts.items():
        writer.add_document(id=identifier, text=text)
    writer.commit()
    searcher = made.searcher()
    parser = QueryParser("text", made.schema, group=OrGroup)
    return lambda query: len(searcher.search(parser.parse(query), limit=10))


def _fts5(folder: Path, texts: Mapping[str, str]) -> Ask:
    folder.mkdir()
    connection = sqlite3.connect(folder / "peer.sqlite")
    connection.execute("CREATE VIRTUAL TABLE peer USING fts5(id UNINDEXED, text)")
    connection.executemany("INSERT INTO peer VALUES (?, ?)", texts.items())
    connection.commit()

    def ask(query: str) -> int:
        match = " OR ".join(f'"{word}"' for word in _WORD.findall(query))
        rows = connection.execute("SELECT id FROM peer WHERE peer MATCH ? ORDER BY rank LIMIT 10", (match,))
        return len(rows.fetchall())

    return ask


def _tantivy(folder: Path, texts: Mapping[str, str]) -> Ask:
    import tantivy  # noqa: PLC0415 - of the dependency group "bench"

    folder.mkdir()
    builder: Any = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True)
    builder.add_text_field("text")
    made: Any = tantivy.Index(builder.build(), path=str(folder))
    writer = made.writer(num_threads=1)
    for identifier, text in texts.items():
        writer.add_document(tantivy.Document(id=identifier, text=text))
    writer.commit()
    made.reload()
    searcher = made.searcher()

    def ask(query: str) -> int:
        words = " ".join(_WORD.findall(query))
        return len(searcher.search(made.parse_query(words, ["text"]), 10).hits)

    return ask
