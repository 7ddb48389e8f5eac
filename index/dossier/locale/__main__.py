"""``python -m index.dossier.locale`` brings every catalog up to date with ``messages.toml``."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po, write_po

from index.dossier.words import own
from index.labels import LANGUAGES
from index.pages.locale import translations
from publiccode.locale.__main__ import updated

FOLDER = Path(__file__).parent


def messages() -> dict[str, list[str]]:
    """Return every message that only the dossier says, with the ids that say it."""
    found: dict[str, list[str]] = {}
    for identifier, message in own().items():
        found.setdefault(message, []).append(identifier)
    return found


def main() -> None:
    for language in LANGUAGES[1:]:
        pages = translations(language)
        mine = {one: uses for one, uses in messages().items() if pages.gettext(one) == one}
        file = FOLDER / f"{language}.po"
        content = file.read_bytes() if file.exists() else b""
        catalog = updated(read_po(BytesIO(content), locale=language), mine)
        with file.open("wb") as stream:
            write_po(stream, catalog, width=100)
        missing = sum(1 for message in catalog if message.id and not message.string)
        sys.stdout.write(f"{file}: {len(catalog)} messages, {missing} without translation\n")


if __name__ == "__main__":
    main()
