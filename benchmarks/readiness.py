"""How the levels of the readiness parts are spread over the optional corpus."""

from __future__ import annotations

from collections import Counter
from datetime import date

from benchmarks.texts import CORPUS
from index.readiness import readiness
from tests.index.corpus import corpus_entries

ON = date(2026, 6, 1)


def run() -> list[str]:
    if not CORPUS.is_dir():
        return ["the optional corpus is absent"]
    levels: dict[str, Counter[str]] = {}
    for entry in corpus_entries(CORPUS.parent.parent):
        for part in readiness(entry, ON).parts:
            level = "not known" if part.level is None else f"level {part.level}"
            levels.setdefault(part.name, Counter())[level] += 1
    return [
        f"{name}: {', '.join(f'{level} {found[level]}' for level in sorted(found))}"
        for name, found in levels.items()
    ]
