"""Notes to maintainers in a folder: the text of each issue, the repair beside it. Nothing is sent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

import msgspec

from cli.data_folder import write_atomically
from cli.errors import NoSuchPublisherError
from index.issues.note import Note, note_of
from publiccode.repository import comparable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from index.catalogue import Catalogue
    from index.catalogue.newest import NewestFile
    from index.entry import Entry
    from index.issues.note import Sender

LIST = "notes.json"
"""What lies in the folder, for the next time and for who sends it."""
_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,120}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFile:
    """A note in the folder: ``text`` and ``diff`` are names of files there, ``diff`` None without a repair.

    ``state`` is ``new``, ``changed`` or ``as-before``, compared with what the folder held.
    """

    id: str | None
    publisher: str
    repository: str
    file: str
    language: str
    title: str
    errors: int
    warnings: int
    digest: str
    new_issue: str | None
    text: str
    diff: str | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A note that was in the folder and no longer is: ``reason`` is ``mended`` or ``left-out``."""

    repository: str
    file: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """``looked_at`` counts files; ``left_out`` too, by reason: quiet, archived, delisted, copy."""

    folder: str
    looked_at: int
    notes: tuple[NoteFile, ...]
    closed: tuple[Closed, ...]
    left_out: Mapping[str, int]


def write_notes(
    catalogue: Catalogue,
    publishers: Iterable[str],
    folder: Path,
    sender: Sender,
    *,
    language: str | None = None,
    errors_only: bool = False,
) -> Notes:
    """Write a note for each file of the publishers in which something is wrong; others' notes stay.

    Raises :class:`NoSuchPublisherError` before anything is written.
    """
    wanted = tuple(dict.fromkeys(publishers))
    _check(wanted, [one.id for one in catalogue.publishers()])
    entries = {entry.id: entry for entry in catalogue.entries()}
    quiet = {_key(name) for name in catalogue.quiet()}
    files = [file for one in wanted for file in catalogue.newest_files(one)]
    reasons = {_place(file): _left_out(file, entries, quiet) for file in files}
    asked = [file for file in files if reasons[_place(file)] is None]
    notes = [
        note_of(file, entries.get(file.id or ""), sender, language=language, errors_only=errors_only)
        for file in asked
    ]
    found = [note for note in notes if note is not None]
    before = _read(folder)
    written = _write(found, folder, {(one.repository, one.file): one for one in before})
    gone = [
        one
        for one in before
        if one.publisher in wanted and (one.repository, one.file) not in {_place_of(note) for note in found}
    ]
    others = [one for one in before if one.publisher not in wanted]
    kept = sorted([*written, *others], key=lambda one: (one.publisher, one.repository, one.file))
    write_atomically(folder / LIST, msgspec.json.format(msgspec.json.encode(kept), indent=2) + b"\n")
    # Last: the list no longer names them.
    _remove(gone, kept, folder)
    return Notes(
        folder=str(folder),
        looked_at=len(files),
        notes=tuple(written),
        closed=tuple(_closed(one, {_place(file) for file in asked}) for one in gone),
        left_out=dict(sorted(Counter(filter(None, reasons.values())).items())),
    )


def _check(wanted: Sequence[str], known: Sequence[str]) -> None:
    for one in wanted:
        if one not in known:
            near = ", ".join(get_close_matches(one, known, n=3, cutoff=0.5))
            hint = f"did you mean {near}?" if near else "`riuso report --all` lists them"
            raise NoSuchPublisherError(f"the catalogue knows no publisher {one!r}; {hint}")


def _left_out(file: NewestFile, entries: Mapping[str, Entry], quiet: set[str]) -> str | None:
    names = (file.repository, file.id or file.repository, file.publisher.id)
    if not quiet.isdisjoint(map(_key, names)):
        return "quiet"
    if file.archived:
        return "archived"
    entry = entries.get(file.id) if file.id else None
    if file.id and entry is None:
        return "delisted"
    return "copy" if entry and entry.hidden else None


def _key(name: str) -> str:
    """Return what is the same for every spelling of an id or URL."""
    return comparable(name) or name.casefold()


def _place(file: NewestFile) -> tuple[str, str]:
    return file.repository, file.path


def _place_of(note: Note) -> tuple[str, str]:
    return note.repository, note.file


def _read(folder: Path) -> list[NoteFile]:
    """Return what the folder's list names; nothing where there is none that can be read."""
    try:
        return msgspec.json.decode((folder / LIST).read_bytes(), type=list[NoteFile])
    except (FileNotFoundError, msgspec.MsgspecError):
        return []


def _write(notes: Iterable[Note], folder: Path, before: Mapping[tuple[str, str], NoteFile]) -> list[NoteFile]:
    written = []
    for note in notes:
        known = before.get(_place_of(note))
        text, diff = f"{note.name}.md", f"{note.name}.diff" if note.diff else None
        write_atomically(folder / text, note.text.encode(errors="replace"))
        if diff:
            write_atomically(folder / diff, note.diff.encode())
        else:
            (folder / f"{note.name}.diff").unlink(missing_ok=True)
        state = "new" if known is None else "as-before" if known.digest == note.digest else "changed"
        written.append(_file(note, text, diff, state))
    return written


def _file(note: Note, text: str, diff: str | None, state: str) -> NoteFile:
    return NoteFile(
        id=note.id,
        publisher=note.publisher,
        repository=note.repository,
        file=note.file,
        language=note.language,
        title=note.title,
        errors=note.errors,
        warnings=note.warnings,
        digest=note.digest,
        new_issue=note.new_issue,
        text=text,
        diff=diff,
        state=state,
    )


def _remove(gone: Iterable[NoteFile], kept: Iterable[NoteFile], folder: Path) -> None:
    """Remove the files of notes that are no more; a list from elsewhere can't make it remove others."""
    used = {name for one in kept for name in (one.text, one.diff) if name}
    for one in gone:
        for name in (one.text, one.diff):
            if name and name not in used and _PLAIN.fullmatch(name) and name.endswith((".md", ".diff")):
                (folder / name).unlink(missing_ok=True)


def _closed(one: NoteFile, asked: set[tuple[str, str]]) -> Closed:
    reason = "mended" if (one.repository, one.file) in asked else "left-out"
    return Closed(repository=one.repository, file=one.file, title=one.title, reason=reason)
