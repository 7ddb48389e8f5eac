"""Collects the messages of the pages, and of what they tell with others, from the code and the templates."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from babel.util import distinct

PAGES = Path(__file__).parent.parent
FOLDERS = (PAGES, *(PAGES.parent / name for name in ("history", "issues", "readiness", "watch")))
"""Where messages stand that are said in the languages of the pages."""
FILES = (
    PAGES.parent / "reasons.py",
    PAGES.parent / "catalogue" / "states.py",
    PAGES.parent / "catalogue" / "unusable.py",
)
"""Where sentences stand that are kept in English and said again on the pages."""
_KEYWORDS = {
    "say": None,
    "msg": None,
    "_": None,
    "count": (2, 3),
    "plural": (1, 2),
}
"""The names of what says a message, with the places of its forms."""
_METHODS = {".py": "python", ".html": "jinja2.ext:babel_extract"}

Message = str | tuple[str, ...]


def messages() -> dict[Message, list[str]]:
    """Return every message with the files it stands in; one with two forms as a pair."""
    found: dict[Message, list[str]] = {}
    for path in (*(path for folder in FOLDERS for path in sorted(folder.rglob("*"))), *FILES):
        if path.suffix in _METHODS and "locale" not in path.parts[len(PAGES.parent.parts) :]:
            for message in _of(path):
                found.setdefault(message, []).append(path.name)
    return {message: list(distinct(places)) for message, places in sorted(found.items(), key=_order)}


def _of(path: Path) -> list[Message]:
    method = _METHODS[path.suffix]
    options = {"trimmed": "true", "silent": "false"} if path.suffix == ".html" else None
    rows = extract(method, BytesIO(path.read_bytes()), keywords=_KEYWORDS, options=options)
    found: list[Message] = []
    for _line, message, *_rest in rows:
        if isinstance(message, tuple):
            found.append(tuple(part for part in message if part))
        elif message:
            found.append(message)
    return found


def _order(item: tuple[Message, list[str]]) -> tuple[str, ...]:
    return item[0] if isinstance(item[0], tuple) else (item[0],)
