"""``python -m publiccode.locale`` brings every catalog up to date with the messages in the code."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from publiccode.locale import messages
from publiccode.translation import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FOLDER = Path(__file__).parent
_SINCE = datetime(2026, 11, 22, tzinfo=UTC)


def updated(catalog: Catalog, today: Mapping[Any, Sequence[str]] | None = None) -> Catalog:
    """Return a catalog with all messages of today, each with its translation, if it has one.

    A message whose English changed is new: its old translation is left out, since it may be wrong. A pair of
    messages is what is said of one, and of any other number.
    """
    fresh = Catalog(
        locale=catalog.locale,
        project="riuso",
        version="0",
        msgid_bugs_address="https://github.com/riuso-catalogue/riuso/issues",
        header_comment="# Messages of riuso.",
        creation_date=_SINCE,
        revision_date=catalog.revision_date or _SINCE,
        last_translator=catalog.last_translator,
        language_team=catalog.language_team,
        fuzzy=False,
    )
    for message, uses in (messages() if today is None else today).items():
        known = catalog.get(message)
        fresh.add(message, known.string if known else "", auto_comments=uses)
    return fresh


def update(folder: Path, today: Mapping[Any, Sequence[str]]) -> None:
    """Bring the catalogs in a folder up to date; a language that has none yet gets one."""
    for language in LANGUAGES[1:]:
        file = folder / f"{language}.po"
        with BytesIO(file.read_bytes() if file.exists() else b"") as stream:
            catalog = updated(read_po(stream, locale=language), today)
        with file.open("wb") as stream:
            write_po(stream, catalog, width=100)
        untranslated = sum(not any(message.string or "") for message in catalog if message.id)
        sys.stdout.write(f"{file}: {len(catalog)} messages, {untranslated} without translation\n")


if __name__ == "__main__":
    update(FOLDER, messages())
