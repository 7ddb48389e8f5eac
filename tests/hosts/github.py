"""GitHub's two APIs on a free local port, as documented, with its raw files; its repositories are real.

The addresses are those of Enterprise Server: ``/api/v3`` and ``/api/graphql``. REST shapes are those of
https://github.com/github/rest-api-description; a test compares them.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from crawler.content import blob_id
from tests.hosts.git_http import GitServer
from tests.hosts.github_graphql import GraphqlApi, TypedError
from tests.hosts.github_shapes import full_repository, minimal_repository
from tests.hosts.repositories import NOON, Commit, add_commit, head, make_repository
from tests.hosts.server import Answer, Asked, LocalServer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

REST = "/api/v3"
GRAPHQL = "/api/graphql"
_JSON = "application/json; charset=utf-8"
_FIRST_ID = 1001
_RAW = "application/vnd.github.raw+json"


@dataclass(slots=True)
class Project:
    """One repository; ``head`` is None where it is empty, ``pushed`` is in seconds since 1970."""

    id: int
    owner: str
    name: str
    files: dict[str, bytes]
    branch: str = "main"
    private: bool = False
    archived: bool = False
    disabled: bool = False
    parent: Project | None = None
    license: str | None = None
    links: dict[str, str] = field(default_factory=dict)
    head: str | None = None
    pushed: int = NOON

    @property
    def full_name(self) -> str:
        return f"{self.owner}/{self.name}"

    @property
    def node_id(self) -> str:
        return f"R_kgDO{self.id:08}"

    @property
    def pushed_at(self) -> str | None:
        moment = datetime.fromtimestamp(self.pushed, UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if self.head else None


class GitHubServer(GitServer):
    """An instance with accounts and repositories.

    ``tokens`` are accepted; those in ``owners`` see private repositories too. ``budgets`` is what is left by
    resource, None for an instance without limits. ``texts`` counts by repository how often a text was sent.
    ``most_at_once`` is how many repositories a query may name before it exceeds the resource limits;
    ``obstacles`` are the errors of fields, by repository (or login) and field.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.tokens: set[str] = set()
        self.owners: set[str] = set()
        self.users: set[str] = set()
        self.projects: list[Project] = []
        self._names: dict[str, Project] = {}
        self.budgets: dict[str, int] | None = None
        self.resets = int(time.time()) + 1800
        self.texts: Counter[str] = Counter()
        self.truncate_at = 512_000
        self.most_at_once = 100
        self.obstacles: dict[tuple[str, str], TypedError] = {}

    def add(
        self,
        full_name: str,
        files: Mapping[str, str | bytes] | None = None,
        *,
        user: bool = False,
        real: bool = True,
        **facts: Any,
    ) -> Project:
        """Add a repository with one commit of ``files``; without files it is empty.

        One that is not ``real`` can be asked by the APIs only, and costs no process.
        """
        owner, _, name = full_name.partition("/")
        if user:
            self.users.add(owner)
        contents = {path: _bytes(content) for path, content in (files or {}).items()}
        project = Project(len(self.projects) + _FIRST_ID, owner, name, contents, **facts)
        self.projects.append(project)
        self._names[full_name.lower()] = project
        if real:
            commits = [Commit(contents, links=project.links)] if contents else []
            self.path(project).parent.mkdir(parents=True, exist_ok=True)
            make_repository(self.path(project), commits=commits, branch=project.branch)
            project.head = head(self.path(project)) if commits else None
        elif contents:
            project.head = hashlib.sha1(repr(contents).encode()).hexdigest()
        return project

    def push(self, project: Project, files: Mapping[str, str | bytes | None], *, real: bool = True) -> None:
        """Add a commit to the default branch; None removes a file."""
        project.pushed += 86_400
        for path, content in files.items():
            if content is None:
                project.files.pop(path, None)
            else:
                project.files[path] = _bytes(content)
        if real:
            project.head = add_commit(
                self.path(project), Commit(files, project.pushed), branch=project.branch
            )
        else:
            project.head = hashlib.sha1(f"{project.head}{files}".encode()).hexdigest()

    def rename(self, project: Project, full_name: str) -> None:
        """Rename or transfer a repository; its former name redirects."""
        old = self.path(project)
        project.owner, _, project.name = full_name.partition("/")
        self.path(project).parent.mkdir(exist_ok=True)
        self._names[full_name.lower()] = project
        if old.exists():
            old.rename(self.path(project))

    def path(self, project: Project) -> Path:
        return self.root / project.owner / f"{project.name}.git"

    def find(self, full_name: str) -> Project | None:
        return self._names.get(full_name.lower())

    def by_node(self, identifier: str) -> Project | None:
        place = int(identifier.removeprefix("R_kgDO")) - _FIRST_ID
        return self.projects[place] if 0 <= place < len(self.projects) else None

    @property
    def api_requests(self) -> int:
        """Requests to either API."""
        return sum(count for path, count in self.requests.items() if path.startswith((REST, GRAPHQL)))

    def answer(self, asked: Asked) -> Answer:
        if not asked.path.startswith((f"{REST}/", GRAPHQL)):
            return super().answer(asked)
        token = asked.headers.get("authorization", "").removeprefix("Bearer ")
        if token and token not in self.tokens | self.owners:
            return _json({"message": "Bad credentials", "documentation_url": "x", "status": "401"}, 401)
        if asked.path == GRAPHQL:
            return self._limited(asked, "graphql", lambda: self._graphql(asked, token))
        return self._limited(asked, "core", lambda: self._rest(asked, token))

    def _limited(self, asked: Asked, resource: str, answer: Any) -> Answer:
        """Count down a budget; where it is used up, refuse as each API does."""
        if self.budgets is None:
            return _conditional(asked, answer())
        left = self.budgets[resource]
        given = _conditional(asked, answer() if left > 0 else _refused(resource))
        if left > 0 and not (given.status == 304 and "authorization" in asked.headers):
            self.budgets[resource] = left = left - 1
        headers = {
            "X-RateLimit-Limit": "5000",
            "X-RateLimit-Remaining": str(max(left, 0)),
            "X-RateLimit-Used": str(5000 - left),
            "X-RateLimit-Reset": str(self.resets),
            "X-RateLimit-Resource": resource,
        }
        return Answer(given.status, given.body, {**given.headers, **headers})

    def _graphql(self, asked: Asked, token: str) -> Answer:
        if not token:
            return _json({"message": "This endpoint requires you to be authenticated."}, 401)
        question = json.loads(asked.body)
        variables = question.get("variables") or {}
        size = variables.get("first") or max(map(len, (v for v in variables.values() if v)), default=1)
        if size > self.most_at_once:
            error = {
                "type": "RESOURCE_LIMITS_EXCEEDED",
                "path": ["repositoryOwner"],
                "message": "Resource limits for this query exceeded.",
            }
            return _json({"data": {"repositoryOwner": None}, "errors": [error]})
        api = GraphqlApi(
            self.projects,
            self.find,
            self.by_node,
            self.users,
            sees_all=token in self.owners,
            truncate_at=self.truncate_at,
            texts=lambda name: self.texts.update([name]),
            obstacle=lambda name, what: self.obstacles.get((name, what)),
        )
        return _json(api.answer(question["query"], variables))

    def _rest(self, asked: Asked, token: str) -> Answer:
        match asked.path.removeprefix(f"{REST}/").split("/"):
            case ["orgs", login, "repos"] if login not in self.users:
                return self._listing(asked, login, token)
            case ["users", login, "repos"]:
                return self._listing(asked, login, "")
            case ["repositories", identifier, *rest]:
                found = self.by_node(f"R_kgDO{int(identifier):08}")
                return self._repository(asked, found, rest, token)
            case ["repos", owner, name, *rest]:
                found = self.find(f"{owner}/{name}")
                if found is not None and found.full_name.lower() != f"{owner}/{name}".lower():
                    where = "/".join([f"{self.url}{REST}/repositories/{found.id}", *rest])
                    body = {"message": "Moved Permanently", "url": where}
                    return _json(body, 301, Location=where)
                return self._repository(asked, found, rest, token)
        return _not_found()

    def _listing(self, asked: Asked, login: str, token: str) -> Answer:
        own = [one for one in self.projects if one.owner.lower() == login.lower()]
        if not own and login not in self.users:
            return _not_found()
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        if query.get("type") == "public" or token not in self.owners:
            own = [one for one in own if not one.private]
        size, page = min(int(query.get("per_page", "30")), 100), int(query.get("page", "1"))
        shapes = [minimal_repository(self.url, one) for one in own[(page - 1) * size : page * size]]
        last = max(1, -(-len(own) // size))
        headers = {}
        if page < last:
            where = f"{self.url}{asked.path}?per_page={size}&page="
            headers["Link"] = f'<{where}{page + 1}>; rel="next", <{where}{last}>; rel="last"'
        return _json(shapes, 200, **headers)

    def _repository(self, asked: Asked, project: Project | None, rest: list[str], token: str) -> Answer:
        if project is None or (project.private and token not in self.owners):
            return _not_found()
        if not rest:
            return _json(full_repository(self.url, project))
        if project.disabled:
            return _json({"message": "Repository access blocked", "block": {"reason": "tos"}}, 403)
        if rest[0] == "contents":
            return self._contents(asked, project, "/".join(rest[1:]))
        if rest[:2] == ["git", "blobs"]:
            found = (data for data in project.files.values() if blob_id(data) == rest[2])
            return self._raw(asked, project, next(found, None))
        return _not_found()

    def _contents(self, asked: Asked, project: Project, path: str) -> Answer:
        if path:
            return self._raw(asked, project, project.files.get(path))
        names = sorted({one.partition("/")[0] for one in project.files})
        return _json([{"name": one, "path": one, "type": "file"} for one in names])

    def _raw(self, asked: Asked, project: Project, data: bytes | None) -> Answer:
        assert asked.headers["accept"] == _RAW, "the crawl reads raw answers only"
        if data is None:
            return _not_found()
        self.texts[project.full_name] += 1
        return Answer(200, data, {"Content-Type": f"{_RAW}; charset=utf-8"})


class RawServer(LocalServer):
    """The host of raw files: no API, no limits, ``ETag`` by content."""

    def __init__(self, github: GitHubServer) -> None:
        super().__init__()
        self.github = github

    def answer(self, asked: Asked) -> Answer:
        owner, name, ref, *path = asked.path.removeprefix("/").split("/")
        project = self.github.find(f"{owner}/{name}")
        if project is None or project.private or ref not in {"HEAD", project.branch}:
            return Answer(404, b"404: Not Found", {"Content-Type": "text/plain; charset=utf-8"})
        data = project.files.get("/".join(path))
        if data is None:
            return Answer(404, b"404: Not Found", {"Content-Type": "text/plain; charset=utf-8"})
        answer = _conditional(asked, Answer(200, data, {"Content-Type": "text/plain; charset=utf-8"}))
        self.github.texts[project.full_name] += answer.status == 200
        return answer


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _json(body: object, status: int = 200, **headers: str) -> Answer:
    return Answer(status, json.dumps(body).encode(), {"Content-Type": _JSON, **headers})


def _not_found() -> Answer:
    return _json({"message": "Not Found", "documentation_url": "x", "status": "404"}, 404)


def _refused(resource: str) -> Answer:
    if resource == "graphql":
        error = {"type": "RATE_LIMITED", "message": "API rate limit exceeded for user ID 1."}
        return _json({"errors": [error]})
    return _json({"message": "API rate limit exceeded for 127.0.0.1."}, 403)


def _conditional(asked: Asked, answer: Answer) -> Answer:
    """Give a good answer to GET its ETag, and 304 to who has it."""
    if answer.status != 200 or asked.method != "GET":
        return answer
    etag = f'W/"{hashlib.sha256(answer.body).hexdigest()}"'
    if asked.headers.get("if-none-match") == etag:
        return Answer(304, headers={"ETag": etag})
    return Answer(200, answer.body, {**answer.headers, "ETag": etag})
