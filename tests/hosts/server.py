"""A real HTTP server on a free local port that counts what it is asked and can be told to misbehave."""

from __future__ import annotations

import contextlib
import socket
import struct
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; ``path`` is decoded, ``headers`` have names in lower case, ``at`` is a monotonic time."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes = b""
    at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Fault:
    """What to do with requests to a path: give ``answer``, or break the true answer off.

    ``times`` says how often, -1 for ever. ``how`` is ``answer``, ``reset`` (the connection is reset at
    once), ``truncate`` (half the body, then the end), or ``drip`` (a byte every tenth of a second).
    """

    answer: Answer = field(default_factory=Answer)
    times: int = -1
    how: str = "answer"


class LocalServer:
    """Answers by :meth:`answer`; ``faults`` are by the beginning of the path, the longest first.

    ``address`` is where it listens. ``requests`` counts by path, ``asked`` keeps all requests, ``sent``
    counts the bytes of all bodies.
    """

    address = "127.0.0.1"

    def __init__(self) -> None:
        self.requests: Counter[str] = Counter()
        self.asked: list[Asked] = []
        self.sent = 0
        self.faults: dict[str, Fault] = {}
        self._lock = Lock()
        self._server = _Server((self.address, 0), _Handler)
        self._server.local = self
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.port = self._server.server_port
        self.url = f"http://{self.address}:{self.port}"

    def answer(self, asked: Asked) -> Answer:
        """Return the answer to a request."""
        return Answer(404, f"nothing at {asked.path}\n".encode())

    def forget(self) -> None:
        """Begin to count anew."""
        self.requests.clear()
        self.asked.clear()
        self.sent = 0

    def take(self, asked: Asked) -> Fault | None:
        """Count a request and return the fault it meets."""
        with self._lock:
            self.requests[asked.path] += 1
            self.asked.append(asked)
            for beginning in sorted(self.faults, key=len, reverse=True):
                fault = self.faults[beginning]
                if asked.path.startswith(beginning) and fault.times != 0:
                    fault.times -= fault.times > 0
                    return fault
        return None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    local: LocalServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that left is no defect of the server."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    timeout = 30

    def do_GET(self) -> None:
        self._reply()

    def do_HEAD(self) -> None:
        self._reply()

    def do_POST(self) -> None:
        self._reply()

    def _reply(self) -> None:
        parts = urlsplit(self.path)
        asked = Asked(
            method=self.command,
            path=unquote(parts.path),
            query=parts.query,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(int(self.headers.get("Content-Length") or 0)),
        )
        local = self.server.local
        fault = local.take(asked)
        is_told = fault is not None and fault.how == "answer"
        answer = fault.answer if fault is not None and is_told else local.answer(asked)
        if fault is not None and fault.how == "reset":
            self._reset()
        else:
            self._send(answer, fault.how if fault else "")

    def _send(self, answer: Answer, how: str) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        if how == "truncate":
            self.wfile.write(answer.body[: len(answer.body) // 2])
            self.close_connection = True
        elif how == "drip":
            self._drip(answer.body)
        elif answer.status != 304:
            self.wfile.write(answer.body)
            self.server.local.sent += len(answer.body)

    def _drip(self, body: bytes) -> None:
        with contextlib.suppress(OSError):
            for byte in body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(0.1)
        self.close_connection = True

    def _reset(self) -> None:
        """End the connection with RST, as a host that falls over does."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing: the counts tell."""
