"""What a reader sees instead of a value: labels of the facets' values in her language."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

LANGUAGES = ("en", "it", "fr", "de", "nl", "es")
"""The languages there are labels in."""

_NAMES = frozenset({"license", "platform", "publisher", "standard", "used-by"})
"""The facets whose values are names already."""

_STANDARDS = {"eidas": "eIDAS", "nis2": "NIS 2", "pagopa": "pagoPA"}
"""The short names of standards that are not told in capitals."""

_DATA = Path(__file__).parent / "data"


def label(facet: str, value: str, language: str = "en") -> str:
    """Return how ``value`` of ``facet`` is called in ``language`` (a BCP 47 tag), else in English.

    A value of a facet of names is its own label; another without a label comes back readable.
    """
    if facet in {"country", "publisher-country"}:
        return _territory(value, language)
    if facet in {"language", "description-language"}:
        return _language(value, language)
    for known in (_primary(language), "en"):
        found = _labels(known).get(facet, {}).get(value)
        if found:
            return found
    return value if facet in _NAMES else value.replace("-", " ").capitalize()


def standard_name(value: str) -> str:
    """Return how people call a short name of the standard (``alias:spid``); anything else as it is."""
    alias = value.removeprefix("alias:")
    if alias == value:
        return value
    from publiccode.vocabularies import SUPPORTS_ALIASES  # noqa: PLC0415 - few values need it

    return _STANDARDS.get(alias) or (alias.upper() if alias in SUPPORTS_ALIASES else alias)


def _primary(tag: str) -> str:
    return tag.replace("_", "-").split("-", 1)[0].lower()


@lru_cache(maxsize=64)
def _labels(language: str) -> dict[str, dict[str, str]]:
    path = _DATA / f"labels.{language}.toml"
    if not language.isalpha() or not path.is_file():
        return {}
    import tomllib  # noqa: PLC0415 - an index holds the labels of its values

    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - an index holds the labels of its values

    for tag in (language.replace("_", "-"), _primary(language), "en"):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return Locale("en")


def _territory(value: str, language: str) -> str:
    return str(_locale(language).territories.get(value.upper(), value))


def _language(value: str, language: str) -> str:
    reader = _locale(language)
    tag = value.replace("-", "_")
    return str(reader.languages.get(tag) or _variant(value, reader) or value)


def _variant(value: str, reader: Locale) -> str | None:
    """Return what a language without a name of its own is called: by language, script and country."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - an index holds the labels of its values

    try:
        return Locale.parse(value.replace("_", "-"), sep="-").get_display_name(reader)
    except (UnknownLocaleError, ValueError, TypeError):
        return reader.languages.get(_primary(value))
