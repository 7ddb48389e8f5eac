"""People who are forgotten, in the files beside the catalogue."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cli.data_folder import REPORT
from cli.mirroring import PICTURES_LOG
from publiccode.forgetting import without_forgotten
from publiccode.harvest import encode_record, read_harvest
from publiccode.run import HARVEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cli.data_folder import DataFolder
    from publiccode.forgetting import Forgotten

_TOLD = (REPORT, "crawl.json", "crawl.log", PICTURES_LOG)
"""What else a run's folder holds that can quote a file."""
_REWRITTEN = ("catalogue.sqlite", "search", "runs", "lock")
_MOST_BYTES = 64 * 1024 * 1024


def without_forgotten_people(folder: Path, forgotten: Forgotten) -> bool:
    """Take the people who are forgotten out of a run's harvest and reports; say whether they were in it.

    Each file is replaced at once or stays. Raises :class:`publiccode.harvest.HarvestError`.
    """
    if not forgotten.marks:
        return False
    found = [_told(folder / name, forgotten) for name in _TOLD if (folder / name).is_file()]
    if (folder / HARVEST).is_file():
        found.append(_harvest(folder / HARVEST, forgotten))
    return any(found)


def still_named(who: str, data: DataFolder) -> tuple[str, ...]:
    """Return the files of the data folder that still name a person, of those that people write or bring."""
    wanted = " ".join(who.casefold().split())
    found = []
    for path in sorted(_others(data.path)):
        text = path.read_bytes()[:_MOST_BYTES].decode("utf-8", "replace")
        if wanted in " ".join(text.casefold().split()):
            found.append(str(path.relative_to(data.path)))
    return tuple(found)


def _others(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        top = path.relative_to(folder).parts[0]
        kept = top == "runs" and path.name == "harvest.unreadable.jsonl"
        if path.is_file() and not path.is_symlink() and (kept or not top.startswith(_REWRITTEN)):
            yield path


def _harvest(path: Path, forgotten: Forgotten) -> bool:
    part = path.with_name(path.name + ".forgetting")
    changed = False
    with path.open("rb") as old, part.open("wb") as new:
        for record in read_harvest(old):
            kept = without_forgotten(record, forgotten)
            changed = changed or kept is not record
            new.write(encode_record(kept))
        new.flush()
        os.fsync(new.fileno())
    _put(part, path, changed=changed)
    return changed


def _told(path: Path, forgotten: Forgotten) -> bool:
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    kept = forgotten.cut(text)
    if kept == text:
        return False
    part = path.with_name(path.name + ".forgetting")
    part.write_text(kept, encoding="utf-8", errors="surrogateescape")
    _put(part, path, changed=True)
    return True


def _put(part: Path, path: Path, *, changed: bool) -> None:
    if not changed:
        part.unlink()
        return
    # A harvest that is not applied yet is dated by its file.
    seen = path.stat()
    os.utime(part, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    part.replace(path)
