"""What a list says: entries, and where it goes on."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.source import HostKind, SourceKind
from publiccode.publisher import Publisher


class ListError(ValueError):
    """Raised for a list that can't be read; says what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that a list names; ``publisher`` is its own, None where it belongs to the list's.

    ``text`` is its publiccode.yml where the list carries it, found at ``raw_url``; ``identifier`` is then
    what the list calls it for good.
    """

    url: str
    names: SourceKind = SourceKind.REPO
    host: HostKind | None = None
    publisher: Publisher | None = None
    text: str | None = None
    raw_url: str | None = None
    identifier: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a list, and the URLs it goes on at; ``note`` says what was wrong and passed over."""

    entries: tuple[Entry, ...]
    following: tuple[str, ...] = ()
    note: str | None = None
