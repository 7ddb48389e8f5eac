"""The messages of the pages in other languages: gettext catalogs, one a language, ``LANGUAGE.po`` here.

A translator copies a catalog to ``LANGUAGE.po``, translates it and names the language in a site's
configuration; ``python -m index.pages.locale`` brings every catalog up to date with the code.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from publiccode import catalogs
from publiccode.catalogs import SOURCE

if TYPE_CHECKING:
    from gettext import NullTranslations

__all__ = ["SOURCE", "languages", "translations"]


def languages() -> tuple[str, ...]:
    """Return the languages the pages can be built in, as BCP 47 tags: English first, then by tag."""
    names = (file.name for file in files(__name__).iterdir())
    return (SOURCE, *sorted(name.removesuffix(".po") for name in names if name.endswith(".po")))


def translations(language: str) -> NullTranslations:
    """Return what translates the messages; what has no translation comes back in English."""
    return catalogs.translations(__name__, language if language in languages() else SOURCE)
