"""Git's smart HTTP on a free local port: git's own http-backend behind a small server."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

from tests.hosts.server import Answer, Asked, LocalServer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_CONFIGURATION = {
    "safe.directory": "*",
    "uploadpack.allowFilter": "true",
    "uploadpack.allowAnySHA1InWant": "true",
}


class GitServer(LocalServer):
    """Serve the bare repositories under ``root`` for reading.

    ``exchanges`` counts conversations by the repository's path: each begins with one ``info/refs``.
    ``configuration`` overrides what upload-pack is told; ``moved`` redirects a repository's path.
    """

    def __init__(self, root: Path, configuration: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.root = root
        self.moved: dict[str, str] = {}
        told = {**_CONFIGURATION, **(configuration or {})}
        self._environment = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_COUNT": str(len(told)),
            **{f"GIT_CONFIG_KEY_{number}": key for number, key in enumerate(told)},
            **{f"GIT_CONFIG_VALUE_{number}": value for number, value in enumerate(told.values())},
        }

    @property
    def exchanges(self) -> Counter[str]:
        end = "/info/refs"
        return Counter({path.removesuffix(end): n for path, n in self.requests.items() if path.endswith(end)})

    def answer(self, asked: Asked) -> Answer:
        repository = asked.path.removesuffix("/info/refs").removesuffix("/git-upload-pack")
        if repository in self.moved:
            location = self.moved[repository] + asked.path.removeprefix(repository)
            return Answer(301, headers={"Location": f"{location}?{asked.query}"})
        return self._backend(asked)

    def _backend(self, asked: Asked) -> Answer:
        """Run git http-backend as CGI."""
        done = subprocess.run(
            ["git", "http-backend"],
            input=asked.body,
            capture_output=True,
            check=False,
            env={
                **self._environment,
                "REQUEST_METHOD": asked.method,
                "PATH_INFO": asked.path,
                "QUERY_STRING": asked.query,
                "CONTENT_TYPE": asked.headers.get("content-type", ""),
                "CONTENT_LENGTH": str(len(asked.body)),
                "HTTP_CONTENT_ENCODING": asked.headers.get("content-encoding", ""),
                "GIT_PROTOCOL": asked.headers.get("git-protocol", ""),
                "REMOTE_ADDR": "127.0.0.1",
            },
        )
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode("latin-1").split("\r\n") if ": " in line)
        status = int(headers.pop("Status", "200" if head else "500").split()[0])
        return Answer(status, body, headers)
