"""Concepts and how they are called: what carries a query from one language into another.

A concept is a category, a field of work (scope) or a common thing of public administration. Documents
that declare or mention one and queries that name one meet in it, whatever their languages are. The
names are data: ``index/data/vocabulary.yml``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from index.analysis import COMPOUNDING, fold, primary_language, stems, stop_words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

VOCABULARY = Path(__file__).parent / "data" / "vocabulary.yml"

Forms = tuple[str, ...]
"""One word: itself folded, then ``language:stem`` for each language it may be in."""


class Name(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One way to call a concept, after its first word."""

    rest: tuple[Forms, ...]
    concept: str


@dataclass(frozen=True, slots=True)
class Found:
    """``concept`` is named by the positions ``start`` to ``end`` (not included).

    ``is_exact`` tells that every word is the name's own, not one with the same stem.
    """

    concept: str
    start: int
    end: int
    is_exact: bool


class Vocabulary(msgspec.Struct, frozen=True):
    """``names`` finds the ways to call concepts by each form of their first word.

    ``declarable`` holds all concepts, ``languages`` those of the names, and ``pieces`` all words of the
    names in languages that write compounds.
    """

    names: dict[str, list[Name]]
    declarable: set[str]
    languages: tuple[str, ...]
    pieces: set[str]

    @property
    def words(self) -> set[str]:
        """The single words that name a concept."""
        alone = {form for form, names in self.names.items() if not all(name.rest for name in names)}
        return {form for form in alone if ":" not in form}

    def single_names(self) -> dict[str, set[str]]:
        """Return for each concept the words and stems that name it alone."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for form, names in self.names.items():
            for name in names:
                if not name.rest:
                    found[name.concept].add(form.rpartition(":")[2])
        return dict(found)

    def find(self, rows: Sequence[Forms]) -> Iterator[Found]:
        """Yield the concepts that ``rows`` name, wherever they do."""
        for start, forms in enumerate(rows):
            for form in forms:
                for name in self.names.get(form, ()):
                    end = start + 1 + len(name.rest)
                    following = rows[start + 1 : end]
                    if len(following) == len(name.rest) and _fits(name.rest, following):
                        is_exact = form == forms[0] and all(
                            own[0] == said[0] for own, said in zip(name.rest, following, strict=True)
                        )
                        yield Found(name.concept, start, end, is_exact)

    def understood(self, rows: Sequence[Forms]) -> list[Found]:
        """Return what a query names: of what overlaps, the longest and then the exact."""
        found = list(self.find(rows))
        return [one for one in found if not any(_beats(other, one) for other in found)]

    def declared(self, categories: Iterable[str], scopes: Iterable[str]) -> list[str]:
        """Return the concepts that a file's categories and scopes stand for."""
        named = [concept("category", value) for value in categories]
        named += [concept("scope", value) for value in scopes]
        return [one for one in named if one in self.declarable]


def concept(kind: str, value: str) -> str:
    """Return a concept's term in the index; no word begins with an equals sign."""
    return f"={kind}/{value}"


@lru_cache(maxsize=200_000)
def forms(raw: str, languages: tuple[str, ...]) -> Forms:
    """Return the forms by which a word of a text in ``languages`` is compared with names."""
    stemmed = (f"{language}:{stem}" for language in languages for stem in stems(raw, language))
    return (fold(raw), *dict.fromkeys(stemmed))


@lru_cache(maxsize=2)
def load_vocabulary(path: Path = VOCABULARY) -> Vocabulary:
    """Read a vocabulary file (kind → concept → language → names, separated by commas); not to be changed."""
    # Only a build reads the file; a search takes the vocabulary its index was built with.
    import yaml  # noqa: PLC0415

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    listed = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 -- both are safe loaders
    names: defaultdict[str, dict[Name, None]] = defaultdict(dict)
    declarable: set[str] = set()
    languages: set[str] = set()
    pieces: set[str] = set()
    for kind, concepts in listed.items():
        for value, by_language in concepts.items():
            term = concept(kind, value)
            declarable.add(term)
            languages.update(by_language)
            for language, said in by_language.items():
                for name in said.split(","):
                    _add(names, term, name, primary_language(language))
                if language in COMPOUNDING:
                    pieces.update(map(fold, words(said)))
    listed_names = {form: list(found) for form, found in names.items()}
    return Vocabulary(listed_names, declarable, tuple(sorted(languages)), pieces)


def _add(names: defaultdict[str, dict[Name, None]], term: str, name: str, language: str) -> None:
    said = words(name)
    telling = [raw for raw in said if fold(raw) not in stop_words(language)] or said
    if telling:
        first, *rest = (forms(raw, (language,)) for raw in telling)
        for form in first:
            names[form][Name(tuple(rest), term)] = None


def _fits(rest: Sequence[Forms], rows: Sequence[Forms]) -> bool:
    return all(not set(own).isdisjoint(said) for own, said in zip(rest, rows, strict=True))


def _beats(one: Found, other: Found) -> bool:
    covers = one.start <= other.start and other.end <= one.end
    if one.end - one.start > other.end - other.start:
        return covers and one.is_exact >= other.is_exact
    return covers and one.is_exact and not other.is_exact
