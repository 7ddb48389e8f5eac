"""The messages of the pages in other languages: gettext catalogs, one a language, ``LANGUAGE.po`` here.

A translator copies a catalog to ``LANGUAGE.po``, translates it and names the language in a site's
configuration; ``python -m index.pages.locale`` brings every catalog up to date with the code.
"""

from __future__ import annotations

import gettext
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = "en"
"""The language that the code and the templates are written in."""


def languages() -> tuple[str, ...]:
    """Return the languages the pages can be built in, as BCP 47 tags: English first, then by tag."""
    names = (file.name for file in files(__name__).iterdir())
    return (SOURCE, *sorted(name.removesuffix(".po") for name in names if name.endswith(".po")))


@lru_cache(maxsize=32)
def translations(language: str) -> gettext.NullTranslations:
    """Return what translates the messages; what has no translation comes back in English."""
    if language == SOURCE or language not in languages():
        return gettext.NullTranslations()
    content = files(__name__).joinpath(f"{language}.po").read_bytes()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(content), locale=language.replace("-", "_")))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
