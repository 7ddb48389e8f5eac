"""Git's smart HTTP on a free local port: git's own http-backend behind a small server."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self


class GitServer:
    """Serve the bare repositories under ``root`` for reading.

    ``url`` is where; ``requests`` counts HTTP requests and ``exchanges`` the conversations they belong to
    (each begins with one ``info/refs``), both by the repository's path. ``statuses`` answers a repository's
    path with that HTTP status instead, ``moved`` redirects it to another URL.
    """

    def __init__(self, root: Path, *, filters: bool = True) -> None:
        self.root = root
        self.requests: Counter[str] = Counter()
        self.exchanges: Counter[str] = Counter()
        self.user_agents: set[str] = set()
        self.statuses: dict[str, int] = {}
        self.moved: dict[str, str] = {}
        config = {
            "safe.directory": "*",
            "uploadpack.allowFilter": str(filters).lower(),
            "uploadpack.allowAnySHA1InWant": "true",
        }
        self.environment = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_COUNT": str(len(config)),
            **{f"GIT_CONFIG_KEY_{number}": key for number, key in enumerate(config)},
            **{f"GIT_CONFIG_VALUE_{number}": value for number, value in enumerate(config.values())},
        }
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.git = self
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

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
    git: GitServer


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    timeout = 30

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def _answer(self, body: bytes) -> None:
        git = self.server.git
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        repository = path.removesuffix("/info/refs").removesuffix("/git-upload-pack")
        git.requests[repository] += 1
        git.exchanges[repository] += path.endswith("/info/refs")
        git.user_agents.add(self.headers.get("User-Agent", ""))
        if repository in git.moved:
            location = git.moved[repository] + path.removeprefix(repository)
            self._send(301, {"Location": f"{location}?{parts.query}"}, b"")
        elif repository in git.statuses:
            self._send(git.statuses[repository], {"Content-Type": "text/plain"}, b"as told\n")
        else:
            self._send(*self._backend(path, parts.query, body))

    def _backend(self, path: str, query: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        """Run git http-backend as CGI and return its status, headers and body."""
        done = subprocess.run(
            ["git", "http-backend"],
            input=body,
            capture_output=True,
            check=False,
            env={
                **self.server.git.environment,
                "REQUEST_METHOD": self.command,
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "CONTENT_LENGTH": str(len(body)),
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                "REMOTE_ADDR": "127.0.0.1",
            },
        )
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode("latin-1").split("\r\n") if ": " in line)
        status = int(headers.pop("Status", "200" if head else "500").split()[0])
        return status, headers, content

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing: the counts tell."""
