"""What the scripts of the search say, in the interface's language; they find it in the page as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.pages.wording import msg

if TYPE_CHECKING:
    from index.pages.wording import Wording

_MESSAGES = {
    "loading": msg("Loading…"),
    "page": msg("page {page} of {pages}"),
    "goToPage": msg("Page {page}"),
    "removeFilter": msg("Remove filter: {filter}"),
    "clearAll": msg("Clear all"),
    "clearAllLabel": msg("Remove all filters"),
    "findIn": msg("Find in {facet}"),
    "findAmong": msg("Find among {number}"),
    "showAll": msg("Show all {number}"),
    "withoutFilters": msg("Without any filter"),
    "withoutWords": msg("Without the words"),
    "didYouMean": msg("Did you mean “{words}”?"),
    "in": msg("In {language}"),
    "active": msg("Active {month}"),
    "usedBy": msg("Used by {number}"),
    "invalid": msg("Newest file has errors; the last good version is shown"),
    "never-valid": msg("Its file has errors"),
    "stale": msg("Not reached lately"),
    "archived": msg("Archived by its owner"),
    "picked": msg("Ticked for comparison: {number}"),
    "pickedOne": msg("Ticked for comparison: {number}. Tick one more."),
}


def plural(one: str, other: str) -> tuple[str, str]:
    """Mark a message with two forms for those who collect messages."""
    return one, other


_COUNTED = {
    "results": plural("{number} result", "{number} results"),
    "resultsFor": plural("{number} result for “{words}”", "{number} results for “{words}”"),
    "withoutFilter": plural("Without “{filter}”: {number} result", "Without “{filter}”: {number} results"),
}


def search_words(wording: Wording) -> dict[str, object]:
    """Return each message by key; a counted one by plural category."""
    words: dict[str, object] = {key: wording.raw(message) for key, message in _MESSAGES.items()}
    for key, (one, other) in _COUNTED.items():
        forms: dict[str, str] = {}
        for number in (*range(30), 100, 1_000_000):
            forms.setdefault(wording.locale.plural_form(number), wording.raw_count(number, one, other))
        words[key] = forms
    return words
