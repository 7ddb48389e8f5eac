"""What a repository shows of the software in it, and where each fact was seen."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path

READ_LIMIT = 512 * 1024
"""Bytes read of one file; a README or a licence has far less."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A fact, and the file or command that shows it."""

    value: str
    where: str


@dataclass(slots=True, kw_only=True)
class Facts:
    """Empty or None where nothing was seen. Texts are as found: whoever prints them cleans them.

    ``licenses`` holds more than one candidate where the repository leaves it open.
    """

    name: Seen | None = None
    url: Seen | None = None
    landing_url: Seen | None = None
    version: Seen | None = None
    release_date: Seen | None = None
    logo: Seen | None = None
    licenses: list[Seen] = field(default_factory=list)
    copyright_owner: Seen | None = None
    short_description: Seen | None = None
    long_description: Seen | None = None
    features: list[str] = field(default_factory=list)
    description_language: str = ""
    languages: list[str] = field(default_factory=list)
    platforms: list[str] = field(default_factory=list)

    def fill(self, other: Facts) -> None:
        """Take from ``other`` whatever is not known yet."""
        for one in fields(self):
            if not getattr(self, one.name):
                setattr(self, one.name, getattr(other, one.name))


def read_text(file: Path) -> str:
    """Return a file's text, at most READ_LIMIT bytes of it, "" where there is none or it is no text.

    A link that leads out of the file's folder is none: what it shows is not the repository's.
    """
    try:
        if not file.is_file() or not file.resolve().is_relative_to(file.parent.resolve()):
            return ""
        with file.open("rb") as stream:
            content = stream.read(READ_LIMIT)
    except (OSError, RuntimeError):
        return ""
    if b"\0" in content:
        return ""
    return content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")


def first_file(folder: Path, *patterns: str) -> Path | None:
    """Return the first file that one of the patterns fits, letter case aside, in their order."""
    try:
        names = sorted(path.name for path in folder.iterdir() if path.is_file())
    except OSError:
        return None
    for pattern in patterns:
        for name in names:
            if Path(name.lower()).match(pattern):
                return folder / name
    return None
