"""Which software is which: ids, and families of mirrors, forks and variants. Values in, values out."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from slugify import slugify

from index.entry import Relation
from publiccode.repository import comparable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

MAX_SLUG = 100


def software_id(repository: str, folder: str, taken: Collection[str]) -> str:
    """Return the id of a new software: ``owner-name`` of its repository, and its folder where not the root.

    Where that is taken, six or more hexadecimal digits of the URL's SHA-1 follow.
    """
    parts = [part for part in unquote(urlsplit(repository).path).split("/") if part][-2:]
    place = f"{repository}#{folder}" if folder else repository
    digits = hashlib.sha1(place.encode(), usedforsecurity=False).hexdigest()
    slug = slugify("-".join([*parts, *folder.split("/")]), max_length=MAX_SLUG) or "software"
    candidates = (slug, *(f"{slug}-{digits[:length]}" for length in range(6, len(digits) + 1)))
    return next(candidate for candidate in candidates if candidate not in taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a software says of itself and its host says of it, as far as it tells of its relatives.

    ``digest`` is that of the text shown, ``blob`` the host's; ``url`` and ``is_based_on`` are the file's.
    """

    id: str
    name: str
    repository: str
    aliases: tuple[str, ...] = ()
    fork_of: str | None = None
    digest: str | None = None
    blob: str | None = None
    url: str | None = None
    is_based_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """``id`` derives from ``original``, which has the repository that ``id`` names."""

    id: str
    original: str
    relation: Relation

    @property
    def hides(self) -> bool:
        """Whether the two are one product, so that ``id`` is no result of its own."""
        return self.relation in {Relation.MIRROR, Relation.FORK}


def links(software: Iterable[Claims]) -> tuple[Link, ...]:
    """Return who derives from whom, sorted, at most one link between two and no chains followed.

    A file copied with its repository keeps the ``url`` of where it came from. So ``url`` naming another
    software of the catalogue is told apart: the same text is a mirror, a fork of the host or a file of the
    same name a technical fork, ``isBasedOn`` naming it as well a variant, and anything else a mistake in
    the file. A fork whose file has a ``url`` of its own went its own way: a variant.
    """
    known = list(software)
    places: dict[str, Claims] = {}
    for one in known:
        for alias in one.aliases:
            places.setdefault(comparable(alias), one)
    # Of several in one repository the first, which is the root's.
    places.update({comparable(one.repository): one for one in reversed(known)})
    found = {link for one in known for link in _links_of(one, places)}
    return tuple(sorted(found))


def _links_of(one: Claims, places: Mapping[str, Claims]) -> Iterator[Link]:
    def place(url: str | None) -> Claims | None:
        other = places.get(comparable(url)) if url else None
        # Software of one repository that names it are beside each other, not copies.
        return None if other is None or other.repository == one.repository else other

    named, forked = place(one.url), place(one.fork_of)
    bases = {base.id: base for base in map(place, one.is_based_on) if base}
    seen = set()
    for other in (named, forked):
        if other and other.id not in seen:
            seen.add(other.id)
            yield Link(
                one.id, other.id, _relation(one, other, is_named=other is named, is_base=other.id in bases)
            )
    for other in bases.values():
        if other.id not in seen:
            yield Link(one.id, other.id, Relation.VARIANT)


def _relation(one: Claims, other: Claims, *, is_named: bool, is_base: bool) -> Relation:
    same_text = (one.digest is not None and one.digest == other.digest) or (
        one.blob is not None and one.blob == other.blob
    )
    if not is_named:
        return (
            Relation.FORK if same_text or (one.url is None and _same_name(one, other)) else Relation.VARIANT
        )
    if one.fork_of is None and same_text:
        return Relation.MIRROR
    if is_base and not same_text:
        return Relation.VARIANT
    if one.fork_of is not None or _same_name(one, other):
        return Relation.FORK
    return Relation.URL_MISTAKE


def _same_name(one: Claims, other: Claims) -> bool:
    return " ".join(one.name.casefold().split()) == " ".join(other.name.casefold().split())


@dataclass(frozen=True, slots=True)
class Families:
    """``relatives`` maps an id to (other, relation, whether the other is the original); ``hidden`` holds the
    ids that are no result of their own.
    """

    relatives: Mapping[str, tuple[tuple[str, Relation, bool], ...]] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()


def families(known: Iterable[Link], *, away: Collection[str] = (), last: Collection[str] = ()) -> Families:
    """Follow the links to the end: a mirror of a fork of X belongs to X.

    ``away`` are those whose repository is not there (any more): they hide nobody. In a circle of software
    that name each other one is the original: not one in ``last`` if there is another, then the first id.
    """
    pairs = list(known)
    parents = {link.id: link for link in pairs if link.hides and link.original not in away}
    relatives: dict[str, set[tuple[str, Relation, bool]]] = defaultdict(set)
    hidden = set()
    for software, link in parents.items():
        root = _root(software, parents, last)
        if root != software:
            hidden.add(software)
            relatives[root].add((software, link.relation, False))
            relatives[software].add((root, link.relation, True))
    for link in pairs:
        if link.id in hidden and link.hides:
            continue
        if link.original in hidden and _root(link.original, parents, last) == link.id:
            continue  # the other half of a circle
        relatives[link.id].add((link.original, link.relation, True))
        relatives[link.original].add((link.id, link.relation, False))
    return Families(
        {one: tuple(sorted(found)) for one, found in sorted(relatives.items())}, frozenset(hidden)
    )


def _root(software: str, parents: Mapping[str, Link], last: Collection[str]) -> str:
    trail = [software]
    while trail[-1] in parents:
        following = parents[trail[-1]].original
        if following in trail:
            circle = trail[trail.index(following) :]
            return min(circle, key=lambda one: (one in last, one))
        trail.append(following)
    return trail[-1]
