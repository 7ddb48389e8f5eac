"""Concepts and how they are called: what carries a query from one language into another.

A concept is a category, a field of work (scope) or a common thing of public administration. Documents
that declare or mention one and queries that name one meet in it, whatever their languages are. The
names are data: ``index/data/vocabulary.yml``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.analysis import fold, primary_language, stems, stop_words, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

VOCABULARY = Path(__file__).parent / "data" / "vocabulary.yml"

Layers = tuple[str, ...]
"""What stands at one position of a text: the folded word, then its stems."""


@dataclass(frozen=True, slots=True)
class Name:
    """One way to call a concept after its first word: the further words, each as its alternatives."""

    rest: tuple[tuple[str, ...], ...]
    concept: str


@dataclass(frozen=True, slots=True)
class Found:
    """``concept`` is named by the positions ``start`` to ``end`` (not included)."""

    concept: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``names`` finds the ways to call concepts by each form of their first word."""

    names: dict[str, list[Name]]
    declarable: frozenset[str]

    def find(self, rows: Sequence[Layers]) -> Iterator[Found]:
        """Yield the concepts that ``rows`` name, as often as they do; a longer name beside a shorter one."""
        for start, layers in enumerate(rows):
            for form in layers:
                for name in self.names.get(form, ()):
                    end = start + 1 + len(name.rest)
                    if end <= len(rows) and _fits(name.rest, rows[start + 1 : end]):
                        yield Found(name.concept, start, end)

    def concepts(self, rows: Sequence[Layers]) -> set[str]:
        return {found.concept for found in self.find(rows)}

    def declared(self, categories: Iterable[str], scopes: Iterable[str]) -> list[str]:
        """Return the concepts that a file's categories and scopes stand for."""
        named = [concept("category", value) for value in categories] + [
            concept("scope", value) for value in scopes
        ]
        return [one for one in named if one in self.declarable]


def concept(kind: str, value: str) -> str:
    """Return a concept's term in the index; no word begins with an equals sign."""
    return f"={kind}/{value}"


def load_vocabulary(path: Path = VOCABULARY) -> Vocabulary:
    """Read a vocabulary file: kind → concept → language → names, separated by commas."""
    # Only a build reads the file; a search takes the vocabulary its index was built with.
    import yaml  # noqa: PLC0415

    listed = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 -- both are safe
    names: defaultdict[str, dict[Name, None]] = defaultdict(dict)
    declarable = set()
    for kind, concepts in listed.items():
        for value, by_language in concepts.items():
            term = concept(kind, value)
            declarable.add(term)
            for language, said in by_language.items():
                for name in said.split(","):
                    _add(names, term, name, language)
    return Vocabulary({form: list(found) for form, found in names.items()}, frozenset(declarable))


def _add(names: defaultdict[str, dict[Name, None]], term: str, name: str, language: str) -> None:
    spoken = primary_language(language)
    found = [token for token in tokens(name) if token.word not in stop_words(spoken)] or tokens(name)
    if not found:
        return
    layered = [tuple(dict.fromkeys([fold(token.raw), *stems(token.raw, spoken)])) for token in found]
    for form in layered[0]:
        names[form][Name(tuple(layered[1:]), term)] = None


def _fits(rest: Sequence[tuple[str, ...]], rows: Sequence[Layers]) -> bool:
    return all(not set(forms).isdisjoint(layers) for forms, layers in zip(rest, rows, strict=True))
