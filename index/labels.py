"""What a reader sees instead of a value: labels of the facets' values in her language."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

LANGUAGES = ("en", "it", "fr", "de")
"""The languages there are labels in."""

_DATA = Path(__file__).parent / "data"


def label(facet: str, value: str, language: str = "en") -> str:
    """Return how ``value`` of ``facet`` is called in ``language`` (a BCP 47 tag), else in English.

    Licences, platforms and publishers are names already; a value without a label comes back readable.
    """
    if facet == "country":
        return _territory(value, language)
    if facet == "language":
        return _language(value, language)
    for known in (_primary(language), "en"):
        found = _labels(known).get(facet, {}).get(value)
        if found:
            return found
    return value if facet in {"license", "publisher", "platform"} else value.replace("-", " ").capitalize()


def _primary(tag: str) -> str:
    return tag.replace("_", "-").split("-", 1)[0].lower()


@lru_cache(maxsize=64)
def _labels(language: str) -> dict[str, dict[str, str]]:
    path = _DATA / f"labels.{language}.toml"
    if not language.isalpha() or not path.is_file():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    for tag in (language.replace("_", "-"), _primary(language), "en"):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return Locale("en")


def _territory(value: str, language: str) -> str:
    return str(_locale(language).territories.get(value.upper(), value))


def _language(value: str, language: str) -> str:
    names = _locale(language).languages
    tag = value.replace("-", "_")
    return str(names.get(tag) or names.get(_primary(value)) or value)
