"""An entry as the index reads it: its texts by field, and how much each term of it weighs.

The weight of a term in a document is the inner sum of BM25F (Robertson, Zaragoza, Taylor 2004): over
the fields, field weight x occurrences / length normalisation. What it has of a term is its *share*, the
weight saturated. All of it follows from the document alone. The rarity of a word is applied when a query
is answered (``index.search.ranking``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from index.analysis import COMPOUNDING, fold, layers, parts, primary_language, stop_words
from index.analysis import words as words_of
from index.naming import is_place
from index.search.card import MAX_CHARACTERS, MAX_TEXTS, users_named
from index.search.fields import BODIES, FIELDS
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from index.compounds import Compounds
    from index.entry import Entry
    from index.vocabulary import Vocabulary


Terms = defaultdict[str, float]

SATURATION = 1.2
"""BM25's k1: the term weight at which a document has half of what it can get of a word."""
STEM = 0.9
"""A stem in a document counts a little less than the word as it is written."""
PART = 0.6
"""A part of a compound or of a written-together name."""
JOINED_WORDS = 3
"""So many neighbouring words of a name are also kept written together."""
DECLARED = 1.8
"""A concept that the file declares: its category, its field of work; summary and text together say more."""
COUNTRY = 0.4
"""The country of the publisher, or one that the file says it serves: many share it."""
MENTIONED = 0.6
"""A concept that a text names; for each field that does, the next is added."""
MENTIONED_IN = 0.3
"""Times the weight of the field that names a concept."""
MENTIONED_BY_USERS = 0.2
"""A concept that only the name of a user holds: what a ministry of labour uses is seldom about labour."""
BREAK = "|"
"""Stands between two texts of a field, so that no phrase runs across; no word is written so."""
_NAMES = frozenset({"name", "publisher"})
_USED_BY = "used-by"


@dataclass(frozen=True, slots=True)
class Text:
    field: str
    language: str | None
    text: str


def texts(entry: Entry) -> Iterator[Text]:
    """Yield the texts of an entry that can be searched; ``language`` is None where none is declared.

    No more than ``MAX_TEXTS`` of ``MAX_CHARACTERS``: a hostile file must not cost a build.
    """
    for text in islice(_texts(entry), MAX_TEXTS):
        yield text if len(text.text) <= MAX_CHARACTERS else replace(text, text=text.text[:MAX_CHARACTERS])


def _texts(entry: Entry) -> Iterator[Text]:
    software = entry.software
    yield Text("name", None, software.name)
    for description in software.descriptions:
        language = primary_language(description.language)
        for field, text in (
            ("name", description.localised_name),
            ("summary", description.generic_name),
            ("summary", description.short_description),
            ("description", description.long_description),
        ):
            if text:
                yield Text(field, language, text)
        for feature in description.features:
            yield Text("features", language, feature)
    yield from _about_publisher(entry)
    for field, values in (
        ("used-by", users_named(entry)),
        ("technical", software.platforms),
        ("technical", [dependency.name for dependency in software.dependencies]),
        ("technical", [software.application_suite or ""]),
    ):
        yield from (Text(field, None, value) for value in values if value)


def unshown(entry: Entry) -> dict[str, list[str]]:
    """Return what is searched of an entry and never shown as it is: names of owners, of technical parts."""
    found: dict[str, list[str]] = {"name": [], "publisher": [], "technical": []}
    for text in islice(_texts(entry), MAX_TEXTS):
        if text.language is None and text.field in found:
            found[text.field].append(text.text)
    return found


def _about_publisher(entry: Entry) -> Iterator[Text]:
    software = entry.software
    organisation = software.organisation.name if software.organisation else None
    said = (entry.publisher.name, organisation, software.repo_owner, software.main_copyright_owner)
    # One organisation under the same name in four keys is one organisation.
    for name in dict.fromkeys(name.strip() for name in said if name):
        yield Text("publisher", None, name)
    yield Text("publisher", None, " ".join(_path(entry.repository)[:-1]))
    yield Text("name", None, " ".join(_path(entry.repository)[-1:]))


def _path(repository: str) -> list[str]:
    """Return owner (with its groups) and name; of a local folder only the last two names."""
    scheme, _, rest = canonical_url(repository).partition("://")
    path = [part for part in rest.split("/")[1:] if part]
    return path[-2:] if scheme == "file" else path


@dataclass(frozen=True, slots=True)
class Document:
    """``counts`` holds the occurrences of each term by field, ``words`` what stands at each position."""

    counts: Mapping[str, Mapping[str, float]]
    lengths: Mapping[str, int]
    words: Mapping[str, list[str]]
    concepts: Mapping[str, float]


def read(entry: Entry, vocabulary: Vocabulary, compounds: Compounds) -> Document:
    """Analyse all texts of ``entry``; ``compounds`` splits words."""
    counts: defaultdict[str, Terms] = defaultdict(lambda: defaultdict(float))
    lengths: Counter[str] = Counter()
    words: defaultdict[str, list[str]] = defaultdict(list)
    mentions: defaultdict[str, set[str]] = defaultdict(set)
    languages = _languages(entry)
    for text in texts(entry):
        spoken = (text.language,) if text.language else languages
        found = words_of(text.text)
        lengths[text.field] += len(found)
        stopped = frozenset().union(*map(stop_words, spoken))
        # A function word has no stem here: German "dient" is no Dutch "diensten".
        rows = [(folded,) if (folded := fold(raw)) in stopped else layers(raw, spoken) for raw in found]
        words[text.field] += [*(stood[0] for stood in rows), BREAK]
        _count(counts[text.field], text.field, found, rows)
        _count_compounds(counts[text.field], rows, spoken, compounds)
        telling = [raw for raw in found if fold(raw) not in stopped]
        for mention in vocabulary.mentioned(telling, spoken, by_bodies=text.field in BODIES):
            mentions[mention.concept].add(text.field)
    concepts = {concept: _mentioned(concept, where) for concept, where in mentions.items()}
    for concept in vocabulary.declared(entry.software.categories, entry.software.scope):
        concepts[concept] = concepts.get(concept, 0.0) + DECLARED
    for country in vocabulary.countries((entry.publisher.country or "", *entry.software.countries)):
        concepts[country] = concepts.get(country, 0.0) + COUNTRY
    return Document(counts, lengths, words, concepts)


def _mentioned(concept: str, fields: AbstractSet[str]) -> float:
    """Return what a concept weighs that ``fields`` name."""
    if fields == {_USED_BY} and not is_place(concept):
        return MENTIONED_BY_USERS
    return MENTIONED + MENTIONED_IN * sum(FIELDS[name].weight for name in fields)


def _languages(entry: Entry) -> tuple[str, ...]:
    """Return the languages a text without a language may be in: those the file speaks."""
    return tuple(dict.fromkeys(primary_language(d.language) for d in entry.software.descriptions)) or ("en",)


def _count(counter: Terms, field: str, found: list[str], rows: list[tuple[str, ...]]) -> None:
    for raw, stood in zip(found, rows, strict=True):
        counter[stood[0]] += 1
        for stem in stood[1:]:
            counter[stem] += STEM
        for part in parts(raw):
            counter[part] += PART
    if field in _NAMES:
        for joined in _joined([stood[0] for stood in rows]):
            counter[joined] += 1


def _count_compounds(
    counter: Terms, rows: list[tuple[str, ...]], languages: Iterable[str], compounds: Compounds
) -> None:
    for language in COMPOUNDING.intersection(languages):
        for stood in rows:
            for piece in compounds.split(stood[0]):
                for form in layers(piece, (language,)):
                    counter[form] += PART


def _joined(words: list[str]) -> Iterator[str]:
    """Yield neighbours written together: who looks for openzaak means open-zaak."""
    for length in range(2, JOINED_WORDS + 1):
        for start in range(len(words) - length + 1):
            yield "".join(words[start : start + length])


def shares(document: Document) -> dict[str, float]:
    """Return what a document has of every term of it, between 0 and 1."""
    total: defaultdict[str, float] = defaultdict(float)
    for name, counter in document.counts.items():
        field = FIELDS[name]
        relative = document.lengths[name] / field.usual
        factor = field.weight / (1 - field.length_matters + field.length_matters * relative)
        for term, occurrences in counter.items():
            total[term] += factor * min(occurrences, field.most)
    weights = {**total, **document.concepts}
    return {term: weight / (weight + SATURATION) for term, weight in weights.items()}
