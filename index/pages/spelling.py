"""The words that the search in the browser may suggest for one that is not found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from index.analysis import words
from index.pages.text import clean

if TYPE_CHECKING:
    from index.pages.site import Site
    from index.pages.writing import Writer

_MOST = 4000
_SHORTEST = 4


def write_spelling(writer: Writer, site: Site) -> None:
    """Write the words of names, publishers, categories and summaries, the most frequent first."""
    counted: Counter[str] = Counter()
    for entry in site.listed.values():
        own = entry.software.description((site.language,))
        said = [entry.software.name, entry.publisher.name, (own.short_description if own else None) or ""]
        said += [site.label("category", value) for value in entry.software.categories]
        counted.update({word.lower() for text in said for word in words(clean(text[:2000]))})
    known = [
        word
        for word, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        if len(word) >= _SHORTEST and word.isalpha()
    ]
    writer.script("search/spelling.js", "riusoSpelling", known[:_MOST])
