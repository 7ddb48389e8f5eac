"""Reads the gettext catalogs that lie in a package: one file a language, ``LANGUAGE.po``."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

SOURCE = "en"
"""The language that messages are written in: it needs no catalog."""


@cache
def translations(package: str, language: str) -> NullTranslations:
    """Return what translates the messages of a catalog; what has no translation comes back in English.

    ``package`` is the import name of the one that holds the catalogs, ``language`` a BCP 47 tag.
    """
    file = files(package).joinpath(f"{language}.po")
    if language == SOURCE or not file.is_file():
        return NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - 60 ms, of use only for other languages
    from babel.messages.pofile import read_po  # noqa: PLC0415 - as above

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(file.read_bytes()), locale=language.replace("-", "_")))
    compiled.seek(0)
    return _Catalog(compiled)


class _Catalog(GNUTranslations):
    """Says nothing for nothing, where gettext says the catalog's header."""

    def gettext(self, message: str) -> str:
        return super().gettext(message) if message else ""
