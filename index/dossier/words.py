"""Says a dossier's messages in a language: ``messages.toml`` in English, gettext catalogs for the others.

What the pages say too is said as they do: what has no translation of its own is looked up among theirs.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from index.dossier.cells import TEXT_LIMIT
from index.dossier.model import CellState, Day, Link, Message, Said, Term, Translated
from index.labels import LANGUAGES, label
from index.pages.locale import translations
from index.pages.text import shorten
from index.pages.wording import wording_of
from index.readiness import words as readiness
from publiccode import catalogs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.dossier.model import Cell, Value

_PACKAGE = "index.dossier"
CATALOGS = f"{_PACKAGE}.locale"


@cache
def english() -> Mapping[str, str]:
    """Return every message in English by its id, those of readiness as the pages say them."""
    said = {
        "part": readiness.TITLES,
        "ask-part": readiness.QUESTIONS,
        "advice": readiness.ADVICE,
        "fact": readiness.FACTS,
    }
    shared = {f"{kind}.{name}": text for kind, texts in said.items() for name, text in texts.items()}
    return {**own(), **shared}


@cache
def own() -> Mapping[str, str]:
    """Return the messages that only the dossier says."""
    return tomllib.loads(files(_PACKAGE).joinpath("messages.toml").read_text(encoding="utf-8"))


def language_of(tag: str) -> str:
    """Return the language a dossier is told in for a tag: one of ``index.labels.LANGUAGES``, else English."""
    primary = tag.replace("_", "-").partition("-")[0].lower()
    return primary if primary in LANGUAGES else "en"


class Words:
    """Says messages, terms and values in one language."""

    def __init__(self, language: str) -> None:
        self.language = language_of(language)
        self._own = catalogs.translations(CATALOGS, self.language)
        self._pages = translations(self.language)
        self.template = cache(self._template)

    def __call__(self, message: str, **values: object) -> str:
        """Say a message by its id; what has no translation is said in English."""
        return self.template(message).format_map(values)

    def _template(self, message: str) -> str:
        """Return a message by its id, its names in braces and all."""
        template = english()[message]
        said = self._own.gettext(template)
        return said if said != template else self._pages.gettext(template)

    def say(self, message: Message) -> str:
        return self(message.id, **{name: self._inner(value) for name, value in message.values.items()})

    def value(self, value: Value) -> str:
        """Return a value as text: unescaped, from strangers."""
        if isinstance(value, bool):
            return self("yes" if value else "no")
        if isinstance(value, Message):
            return self.say(value)
        if isinstance(value, Term):
            return shorten(label(value.facet, value.value, self.language), TEXT_LIMIT)
        if isinstance(value, Day | Said):
            return self._stated(value)
        if isinstance(value, Link):
            return value.text or value.url
        return f"{value:g}" if isinstance(value, float) else str(value)

    def cell(self, cell: Cell) -> tuple[str, ...]:
        """Return what a cell tells, a line each; never nothing."""
        if cell.state is CellState.VALUE:
            return tuple(self.value(value) for value in cell.values)
        return (self(f"state.{cell.state.value}"),)

    def _stated(self, value: Day | Said) -> str:
        if isinstance(value, Day):
            return self.day(value.iso)
        return self.day(value.text) if value.is_day else value.text

    def day(self, iso: str) -> str:
        """Return a day as it is written in this language: ISO 8601, for programs and tables."""
        return iso

    def _inner(self, value: str | int | float | Day | Message | Term | Translated) -> str | int | float:
        if isinstance(value, Translated):
            return value.texts.get(self.language) or value.texts["en"]
        return self.value(value) if isinstance(value, Day | Message | Term) else value


class PageWords(Words):
    """Says days as a reader of the language writes them."""

    def day(self, iso: str) -> str:
        return wording_of(self.language).date(iso)


@lru_cache(maxsize=16)
def page_words_of(language: str) -> PageWords:
    return PageWords(language)


@lru_cache(maxsize=16)
def words_of(language: str) -> Words:
    return Words(language)
