"""A Gitea with many generated repositories, in its own process: ``python -m benchmarks.growth_server N``.

Prints its URL; ends when its standard input does. Two of five repositories have a file.
"""

from __future__ import annotations

import json
import sys
from urllib.parse import parse_qs

from benchmarks.texts import generated_text
from tests.hosts.gitea import API
from tests.hosts.server import Answer, Asked, LocalServer

WITH_FILE = (0, 1)
"""Of each five repositories, those that have a file."""
_PAGE = 50


class GrowthServer(LocalServer):
    """Answers for ``count`` repositories, each made when it is asked for."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def take(self, asked: Asked) -> None:
        """Keep nothing of what was asked."""

    def answer(self, asked: Asked) -> Answer:
        parts = asked.path.removeprefix(f"{API}/").split("/")
        if parts == ["repos", "search"]:
            return self._page(int(parse_qs(asked.query)["page"][0]))
        number = int(parts[2].removeprefix("p"))
        if number % 5 not in WITH_FILE:
            return Answer(404, b"{}")
        return Answer(200, generated_text(number)[1].encode(), {"Content-Type": "text/plain"})

    def _page(self, page: int) -> Answer:
        numbers = range((page - 1) * _PAGE, min(page * _PAGE, self.count))
        body = {"ok": True, "data": [_shape(number) for number in numbers]}
        headers = {"X-Total-Count": str(self.count), "Content-Type": "application/json"}
        return Answer(200, json.dumps(body).encode(), headers)


def _shape(number: int) -> dict[str, object]:
    return {
        "id": number + 1,
        "full_name": f"many/p{number}",
        "default_branch": "main",
        "updated_at": "2026-01-15T02:00:00Z",
    }


if __name__ == "__main__":
    with GrowthServer(int(sys.argv[1])) as server:
        print(server.url, flush=True)
        sys.stdin.read()
