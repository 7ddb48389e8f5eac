"""Upgrades of files on this machine: read, upgrade, replace at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cli.data_folder import write_atomically
from cli.validation import read_bytes
from publiccode.upgrade import Upgrade, upgrade
from publiccode.upgrade.difference import difference
from publiccode.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterator


def upgrade_file(file: str, *, language: str = "en") -> tuple[str, Upgrade]:
    """Return a file's text, or standard input's, and its upgrade; nothing is written."""
    content = read_bytes(file)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return "", Upgrade("", problems=validate(content, language=language).problems)
    return text, upgrade(text, language=language)


def repair(file: Path) -> Upgrade:
    """Upgrade a file in place; nothing is written where nothing changes."""
    text, result = upgrade_file(str(file))
    if result.text != text:
        write_atomically(file, result.text.encode())
    return result


def diff(file: str, old: str, new: str) -> Iterator[str]:
    """Yield the lines of a unified diff, with their line ends, as ``git apply`` reads them."""
    return difference(Path(file).as_posix(), old, new)
