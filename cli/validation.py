"""What ``riuso validate`` judges and which problems it tells."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.errors import CliError
from cli.local_files import LocalFiles
from publiccode.links import Link
from publiccode.problem import Report
from publiccode.remote import Answer, remote_problems, unread
from publiccode.rules import kind_of
from publiccode.rules.codes import codes
from publiccode.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STDIN = "-"
READ_LIMIT = 16 * 1024 * 1024
"""Bytes read of one file: far above what validation accepts, far below what fills memory."""
NAMES = ("publiccode.yml", "publiccode.yaml")


class NoFileError(CliError):
    """Raised for a folder that holds no publiccode.yml."""


class NoSuchCodeError(CliError):
    """Raised for a code that no rule has."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file to judge, named as it was given. ``address`` is where it was read, for a URL.

    ``unread`` is the network's answer where it did not give the file, ``answers`` what it said of the
    addresses in the file, ``repository`` the one that holds it, as far as the URL tells.
    """

    name: str
    content: bytes | None = None
    address: str | None = None
    repository: str | None = None
    unread: Answer | None = None
    answers: tuple[tuple[Link, Answer], ...] = ()

    @classmethod
    def named(cls, name: str) -> Opened:
        """Return a file on disk, to be read when it is its turn; standard input is read at once."""
        return cls("stdin", read_bytes(STDIN)) if name == STDIN else cls(name)

    @property
    def has_text(self) -> bool:
        return self.content is not None or not is_url(self.name)

    @property
    def is_on_disk(self) -> bool:
        return self.content is None

    def read(self) -> bytes:
        return read_bytes(self.name) if self.content is None else self.content


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """``base`` is the folder that paths in the file start from, by default the file's own; ``repository`` is
    where the file is kept, by default what its URL tells.
    """

    base: Path | None = None
    repository: str | None = None
    reference: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    language: str = "en"

    def judge(self, file: Opened) -> Report:
        """Read a file and tell the problems that are asked for."""
        if file.unread is not None:
            return Report(unread(file.name, file.unread, language=self.language), None)
        report = validate(
            file.read(),
            files=self._files(file),
            repository=self.repository or file.repository,
            path=file.name,
            today=None if self.reference else datetime.now(UTC).date(),
            reference=self.reference,
            language=self.language,
        )
        away = remote_problems(file.answers, reference=self.reference, language=self.language)
        every = sorted((*report.problems, *away), key=lambda problem: (problem.line, problem.column))
        return Report(tuple(problem for problem in every if self._is_told(problem.code)), report.software)

    def _files(self, file: Opened) -> LocalFiles | None:
        if self.base is None and not file.is_on_disk:
            return None
        return LocalFiles(self.base or Path(file.name).parent, self.base)

    def _is_told(self, code: str) -> bool:
        wanted = not self.select or any(_matches(code, part) for part in self.select)
        return wanted and not any(_matches(code, part) for part in self.ignore)


def is_url(name: str) -> bool:
    """Whether a file is named by its address on the network."""
    return name.lower().startswith(("http://", "https://"))


def read_bytes(file: str) -> bytes:
    with click.open_file(file, "rb") as stream:
        content = stream.read(READ_LIMIT)
    assert isinstance(content, bytes)  # noqa: S101 - opened as bytes
    return content


def files_of(paths: Sequence[str]) -> list[str]:
    """Return the files that are meant: of a folder every publiccode.yml in it and below.

    Raises NoFileError for a folder without one. Hidden folders and links to folders are passed over.
    """
    files: list[str] = []
    for path in paths:
        if path != STDIN and not is_url(path) and Path(path).is_dir():
            found = sorted(_below(path))
            if not found:
                raise NoFileError(f"{path}: no publiccode.yml in this folder; `riuso init {path}` writes one")
            files += found
        else:
            files.append(path)
    return list(dict.fromkeys(files))


class FileOrUrl(click.Path):
    """What there is on disk, ``-``, or any http and https address."""

    def __init__(self) -> None:
        super().__init__(exists=True, allow_dash=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, str) and is_url(value):
            return value
        scheme, is_address, _ = str(value).partition("://")
        if is_address and not Path(value).exists():
            self.fail(f"{value}: of addresses only http and https can be read, not {scheme}", param, ctx)
        return super().convert(value, param, ctx)


def check_codes(given: Sequence[str]) -> None:
    """Raise NoSuchCodeError where a code, or the beginning of one, fits no rule."""
    for part in given:
        if not any(_matches(code, part) for code in codes()):
            raise NoSuchCodeError(f"no rule's code is {part} or begins with it; docs/rules.md lists them")


def _matches(code: str, part: str) -> bool:
    """Whether a code is meant: by its beginning (``legal``), or by its rule alone (``not-spdx``)."""
    return code.startswith(part) or kind_of(code) == part


def _below(folder: str) -> Iterator[str]:
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(path, name) for name in NAMES if name in names)  # noqa: PTH118 - keeps "./"
