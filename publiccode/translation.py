"""Messages in other languages: gettext catalogs in publiccode/locale, one file a language.

A translator edits ``publiccode/locale/LANGUAGE.po``; ``python -m publiccode.locale`` brings every catalog up
to date with the messages in the code. What has no translation is told in English.
"""

from __future__ import annotations

from collections.abc import Callable

from publiccode.catalogs import translations

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
    return translations("publiccode.locale", language_for(tag)).gettext
