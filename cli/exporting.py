"""Where an export goes: into a file, whole or not at all, or to standard output."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from cli.output import notices
from cli.terminal import clean_block, clean_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from index.export import Format


def deliver(chunks: Iterable[bytes], form: Format, output: Path | None, *, count: int) -> None:
    """Write ``chunks`` to ``output``, or to standard output where it is None, and say what was written.

    Raises OSError where the file can't be written; the file that was there before stays then.
    """
    if output is not None:
        size = _write(chunks, output)
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


def _write(chunks: Iterable[bytes], output: Path) -> int:
    part = output.with_name(output.name + ".part")
    size = 0
    try:
        with part.open("wb") as file:
            for chunk in chunks:
                size += file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        part.replace(output)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return size
