"""A small server to look at the pages with."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from cli.errors import CliError

if TYPE_CHECKING:
    from pathlib import Path


class NotServedError(CliError):
    """Raised where nothing can be served at an address: it is taken, or not this machine's."""


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012 - the base class has it so
        **SimpleHTTPRequestHandler.extensions_map,
        ".wasm": "application/wasm",
        ".jsonld": "application/ld+json",
        ".webmanifest": "application/manifest+json",
    }

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Stay silent: a request's path is text from anybody, and nobody reads this log."""


def page_server(folder: Path, host: str, port: int) -> ThreadingHTTPServer:
    """Return a server for the files in ``folder``; ``port`` 0 takes a free one.

    Raises :class:`NotServedError` where it can't listen there.
    """
    try:
        return ThreadingHTTPServer((host, port), partial(_Handler, directory=str(folder)))
    except OSError as error:
        raise NotServedError(f"{host}:{port}: {error.strerror}; --port chooses another port") from error
