"""One table from what can go wrong to what is said and how the command ends.

Exit codes: 0 fine, 1 what was examined is not fine, 2 a call that can't be carried out, 130 interrupted.
``riuso crawl`` has three more, which its report carries.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.advice import completed
from cli.terminal import clean_block
from crawler.errors import CrawlerError
from index.errors import RiusoIndexError
from index.query import QueryError
from publiccode.moments import rfc3339

if TYPE_CHECKING:
    from collections.abc import Mapping

FINE = 0
NOT_FINE = 1
WRONG_CALL = 2
DROP_HELD = 5
INTERRUPTED = 130
PIPE_CLOSED = 141
"""What a shell reports for a program that ended because its reader left (128 + SIGPIPE)."""

DEBUG = "RIUSO_DEBUG"
_LOG_LIMIT = 1_000_000


class CliError(Exception):
    """The base of all errors that the command line raises on purpose."""


class PipeClosedError(Exception):
    """Raised where the reader of a stream left. No OSError: of those Click makes an exit code of its own."""


class LockedError(CliError):
    """Raised where another riuso is writing in the data folder."""


class NotWritableError(CliError):
    """Raised where nothing can be written in the data folder."""


class ConfigurationError(CliError):
    """Raised for a configuration file that can't be read or followed; the message names the place."""


class NothingToCrawlError(CliError):
    """Raised by a crawl that was given no publishers and remembers none."""


class WrongTargetError(CliError):
    """Raised for a URL or folder that can't be crawled."""


class NoCatalogueError(CliError):
    """Raised where a command needs a catalogue and the data folder has none."""


class NoAdoptionError(CliError):
    """Raised where a command needs to know who uses what, and that was not made yet."""


class NoSuchOrganisationError(CliError):
    """Raised for an organisation or place that nothing is known of, or a name that means several."""


class NoSuchSoftwareError(CliError):
    """Raised for an id or URL that the catalogue doesn't know."""


class NoSuchPublisherError(CliError):
    """Raised for an id of a publisher that the catalogue doesn't know."""


class NoSuchRunError(CliError):
    """Raised for a run that the catalogue doesn't know."""


class NotPublishedError(CliError):
    """Raised when a crawl was told whose results could not be written; the message says how to go on."""


class HeldBackError(CliError):
    """Raised where pages were asked for that the drop guard holds back."""


EXIT_CODES: Mapping[type[Exception], int] = {
    NoSuchSoftwareError: NOT_FINE,
    NoSuchRunError: NOT_FINE,
    NoSuchPublisherError: NOT_FINE,
    NoSuchOrganisationError: NOT_FINE,
    HeldBackError: DROP_HELD,
    CliError: WRONG_CALL,
    CrawlerError: WRONG_CALL,
    RiusoIndexError: WRONG_CALL,
    QueryError: WRONG_CALL,
    # A disk that is full, a folder without permission, a port that is taken.
    OSError: WRONG_CALL,
}
"""The first class that an error is an instance of decides."""


def exit_code(error: Exception) -> int | None:
    """Return how a command ends that met ``error``; None for an error nobody foresaw."""
    return next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), None)


def message(error: Exception) -> str:
    """Return what to tell the user of an error that was foreseen."""
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror}"
    return str(error)


def told(error: Exception, option: str = "") -> tuple[str, int] | None:
    """Return what to print of ``error`` and the exit code; None for an error nobody foresaw.

    ``option`` is what the commands that a message advises lack: the packages below know no data folder.
    """
    code = exit_code(error)
    if code is None:
        return None
    text = message(error)
    return clean_block(text if isinstance(error, LockedError) else completed(text, option)), code


def undecoded(argument: str) -> tuple[str, int]:
    """Return what to print of an argument whose bytes are no text, and the exit code."""
    shown = argument[:200].encode("utf-8", "replace").decode()
    return clean_block(f"{shown!r} holds bytes that are no text in UTF-8: type it again"), WRONG_CALL


def report_unforeseen(error: BaseException) -> None:
    """Write the traceback into the log and tell the user where; with RIUSO_DEBUG=1 show it."""
    import traceback  # noqa: PLC0415 - only what nobody foresaw pays for it

    trace = "".join(traceback.format_exception(error))
    if os.environ.get(DEBUG) == "1":
        click.echo(trace, err=True)
        return
    try:
        log = _log(trace)
        where = f"The details are in {log}"
    except OSError:
        where = f"Run again with {DEBUG}=1 to see the details"
    click.echo(
        f"Error: riuso met something it can't handle ({type(error).__name__}). {where}; please report them.",
        err=True,
    )


def _log(trace: str) -> Path:
    import platformdirs  # noqa: PLC0415 - only what nobody foresaw pays for it

    path = Path(platformdirs.user_log_dir("riuso", appauthor=False)) / "errors.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file() and path.stat().st_size > _LOG_LIMIT:
        path.replace(path.with_suffix(".old.log"))
    with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
        command = " ".join(sys.argv[1:])
        log.write(f"{rfc3339(datetime.now(UTC))} riuso {command}\n{trace}\n")
    return path
