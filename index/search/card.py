"""What the index keeps of a document to show it: one card a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from index.analysis import primary_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.entry import Entry

MAX_TEXTS, MAX_CHARACTERS = 1000, 20_000
"""So many texts of a software are searched, and so much of each: the standard allows 10,000 characters."""


class Card(msgspec.Struct, frozen=True, omit_defaults=True):
    """``texts`` holds what was searched by language (a BCP 47 tag, as written), for excerpts."""

    id: str
    name: str
    repository: str
    publisher: str
    publisher_id: str
    state: str
    license: str | None = None
    texts: tuple[CardText, ...] = ()
    used_by: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    others: dict[str, tuple[str, ...]] = {}
    """What else was searched, by field: it is never shown, but explains a hit."""

    def text(self, languages: tuple[str, ...]) -> CardText | None:
        """Return the texts in the first of ``languages``, else in English, else the first there are."""
        for tag in (*languages, "en"):
            wanted = tag.lower()
            for text in self.texts:
                if text.language.lower() == wanted:
                    return text
            for text in self.texts:
                if primary_language(text.language) == primary_language(tag):
                    return text
        return self.texts[0] if self.texts else None


class CardText(msgspec.Struct, frozen=True, omit_defaults=True):
    language: str
    name: str = ""
    summary: str = ""
    generic: str = ""
    """The deprecated generic name, where the summary is another text."""
    features: tuple[str, ...] = ()
    description: str = ""


def make_card(entry: Entry, others: Mapping[str, Sequence[str]]) -> bytes:
    """Return the card of an entry, its texts cut where the index stops reading them."""
    software = entry.software
    card = Card(
        id=entry.id,
        name=software.name,
        repository=entry.repository,
        publisher=entry.publisher.name,
        publisher_id=entry.publisher.id,
        state=entry.state.value,
        license=software.license,
        texts=tuple(
            CardText(
                d.language,
                _cut(d.localised_name),
                _cut(d.short_description or d.generic_name),
                _cut(d.generic_name) if d.short_description else "",
                tuple(map(_cut, d.features[:MAX_TEXTS])),
                _cut(d.long_description),
            )
            for d in software.descriptions
        ),
        used_by=users_named(entry)[:MAX_TEXTS],
        categories=software.categories,
        scope=software.scope,
        others={field: tuple(map(_cut, said[:MAX_TEXTS])) for field, said in others.items() if said},
    )
    return msgspec.msgpack.encode(card)


def users_named(entry: Entry) -> tuple[str, ...]:
    """Return the users by what the file calls them, and by the names of those that are said to use it."""
    return tuple(dict.fromkeys((*entry.software.used_by, *sorted(user.name for user in entry.users))))


def read_card(data: bytes) -> Card:
    return msgspec.msgpack.decode(data, type=Card)


def _cut(text: str | None) -> str:
    return (text or "")[:MAX_CHARACTERS]
