"""What validate, upgrade and init say beside the problems themselves, all in one place to be translated.

A pair is what is said of one, and of any other number.
"""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations

from publiccode import catalogs
from publiccode.translation import language_for

VALID = "valid"
NOT_VALID = "not valid"
ERRORS = "{count} error", "{count} errors"
WARNINGS = "{count} warning", "{count} warnings"
REPAIRED = "{done} repaired, {asks} for you to decide (`riuso upgrade {file}` lists them)"
ASKING = "Asking the network"

LINE = "line"
KEY = "key"
PROBLEM = "what is wrong"
TO_DO = "what to do"
ERROR = "error"
WARNING = "warning"

DONE = "done"
DECIDE = "decide"
UNREADABLE = "can't be read"
UPGRADED = "{done} done, {asks} for you to decide"

ASK_NAME = "Name of the software"
ASK_URL = "Address of the repository (https://…)"
ASK_PLATFORMS = "Platforms, with commas between them (of {values}, or others)"
ASK_STATUS = "Development status"
ASK_TYPE = "Kind of software"
ASK_SHORT = "What it does, in at most 150 characters"
ASK_LONG = "What it does for whom, in at least 150 characters"
ASK_FEATURES = "Features, with semicolons between them"
ASK_LICENCE = "Licence (an SPDX id, such as EUPL-1.2)"
ASK_MAINTENANCE = "Who maintains it"
ASK_READY = "Can it be translated without changing its code (true or false)"
ASK_LANGUAGES = "Languages of its user interface, with commas between them"
ASK_LANGUAGE = "Language of the description (a tag such as en or pt-BR)"
ASK_PERSON = "Name of a person to turn to"
ASK_EMAIL = "E-mail address"
ASK_CONTRACTOR = "Name of the contractor"
ASK_UNTIL = "Last day of the contract (YYYY-MM-DD)"

EXAMPLE_LONG = "What it does for whom, and what makes it special, in at least 150 characters."
EXAMPLE_FEATURE = "What a user can do with it"
NO_LICENCE = "the SPDX id of the licence; no licence was found"
LICENCES = "{names}: the repository leaves it open"
OR = "or"
TRUE_IF = "true, if it can be translated without changing its code"

ANSWER = "your answer"
NEWEST = "the newest version"
TRANSLATIONS = "translations"
STILL_MISSING = "Still missing"
COMMENTS = "comments in {file} show where"
WRITTEN = "written"
A_VALID_FILE = "a valid file"
TO_ADD = "{count} key to add, then: riuso validate {file}", "{count} keys to add, then: riuso validate {file}"


class Words:
    """Says the messages of this module in one language, English where ``catalog`` has no translation."""

    def __init__(self, language: str = catalogs.SOURCE, catalog: NullTranslations | None = None) -> None:
        self.language = language
        self._catalog = catalog or NullTranslations()

    def __call__(self, message: str, **names: object) -> str:
        return self._catalog.gettext(message).format_map(names)

    def count(self, number: int, pair: tuple[str, str], **names: object) -> str:
        """Say how many there are."""
        return self._catalog.ngettext(*pair, number).format_map({"count": number, **names})


@cache
def words(tag: str) -> Words:
    """Return the words of a language; those of English where there is no catalog."""
    language = language_for(tag)
    return Words(language, catalogs.translations("cli.locale", language))
