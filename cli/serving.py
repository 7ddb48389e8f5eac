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
    protocol_version = "HTTP/1.1"  # default 1.0, which wants a new connection for every file
    disable_nagle_algorithm = True  # or the end of a small answer on a kept connection waits some 40 ms
    timeout = 30  # a kept connection holds a thread
    extensions_map = {  # noqa: RUF012 - the base class has it so
        **SimpleHTTPRequestHandler.extensions_map,
        ".wasm": "application/wasm",
        ".jsonld": "application/ld+json",
        ".webmanifest": "application/manifest+json",
    }

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Stay silent: a request's path is text from anybody, and nobody reads this log."""


class _Server(ThreadingHTTPServer):
    # default 5; what a browser opens beyond is dropped while we are busy, and tried again after 1, 3, 7 s
    request_queue_size = 128


def page_server(folder: Path, host: str, port: int) -> ThreadingHTTPServer:
    """Return a server for the files in ``folder``; ``port`` 0 takes a free one.

    Raises :class:`NotServedError` where it can't listen there.
    """
    try:
        return _Server((host, port), partial(_Handler, directory=str(folder)))
    except OSError as error:
        raise NotServedError(f"{host}:{port}: {error.strerror}; --port chooses another port") from error
