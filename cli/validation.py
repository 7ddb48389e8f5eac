"""What ``riuso validate`` judges and which problems it tells."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.errors import CliError
from cli.local_files import LocalFiles
from publiccode.problem import Report
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """``base`` is the folder that paths in the file start from; by default the file's own."""

    base: Path | None = None
    reference: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    language: str = "en"

    def judge(self, file: str) -> Report:
        """Read a file, or standard input, and tell the problems that are asked for."""
        files = None
        if self.base is not None or file != STDIN:
            files = LocalFiles(self.base or Path(file).parent, self.base)
        report = validate(
            read_bytes(file),
            files=files,
            today=None if self.reference else datetime.now(UTC).date(),
            reference=self.reference,
            language=self.language,
        )
        problems = tuple(problem for problem in report.problems if self._is_told(problem.code))
        return Report(problems, report.software)

    def _is_told(self, code: str) -> bool:
        wanted = not self.select or any(_matches(code, part) for part in self.select)
        return wanted and not any(_matches(code, part) for part in self.ignore)


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
        if path != STDIN and Path(path).is_dir():
            found = sorted(_below(path))
            if not found:
                raise NoFileError(f"{path}: no publiccode.yml in this folder; `riuso init {path}` writes one")
            files += found
        else:
            files.append(path)
    return list(dict.fromkeys(files))


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
