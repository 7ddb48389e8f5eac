"""A file's text without how to reach the people that it names; all else stays as it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode.upgrade.editing import CannotEditError, Edit, apply, remove, remove_entry
from publiccode.upgrade.source import UnreadableError, read
from publiccode.upgrade.tree import Mapping, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publiccode.upgrade.source import Source
    from publiccode.upgrade.tree import Entry

_REACHES = {"contacts": frozenset({"email", "phone"}), "contractors": frozenset({"email"})}


def without_people(text: str, *, names: bool) -> str | None:
    """Return the text without e-mail addresses and telephone numbers of contacts and contractors.

    Without ``names`` no contact is left at all. None where the text is written in a way that no edit can
    keep; whoever asks compares what both texts say, as an alias or a merge key can bring anything back.
    """
    body = text.removeprefix("\ufeff")
    try:
        source = read(body)
        edited = apply(body, _edits(source, names=names))
    except (CannotEditError, UnreadableError):
        return None
    return text[: len(text) - len(body)] + edited


def _edits(source: Source, *, names: bool) -> Iterator[Edit]:
    maintenance = source.root.entry("maintenance")
    if maintenance is None or not isinstance(maintenance.value, Mapping):
        return
    for key, reaching in _REACHES.items():
        entry = maintenance.value.entry(key)
        if entry is None:
            continue
        if key == "contacts" and not names:
            yield remove_entry(source, entry, source.comments_in(entry.start, source.line_end(entry.end)))
        else:
            yield from _reaching(source, entry, reaching)


def _reaching(source: Source, people: Entry, keys: frozenset[str]) -> Iterator[Edit]:
    for one in people.value.items if isinstance(people.value, Sequence) else ():
        if not isinstance(one, Mapping):
            continue
        gone = [place for place, entry in enumerate(one.entries) if entry.key.value in keys]
        if len(gone) == len(one.entries):
            raise CannotEditError
        taken = source.comments_in(one.start, source.line_end(one.end))
        first = 0 if one.flow else next(place for place in range(len(one.entries)) if place not in gone)
        if first:  # behind the dash of its list there is no line to take out: what stays moves up to it
            yield Edit(one.entries[0].start, one.entries[first].start, "")
        if gone[first:]:
            yield from remove(source, one, gone[first:], taken)
