"""Where an export goes: into a file, whole or not at all, or to standard output."""

from __future__ import annotations

import sys
from contextlib import closing
from itertools import count
from typing import TYPE_CHECKING

import click
import msgspec

from cli.data_folder import write_atomically
from cli.output import notices
from cli.terminal import clean_block, clean_json
from index.engine import open_index

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from cli.data_folder import DataFolder
    from index.entry import Entry
    from index.export import Format
    from index.query import Query

_AT_ONCE = 200
"""Hits of one page of a search: the most there are."""


def deliver(chunks: Iterable[bytes], form: Format, output: Path | None, *, count: int) -> None:
    """Write ``chunks`` to ``output``, or to standard output where it is None, and say what was written.

    Raises OSError where the file can't be written; the file that was there before stays then.
    """
    if output is not None:
        size = write_atomically(output, chunks)
        notices().line(f"{count} software as {form.summary} in {output} ({size:,} bytes)")
    elif not sys.stdout.isatty():
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    elif form.binary:
        raise click.UsageError(f"{form.summary} is nothing for a terminal; name a file with --output")
    else:
        for chunk in chunks:
            text = chunk.decode()
            click.echo(clean_json(text) if "json" in form.media_type else clean_block(text), nl=False)


def found_by(query: Query, entries: Sequence[Entry], data: DataFolder) -> list[Entry]:
    """Return those of ``entries`` that a search finds, all pages of it, in the order in which it does."""
    shown = {entry.id: entry for entry in entries}
    found: dict[str, Entry] = {}
    with closing(open_index(data.search)) as index:
        for page in count(1):
            hits = index.search(msgspec.structs.replace(query, page=page, limit=_AT_ONCE)).hits
            found |= {hit.id: shown[hit.id] for hit in hits if hit.id in shown}
            if len(hits) < _AT_ONCE:
                break
    return list(found.values())
