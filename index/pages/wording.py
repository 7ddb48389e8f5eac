"""What the interface says in a reader's language: its messages, and dates and numbers as she writes them."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal

from index.messages import msg
from index.pages.locale import translations

__all__ = ["Wording", "language_tag", "msg", "wording_of"]

# A date without a country is read by Europeans: day before month.
_LOCALES = {"en": "en_GB"}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,6}")


class Wording:
    """The wording of one language; every answer is the same for the same argument.

    A message is given in English, as a literal (so that it can be collected for translators), with
    names in braces for what is put in.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(_LOCALES.get(language, language))
        self._translations = translations(language)
        self.date = lru_cache(maxsize=20_000)(self._date)
        self.month = lru_cache(maxsize=20_000)(self._month)
        self.number = lru_cache(maxsize=20_000)(self._number)

    def say(self, message: str, **values: object) -> str:
        """Return a message in the language, with ``values`` put in."""
        return self.raw(message).format(**values)

    def raw(self, message: str) -> str:
        """Return a message in the language, names in braces and all."""
        return self._translations.gettext(message)

    def _date(self, value: str | None) -> str:
        """Return ``2026-11-22…`` as ``22 November 2026``; what is no date comes back as it is."""
        if not value or not _DATE.match(value):
            return value or ""
        try:
            return format_date(date.fromisoformat(value[:10]), "long", locale=self.locale)
        except ValueError:
            return value

    def _month(self, value: str | None) -> str:
        """Return ``2026-11…`` as ``November 2026``."""
        if not value or not _DATE.match(value):
            return value or ""
        try:
            return format_skeleton("yMMMM", date.fromisoformat(value[:10]), locale=self.locale)
        except ValueError:
            return value

    def time(self, value: str) -> str:
        """Return an RFC 3339 time as ``22 November 2026, 03:45 UTC``."""
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return value
        day = format_date(moment, "long", locale=self.locale)
        return f"{day}, {format_datetime(moment, 'HH:mm', locale=self.locale)} UTC"

    def _number(self, value: float) -> str:
        return format_decimal(value, locale=self.locale)

    def count(self, number: int, one: str, other: str, **values: object) -> str:
        """Return ``one`` or ``other`` by the language's plural rule; ``{number}`` in it is the number."""
        return self.raw_count(number, one, other).format(number=self.number(number), **values)

    def raw_count(self, number: int, one: str, other: str) -> str:
        return self._translations.ngettext(one, other, number)


@lru_cache(maxsize=32)
def wording_of(language: str) -> Wording:
    return Wording(language)


def language_tag(value: str | None) -> str | None:
    """Return a tag that is safe as a ``lang`` attribute, None where ``value`` is none."""
    if value and _TAG.fullmatch(value):
        return value.replace("_", "-")
    return None
