"""What a comparison dossier is: sections of rows, each a question with one cell a software; see docs/json.md.

Nothing here is in a language: a :class:`Message` is said by ``index.dossier.words``, a :class:`Term` by
``index.labels``. What writes a dossier (text, page, spreadsheet) reads these types and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from index.dossier.formula import Formula

VERSION = 1
"""Goes up when the shape changes."""

FEWEST, MOST = 2, 6
"""How many software one dossier compares."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as ``YYYY-MM-DD``, which is how programs have it."""

    iso: str


@dataclass(frozen=True, slots=True)
class Message:
    """Something that riuso says: a stable id, and what is put into it (numbers, days, names, more)."""

    id: str
    values: Mapping[str, str | int | float | Day | Message | Term | Translated] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Term:
    """A value of a vocabulary: ``index.labels.label(facet, value, language)`` names it."""

    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class Translated:
    """Text of riuso's own data by language (BCP 47), always in English too."""

    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """Text from a file, as it stands there; ``language`` is a BCP 47 tag, None where it has none.

    ``is_day`` says that it ought to be a day, as ISO 8601.
    """

    text: str
    language: str | None = None
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An address from a file; only http and https may become a link."""

    url: str
    text: str = ""


Value = str | int | float | bool | Day | Message | Term | Said | Link
"""Text and links come from strangers: whoever writes them escapes them."""


class CellState(StrEnum):
    """What a cell tells. What is not known is never told by an empty cell."""

    VALUE = "value"
    DECLARED_NONE = "declared-none"
    """Whoever owns it says that there is none."""
    NOT_SAID = "not-said"
    """Its owner could have said it, and did not: that is no *no*."""
    NOT_APPLICABLE = "not-applicable"
    NOT_CHECKED = "not-checked"
    """Nobody looked, or nobody could."""
    BLANK = "blank"
    """For the officer to fill in; until then it is neither zero nor *no*."""
    COMPUTED = "computed"
    """From the row's formula; empty as long as anything that it needs is blank."""


class Origin(StrEnum):
    """Where a cell's value was read."""

    FILE = "file"
    """publiccode.yml."""
    HOST = "host"
    GIT = "git"
    CLAIMS = "claims"
    CATALOGUE = "catalogue"
    """The catalogue's own memory and reckoning."""
    REGISTRY = "registry"
    """The publishers file."""
    LICENCES = "licences"
    """What is published about licences; see docs/licences.md."""
    PROFILE = "profile"
    """What law and guidelines of a country want."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """``values`` are told one a line; none unless ``state`` is ``value``.

    ``permalink`` shows the source as it was; ``as_of`` is the day on which it was seen.
    ``note`` is said beside it, whatever the state: a caution, or a hint for who fills it in.
    """

    state: CellState
    values: tuple[Value, ...] = ()
    source: Origin | None = None
    permalink: str | None = None
    as_of: str | None = None
    note: Message | None = None


class Input(StrEnum):
    """What the officer writes into a blank cell."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DAYS = "days"
    DATE = "date"
    YES_NO = "yes-no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``cells`` holds one for each column, or a single one where the row is about the whole dossier.

    ``input`` says what the blank cells take. ``formula`` gives the computed ones, from rows of any section
    by id. ``is_needed`` marks a blank that a total can't do without.
    ``differs`` is None where there is nothing to tell apart.
    """

    id: str
    question: Message
    cells: tuple[Cell, ...]
    is_shared: bool = False
    input: Input | None = None
    formula: Formula | None = None
    is_needed: bool = False
    differs: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """``rows`` stand with those that differ first, in each group in the order of the outline."""

    id: str
    title: Message
    rows: tuple[Row, ...]
    intro: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A column. ``id`` is empty for the blank one, which stands for another solution.

    ``page`` is the address of its page where the catalogue's own is known. ``is_reuse``: made for an
    administration (True), by somebody else (False), not known (None).
    """

    id: str
    name: str
    publisher: str = ""
    repository: str = ""
    page: str = ""
    is_reuse: bool | None = None

    @property
    def is_blank(self) -> bool:
        return not self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What to ask an owner, ready to send. ``languages``: the officer's, then the owner's if it is another.

    ``to`` names whom; ``about`` is what the question follows from, row ids, in the order of ``questions``.
    """

    software: str
    to: tuple[str, ...]
    languages: tuple[str, ...]
    subject: Message
    greeting: Message
    questions: tuple[Message, ...]
    about: tuple[str, ...]
    closing: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """``on`` is the day of the catalogue's last run, ``entries`` how many software it lists.

    ``permalink`` brings one back to the same comparison, None where the catalogue's address is not known.
    ``fingerprint`` names the data that it was made from (hexadecimal SHA-256 of all columns).
    ``profile`` names the country profile, None for the neutral outline. ``differing`` of ``comparable``
    rows differ.
    """

    language: str
    on: str
    entries: int
    permalink: str | None
    fingerprint: str
    subjects: tuple[Subject, ...]
    sections: tuple[Section, ...]
    letters: tuple[Letter, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    profile: str | None = None
    differing: int = 0
    comparable: int = 0
    version: int = VERSION

    def row(self, identifier: str) -> Row | None:
        """Return the row with this id, wherever it stands."""
        return next((row for one in self.sections for row in one.rows if row.id == identifier), None)
