"""Catalogues of any size that keep the term statistics of the real files.

Each made-up software takes its shape from a real one: the same languages, fields and lengths, categories,
licence and so on. Its words are drawn anew from all that the real files say in that language and field, as
often as they do, and one in fifty is a word that nobody has used, so that the number of words grows as it
does in real text.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.texts import CORPUS
from tests.index.corpus import corpus_entries

if TYPE_CHECKING:
    from index.entry import Entry
    from publiccode.software import Description

_NEW = 0.02
_SYLLABLES = (
    *("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo"),
    *("lan", "mer", "tis", "kon", "dar", "gel"),
)
_WORD = re.compile(r"\w+")
_FIELDS = ("localised_name", "generic_name", "short_description", "long_description")


def corpus_like(count: int, *, seed: int = 7) -> list[Entry]:
    """Return ``count`` entries, the same for the same seed; FileNotFoundError without the corpus."""
    models = corpus_entries(CORPUS.parent.parent)
    said = _words_of(models)
    chance = random.Random(seed)
    return [_one(chance, chance.choice(models), said, number) for number in range(count)]


def _words_of(models: list[Entry]) -> dict[tuple[str, str], list[str]]:
    said: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in models:
        for d in entry.software.descriptions:
            for field in _FIELDS:
                said[d.language, field] += _WORD.findall(getattr(d, field) or "")
            said[d.language, "features"] += [w for feature in d.features for w in _WORD.findall(feature)]
    return said


def _one(chance: random.Random, model: Entry, said: dict[tuple[str, str], list[str]], number: int) -> Entry:
    software = model.software
    name = f"{''.join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).capitalize()} {software.name}"
    described = tuple(_described(chance, d, said) for d in software.descriptions)
    return replace(
        model,
        id=f"made-up-{number:06}",
        software=replace(software, name=name[:80], descriptions=described),
        repository=f"https://code.example/{model.publisher.id}/made-up-{number}",
    )


def _described(chance: random.Random, d: Description, said: dict[tuple[str, str], list[str]]) -> Description:
    def text(old: str | None, field: str) -> str | None:
        words = said[d.language, field]
        return " ".join(_word(chance, words) for _ in _WORD.findall(old)) if old and words else old

    return replace(
        d,
        localised_name=text(d.localised_name, "localised_name"),
        generic_name=text(d.generic_name, "generic_name"),
        short_description=text(d.short_description, "short_description"),
        long_description=text(d.long_description, "long_description"),
        features=tuple(text(feature, "features") or "" for feature in d.features),
    )


def _word(chance: random.Random, words: list[str]) -> str:
    return "".join(chance.choices(_SYLLABLES, k=4)) if chance.random() < _NEW else chance.choice(words)
