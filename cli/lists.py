"""The lists that validation looks values up in: those of the data folder, and fetching newer ones."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cli.data_folder import VARIABLE, DataFolder, default_data_folder, write_atomically
from cli.errors import CliError
from publiccode.data import prefer

if TYPE_CHECKING:
    from datetime import date

_LARGEST = 64 * 1024 * 1024
"""The Italian index has about 15 MB with all its columns."""
_SECONDS = 120.0


class NoListError(CliError):
    """Raised where a source holds no list that can be used."""


def prefer_lists(data: DataFolder | None = None) -> None:
    """Have validation use the lists of a data folder, the user's by default, where they are newer."""
    folder = (data or DataFolder(Path(os.environ.get(VARIABLE) or default_data_folder()))).lists

    def read(name: str) -> str | None:
        try:
            with (folder / name).open(encoding="utf-8") as stream:
                return stream.read(_LARGEST)
        except (OSError, ValueError):
            return None

    prefer(read)


def refresh(data: DataFolder, name: str, source: str, today: date, *, accept_drop: bool) -> None:
    """Read a list from a file or URL and keep it in the data folder.

    Raises :class:`NoListError` where there is none; then the list stays as it was.
    """
    from publiccode.data.sources import KINDS, UnusableListError, refreshed  # noqa: PLC0415 - seldom needed

    content = _fetched(source) if source.startswith(("http://", "https://")) else Path(source).read_bytes()
    try:
        text = refreshed(name, content.decode("utf-8-sig"), source, today, accept_drop=accept_drop)
    except UnicodeDecodeError as error:
        raise NoListError(f"{source} is no UTF-8 text") from error
    except UnusableListError as error:
        raise NoListError(f"{source} {error}") from error
    write_atomically(data.lists / KINDS[name].file, text.encode())
    prefer_lists(data)


def _fetched(url: str) -> bytes:
    from crawler.asked import Asked, Patience, Want  # noqa: PLC0415 - Scrapy is imported where it is used
    from crawler.asking import ask  # noqa: PLC0415
    from publiccode.remote import Answer, why  # noqa: PLC0415

    answers: list[Answer] = []

    def keep(_asked: Asked, answer: Answer) -> tuple[Asked, ...]:
        answers.append(answer)
        return ()

    patience = Patience(one=_SECONDS, all=2 * _SECONDS, bytes=_LARGEST)
    ask([Asked(url, Want.FILE)], keep, own=[url], contact=os.environ.get("RIUSO_CONTACT"), patience=patience)
    if not answers[0].is_good:
        raise NoListError(f"{url} could not be read: {why(answers[0])}")
    return answers[0].start
