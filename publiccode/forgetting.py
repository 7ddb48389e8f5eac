"""People who asked to be forgotten: known by a keyed hash alone, taken out of every text that names them.

What takes the place of a value is as valid as it was: a file does not get an error because somebody is gone.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import blake2b
from typing import TYPE_CHECKING

from publiccode.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from publiccode.harvest import HarvestRecord
    from publiccode.software import Contact, Software

REMOVED = "removed"
REMOVED_EMAIL = "removed@removed.invalid"
"""In a domain that never is one (RFC 2606)."""
REMOVED_PHONE = "+00 0000000"
_TOKEN = re.compile(r"""[^\s<>"'(),;:\[\]{}|`=?&/#]+""")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_BETWEEN = re.compile(r"[ \t,]*(?:\r?\n[ \t#]*)?[ \t,]*")
_PHONE = re.compile(r"\+?\d[\d \t()./-]{4,40}\d")


_FEWEST_DIGITS = 6


class Kind(StrEnum):
    EMAIL = "email"
    NAME = "name"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Mark:
    """One value that must not be told: ``digest`` is a keyed hash, ``words`` how many a name has.

    ``publisher`` bounds it to the files of one publisher: what stood beside a person who was forgotten.
    """

    digest: str
    kind: Kind
    words: int = 1
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Everybody who is forgotten; ``key`` is the catalogue's own, so that no other's hashes fit."""

    key: bytes
    marks: frozenset[Mark] = frozenset()

    def mark(self, value: str, kind: Kind, publisher: str | None = None) -> Mark:
        normal = _normal(value, kind)
        words = normal.count(" ") + 1 if kind is Kind.NAME else 1
        return Mark(self._digest(normal, kind), kind, words, publisher)

    def knows(self, value: str | None, kind: Kind, publisher: str) -> bool:
        if not value or not _normal(value, kind):
            return False
        digest = self.mark(value, kind).digest
        return any(one.digest == digest and one.publisher in {None, publisher} for one in self.marks)

    def beside(self, software: Software | None, publisher: str) -> frozenset[Mark]:
        """Return the marks of all that is said of the contacts who are forgotten: name, e-mail, telephone."""
        found = set()
        for one in software.contacts if software else ():
            if any(self.knows(value, kind, publisher) for kind, value in _values(one)):
                found |= {self.mark(value, kind, publisher) for kind, value in _values(one) if value.strip()}
        return frozenset(found)

    def forget(self, text: str, publisher: str) -> str:
        """Return a file's text without the people who are forgotten."""
        if not self.marks:
            return text
        marks = self.marks | self.beside(validate(text).software, publisher)
        return replace(self, marks=frozenset(marks)).cut(text, publisher)

    def cut(self, text: str, publisher: str | None = None) -> str:
        """Return any text without the values that are marked; without ``publisher`` those of all of them."""
        marked = [one for one in self.marks if publisher is None or one.publisher in {None, publisher}]
        kinds = {kind: {one.digest: one.words for one in marked if one.kind is kind} for kind in Kind}
        for kind, found in kinds.items():
            if found:
                text = _replaced(text, self._spans(text, kind, found))
        return text

    def _spans(self, text: str, kind: Kind, marked: Mapping[str, int]) -> Iterator[tuple[int, int, str]]:
        if kind is Kind.NAME:
            yield from self._names(text, marked)
            return
        pattern, instead = (_TOKEN, REMOVED_EMAIL) if kind is Kind.EMAIL else (_PHONE, REMOVED_PHONE)
        for match in pattern.finditer(text):
            value = match[0].strip(".-_*")
            if (kind is Kind.PHONE or "@" in value) and self._digest(_normal(value, kind), kind) in marked:
                start = match.start() + match[0].index(value)
                yield start, start + len(value), instead

    def _names(self, text: str, marked: Mapping[str, int]) -> Iterator[tuple[int, int, str]]:
        words = list(_WORD.finditer(text))
        for count in sorted(set(marked.values()), reverse=True):
            for place in range(len(words) - count + 1):
                run = words[place : place + count]
                gaps = [text[one.end() : two.start()] for one, two in itertools.pairwise(run)]
                if not all(gap and _BETWEEN.fullmatch(gap) for gap in gaps):
                    continue
                normal = " ".join(sorted(_folded(one[0]) for one in run))
                if self._digest(normal, Kind.NAME) not in marked:
                    continue
                if "\n" in "".join(gaps):
                    yield from ((one.start(), one.end(), REMOVED) for one in run)
                else:
                    yield run[0].start(), run[-1].end(), REMOVED

    def _digest(self, normal: str, kind: Kind) -> str:
        return blake2b(f"{kind.value}\0{normal}".encode(), key=self.key, digest_size=20).hexdigest()


def kind_of(value: str) -> Kind:
    return Kind.EMAIL if "@" in value else Kind.NAME


def words_in(name: str) -> int:
    return len(_WORD.findall(name))


def without_forgotten(record: HarvestRecord, forgotten: Forgotten) -> HarvestRecord:
    """Return a harvest record without the people who are forgotten; the same one where it names none."""
    if record.text is None or not forgotten.marks:
        return record
    publisher = record.publisher.id
    text = forgotten.forget(record.text, publisher)
    if text == record.text:
        return record
    marks = forgotten.marks | forgotten.beside(record.software, publisher)
    whole = replace(forgotten, marks=frozenset(marks))
    return replace(
        record,
        text=text,
        software=validate(text).software,
        problems=tuple(
            replace(
                one, description=whole.cut(one.description, publisher), hint=whole.cut(one.hint, publisher)
            )
            for one in record.problems
        ),
    )


def without_removed(software: Software) -> Software:
    """Return a reading without contacts of whom nothing but the place is left."""
    kept = tuple(one for one in software.contacts if one.name != REMOVED and one.email != REMOVED_EMAIL)
    return software if len(kept) == len(software.contacts) else replace(software, contacts=kept)


def _values(contact: Contact) -> tuple[tuple[Kind, str], ...]:
    values = ((Kind.NAME, contact.name), (Kind.EMAIL, contact.email), (Kind.PHONE, contact.phone))
    return tuple((kind, value) for kind, value in values if value and _tells(value, kind))


def _tells(value: str, kind: Kind) -> bool:
    """Whether a value is looked for by itself: few digits are a version or a year as well."""
    return kind is not Kind.PHONE or len(_normal(value, kind)) >= _FEWEST_DIGITS


def _normal(value: str, kind: Kind) -> str:
    if kind is Kind.EMAIL:
        return _folded(value.strip())
    if kind is Kind.PHONE:
        return "".join(letter for letter in value if letter.isdigit()).lstrip("0")
    return " ".join(sorted(map(_folded, _WORD.findall(value))))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _replaced(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    end, parts = 0, []
    for start, stop, instead in sorted(spans):
        if start >= end:
            parts += [text[end:start], instead]
            end = stop
    return "".join((*parts, text[end:]))
