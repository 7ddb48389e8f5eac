"""``python -m index.pages.locale`` brings every catalog up to date with the pages' code and templates."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from index.pages.locale import SOURCE, languages
from index.pages.locale.collecting import messages

FOLDER = Path(__file__).parent
_SINCE = datetime(2026, 11, 25, tzinfo=UTC)


def updated(catalog: Catalog) -> Catalog:
    """Return a catalog with all messages of today, each with its translation, if it has one."""
    fresh = Catalog(
        locale=catalog.locale,
        project="riuso pages",
        version="0",
        header_comment="# Messages of the pages of riuso.",
        creation_date=_SINCE,
        revision_date=_SINCE,
        msgid_bugs_address="https://github.com/riuso-catalogue/riuso/issues",
        last_translator="riuso",
        language_team=catalog.locale_identifier or "",
        fuzzy=False,
    )
    for message, places in messages().items():
        key = message[0] if isinstance(message, tuple) else message
        known = catalog.get(key)
        empty = ("",) * fresh.num_plurals if isinstance(message, tuple) else ""
        is_same = known is not None and known.id == message
        fresh.add(message, known.string if known is not None and is_same else empty, auto_comments=places)
    return fresh


def untranslated(catalog: Catalog) -> list[str]:
    """Return the messages without a translation, or with an empty form."""
    found = []
    for message in catalog:
        forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
        if message.id and not all(forms):
            found.append(str(message.id))
    return found


def main() -> None:
    for language in (tag for tag in languages() if tag != SOURCE):
        file = FOLDER / f"{language}.po"
        with file.open("rb") as stream:
            catalog = updated(read_po(stream, locale=language.replace("-", "_")))
        with file.open("wb") as stream:
            write_po(stream, catalog, width=100, no_location=True, sort_output=True)
        missing = untranslated(catalog)
        sys.stdout.write(f"{file}: {len(catalog)} messages, {len(missing)} without translation\n")


if __name__ == "__main__":
    main()
