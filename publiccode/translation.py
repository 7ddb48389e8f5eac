"""Messages in other languages: gettext catalogs in publiccode/locale, one file a language.

A translator edits ``publiccode/locale/LANGUAGE.po``; ``python -m publiccode.locale`` brings every catalog up
to date with the messages in the code. What has no translation is told in English.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from io import BytesIO

Translate = Callable[[str], str]
"""From an English template to that of a language, its names in braces kept."""

LANGUAGES = ("en", "it", "fr", "de", "nl", "es")
"""The languages that there are messages in, as BCP 47 tags."""


def language_for(tag: str) -> str:
    """Return the one of ``LANGUAGES`` for a tag: ``de`` for ``de-CH``, ``en`` where there is none."""
    primary = tag.replace("_", "-").partition("-")[0].lower()
    return primary if primary in LANGUAGES else "en"


def translator(tag: str) -> Translate:
    """Return what translates messages into a language; into English where there is no catalog."""
    language = language_for(tag)
    if language == "en":
        return _as_it_is
    catalog = _catalog(language)
    return lambda message: catalog.get(message, message)


def _as_it_is(message: str) -> str:
    return message


@cache
def _catalog(language: str) -> dict[str, str]:
    from babel.messages.pofile import read_po  # noqa: PLC0415 - 60 ms, of use only for other languages

    content = files("publiccode.locale").joinpath(f"{language}.po").read_bytes()
    catalog = read_po(BytesIO(content), locale=language)
    return {
        message.id: message.string
        for message in catalog
        if isinstance(message.id, str)
        and message.id
        and isinstance(message.string, str)
        and message.string
        and not message.fuzzy
    }
