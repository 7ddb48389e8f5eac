"""What the templates print: plain values made from entries, nothing left to decide but the markup."""

from __future__ import annotations

from dataclasses import dataclass

from index.pages.images import Image, ShotView
from index.pages.readiness_view import ReadinessView
from index.pages.text import Block


@dataclass(frozen=True, slots=True)
class Link:
    """A name with the page of the site behind it, if there is one; ``path`` is from the root."""

    text: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Out:
    """A way out of the site; ``url`` is None where the file's value may not become a link."""

    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Chip:
    """``tone`` is ``neutral``, ``good``, ``warn``, ``bad`` or ``quiet``."""

    text: str
    path: str | None = None
    tone: str = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One software in a list."""

    id: str
    path: str
    name: str
    summary: str
    lang: str | None
    """Of the summary, where it is not the interface's."""
    language: str
    publisher: Link
    chips: tuple[Chip, ...]
    note: Chip | None
    active: str
    """When it was last worked on, in words."""
    users: int
    initials: str
    hue: int
    logo: Image | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What the file says in one language."""

    lang: str | None
    language: str
    name: str | None
    generic_name: str | None
    summary: str
    blocks: tuple[Block, ...]
    features: tuple[str, ...]
    links: tuple[Out, ...]
    awards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One month of activity; ``height`` in hundredths of the busiest."""

    month: str
    commits: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityView:
    bars: tuple[Bar, ...]
    facts: tuple[tuple[str, str], ...]
    caption: str
    truncated: bool


@dataclass(frozen=True, slots=True)
class VitalityView:
    """``parts`` are name, points and evidence; ``limit`` says why the score is lower than their sum."""

    score: int
    on: str
    parts: tuple[tuple[str, str, str], ...]
    limit: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the facts: a term and what there is to say, as links, chips or text."""

    term: str
    links: tuple[Link, ...] = ()
    outs: tuple[Out, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class LicenceView:
    """``groups`` are a heading and lines each; none where nobody read the licence for us."""

    link: Link
    kind: tuple[str, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    text: Out | None


@dataclass(frozen=True, slots=True)
class Original:
    """A file to download, by its path from the root of the site; not whole where people are left out."""

    path: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class FitView:
    """Whether it may be given out under ``licence``; ``tone`` as in :class:`Chip`."""

    licence: str
    verdict: str
    tone: str


@dataclass(frozen=True, slots=True)
class UserView:
    """``told`` says who says so, with the way to it, if there is one; ``since`` is a day in words."""

    link: Link
    told: Out
    since: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version of the file; ``verdict`` says in words whether it had errors."""

    first_seen: str
    commit: str
    verdict: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class ContractorView:
    name: Out
    until: str
    has_ended: bool


@dataclass(frozen=True, slots=True)
class DependencyView:
    kind: str
    name: str
    version: str
    optional: bool


@dataclass(frozen=True, slots=True)
class ProblemView:
    level: str
    line: int
    key: str
    description: str
    hint: str
    code: str
    language: str
    """That it is worded in."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader must know before the rest; ``tone`` as in :class:`Chip`."""

    tone: str
    title: str
    text: str
    problems: tuple[ProblemView, ...] = ()
    language: str = ""
    """Of the text, where it may be another than the reader's."""


@dataclass(frozen=True, slots=True)
class RelativeView:
    """``pick`` names it to the comparison."""

    link: Link
    text: str
    pick: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchData:
    """What Pagefind is told of a page beside its text."""

    filters: tuple[tuple[str, str], ...]
    subjects: str
    """The names of its categories and fields of work, to be found by."""
    facts: str
    released: str
    activity: str
    users: int
    vitality: int
    name: str
    owners: str
    synonyms: str
    """Words of other languages for what it is about."""
    about: str
    """A token for each thing that it is much about, see :mod:`index.pages.meanings`."""
    touched: str
    """And for what it is about besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftwareView:
    id: str
    name: str
    summary: str
    initials: str
    hue: int
    logo: Image | None
    publisher: Link
    text: Text | None
    other_texts: tuple[Text, ...]
    chips: tuple[Chip, ...]
    actions: tuple[Out, ...]
    notice: Notice | None
    glance: tuple[Row, ...]
    publishing: tuple[Row, ...]
    shown_on: str
    """The day on which the version shown was fetched."""
    licence: str
    licences: tuple[LicenceView, ...]
    fits: tuple[FitView, ...]
    """Under what else it may be given out, merged into other work."""
    readiness: ReadinessView | None
    versions: tuple[VersionView, ...]
    """Newest first."""
    more_versions: int
    used_by: tuple[str, ...]
    users: tuple[UserView, ...]
    """Who is said to use it, from all sources; where nobody asked, ``used_by`` alone is known."""
    more_users: int
    """Beside those shown in ``users`` or ``used_by``."""
    document: str
    codemeta: str
    """Where all of it is as JSON, from the root of the site."""
    original: Original | None
    contractors: tuple[ContractorView, ...]
    contacts: tuple[str, ...]
    maintenance: str
    dependencies: tuple[DependencyView, ...]
    supports: tuple[Out, ...]
    audience: tuple[Row, ...]
    family: tuple[RelativeView, ...]
    similar: tuple[RelativeView, ...]
    pick: str
    """What names it to the comparison."""
    compared: str | None
    """The page that compares it with the most similar, from the root of the language."""
    shots: tuple[ShotView, ...]
    pictures: tuple[Out, ...]
    """Ways to screenshots that do not lie with the site, and to videos."""
    activity: ActivityView | None
    vitality: VitalityView | None
    problems: tuple[ProblemView, ...]
    is_newest: bool
    """Whether the version shown is the newest file, which the problems are of."""
    provenance: tuple[Row, ...]
    search: SearchData | None
    """None for a mirror or a technical fork, which is never a result."""
