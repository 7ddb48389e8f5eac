"""Lists that others keep, on a free local port: documents, and the APIs that riuso has a preset for.

Shapes: the OpenAPI files of Developers Italia's API (v1) and of the Dutch OSS register (v1), the metadata
schema of code.gov, the accounts file of code.gouv.fr, and ecosyste.ms' API (repos, v1).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote

from tests.hosts.server import Answer, Asked, LocalServer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ListServer(LocalServer):
    """``documents`` are bodies by path; the rest are the records of one API each.

    ``page_size`` caps what a page of any API holds; ``key`` is what the Dutch register wants as X-Api-Key.
    """

    def __init__(self) -> None:
        super().__init__()
        self.documents: dict[str, bytes] = {}
        self.software: list[dict[str, Any]] = []
        self.publishers: list[dict[str, Any]] = []
        self.registered: list[dict[str, Any]] = []
        self.indexed: dict[str, list[dict[str, Any]]] = {}
        self.page_size = 25
        self.key = ""

    def answer(self, asked: Asked) -> Answer:
        if asked.path in self.documents:
            return Answer(200, self.documents[asked.path], {"Content-Type": "application/octet-stream"})
        return self._api(asked) or super().answer(asked)

    def _api(self, asked: Asked) -> Answer | None:
        match asked.path.strip("/").split("/"):
            case ["v1", "software"]:
                return self._cursor(asked, self.software)
            case ["v1", "publishers"]:
                return self._cursor(asked, self.publishers)
            case ["oss-register", "v1", "repositories"]:
                return self._register(asked)
            case ["api", "v1", "hosts"]:
                hosts = [
                    {
                        "name": name,
                        "url": f"https://{name}",
                        "kind": "gitlab",
                        "repositories_count": len(found),
                    }
                    for name, found in self.indexed.items()
                ]
                return self._numbered(asked, hosts, "per_page", links=False)
            case ["api", "v1", "hosts", name, "repositories"]:
                return self._numbered(asked, self.indexed.get(name, []), "per_page", links=False)
        return None

    def _register(self, asked: Asked) -> Answer:
        if self.key and asked.headers.get("x-api-key") != self.key:
            return Answer(401, b'{"status": 401, "title": "Unauthorized"}')
        return self._numbered(asked, self.registered, "perPage", links=True)

    def _cursor(self, asked: Asked, records: Sequence[Mapping[str, Any]]) -> Answer:
        """Page by an opaque cursor; the links hold a query alone."""
        query = parse_qs(asked.query)
        size = min(int(query.get("page[size]", ["25"])[0]), self.page_size)
        start = int(query.get("page[after]", ["x0"])[0].removeprefix("x"))
        links: dict[str, str | None] = {"prev": None, "next": None}
        if start + size < len(records):
            links["next"] = f"?page[after]={quote(f'x{start + size}')}&page[size]={size}"
        return _json({"data": list(records[start : start + size]), "links": links})

    def _numbered(
        self, asked: Asked, records: Sequence[Mapping[str, Any]], size_name: str, *, links: bool
    ) -> Answer:
        query = parse_qs(asked.query)
        size = min(int(query[size_name][0]), self.page_size)
        page = int(query["page"][0])
        last = max(1, -(-len(records) // size))
        headers = {"Total-Pages": str(last)}
        if links:
            headers = {"Link": f'<{self.url}{asked.path}?page=1>; rel="first"'}
            if page < last:
                where = f"{self.url}{asked.path}?page={page + 1}&{size_name}={size}"
                headers["Link"] += f', <{where}>; rel="next"'
        return _json(list(records[(page - 1) * size : page * size]), headers)


def _json(body: object, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(200, json.dumps(body).encode(), {"Content-Type": "application/json", **(headers or {})})
