"""Work on an index or a catalogue, in processes that tests kill; see ``tests/forking.py``."""

from __future__ import annotations

import itertools
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from index.build import build
from index.catalogue import Catalogue
from publiccode.harvest import read_harvest
from publiccode.run import SourceResult
from tests.index.entries import ENTRIES


def warm() -> None:
    """Read what a first build reads."""
    with TemporaryDirectory() as folder:
        build(ENTRIES, Path(folder), fingerprint="0")


def build_again_and_again(directory: str) -> int:
    """Build an index, say so, and build others in its place."""
    build(ENTRIES, Path(directory), fingerprint="0")
    say("built")
    for number in itertools.count():
        build(ENTRIES[: 4 + number % 2], Path(directory), fingerprint=f"{number:x}")
    return 0


def apply(catalogue: str, harvest: str) -> int:
    """Apply a harvest to a catalogue; say when that begins and when it has ended."""
    with Catalogue.open(Path(catalogue)) as opened, Path(harvest).open("rb") as stream:
        records = list(read_harvest(stream))
        say("begin")
        source = SourceResult("town", "https://git.example/town", "gitea", 0)
        opened.apply(records, run="big", now=datetime(2026, 1, 2, tzinfo=UTC), sources=[source])
        say("end")
    return 0


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()
