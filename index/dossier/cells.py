"""Makes cells, so that each has a state, a source, a permalink and a day."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from index.dossier.model import Cell, CellState, Message, Origin, Said
from index.pages.links import web_url
from index.pages.text import shorten
from index.pages.wording import language_tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.dossier.candidate import Candidate
    from index.dossier.model import Value
    from index.entry import Entry

TEXT_LIMIT = 600
MOST_VALUES = 40
_PINNED = {
    "github": "blob/{commit}/{path}",
    "gitlab": "-/blob/{commit}/{path}",
    "gitea": "src/commit/{commit}/{path}",
    "bitbucket": "src/{commit}/{path}",
}
"""Where each hosting software shows a file as it was."""


def in_file(candidate: Candidate, *values: Value | None, note: Message | None = None) -> Cell:
    """Return what publiccode.yml says; without a value its owner did not say it."""
    return _told(Origin.FILE, candidate, values, CellState.NOT_SAID, note)


def on_host(candidate: Candidate, *values: Value | None, note: Message | None = None) -> Cell:
    """Return what the hosting software says; without a value nobody asked it."""
    return _told(Origin.HOST, candidate, values, CellState.NOT_CHECKED, note)


def in_git(candidate: Candidate, *values: Value | None, note: Message | None = None) -> Cell:
    return _told(Origin.GIT, candidate, values, CellState.NOT_CHECKED, note)


def in_catalogue(
    candidate: Candidate, *values: Value | None, day: str | None = None, note: Message | None = None
) -> Cell:
    cell = _told(Origin.CATALOGUE, candidate, values, CellState.NOT_CHECKED, note)
    return Cell(state=cell.state, values=cell.values, source=cell.source, as_of=day or cell.as_of, note=note)


def declared_none(candidate: Candidate, note: Message | None = None) -> Cell:
    """Return that the file says: there is none."""
    found = in_file(candidate, True)
    return Cell(
        state=CellState.DECLARED_NONE,
        source=found.source,
        permalink=found.permalink,
        as_of=found.as_of,
        note=note,
    )


def not_checked(note: Message | None = None) -> Cell:
    return Cell(state=CellState.NOT_CHECKED, note=note)


def blank(note: Message | None = None) -> Cell:
    return Cell(state=CellState.BLANK, note=note)


def shared(*values: Value, origin: Origin = Origin.CATALOGUE, day: str | None = None) -> Cell:
    """Return the only cell of a row that is about the whole dossier."""
    return Cell(state=CellState.VALUE, values=values, source=origin, as_of=day)


def text(value: str | None, language: str | None = None) -> Said | None:
    """Return a stranger's text, bounded; None where nothing is left of it."""
    short = shorten(value or "", TEXT_LIMIT)
    return Said(short, language_tag(language)) if short else None


def texts(values: Iterable[str], language: str | None = None) -> tuple[Said, ...]:
    return tuple(said for said in (text(value, language) for value in values) if said)


def distinct(values: Iterable[Value]) -> tuple[Value, ...]:
    """Return each value once; messages can't be hashed."""
    found: list[Value] = []
    for value in values:
        if value not in found:
            found.append(value)
    return tuple(found)


_web = lru_cache(4096)(web_url)


def permalink(entry: Entry) -> str | None:
    """Return where a reader finds the file as the catalogue read it, the newest where a host has no such."""
    pinned = _PINNED.get(entry.host)
    if pinned and entry.commit and entry.shown_is_newest and entry.commit.isalnum():
        url = f"{entry.repository}/{pinned.format(commit=entry.commit, path=entry.path)}"
        return _web(url) or _web(entry.raw_url)
    return _web(entry.raw_url)


def _told(
    origin: Origin,
    candidate: Candidate,
    values: tuple[Value | None, ...],
    otherwise: CellState,
    note: Message | None,
) -> Cell:
    entry = candidate.entry
    known = tuple(value for value in values if value is not None and value != "")
    seen = entry.last_seen if entry.shown_is_newest or origin is not Origin.FILE else entry.shown_fetched_at
    more = len(known) - MOST_VALUES
    shown = known if more <= 0 else (*known[:MOST_VALUES], Message("more", {"number": more}))
    return Cell(
        state=CellState.VALUE if known else otherwise,
        values=shown,
        source=origin if known or otherwise is not CellState.NOT_CHECKED else None,
        permalink=permalink(entry) if origin is Origin.FILE else _web(entry.repository),
        as_of=seen[:10] if known or otherwise is not CellState.NOT_CHECKED else None,
        note=note,
    )
