"""Gitea's API (v1) on a free local port, as documented, for what a crawl asks; its repositories are real.

The shapes follow https://docs.gitea.com/api/ (``Repository``, ``SearchResults``) and Forgejo's swagger.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from tests.hosts.git_http import GitServer
from tests.hosts.repositories import Commit, add_commit, git, make_repository
from tests.hosts.server import Answer, Asked

if TYPE_CHECKING:
    from pathlib import Path

API = "/api/v1"


@dataclass(slots=True)
class Project:
    """One repository of the instance; ``updated_at`` is in seconds since 1970."""

    id: int
    owner: str
    name: str
    branch: str = "main"
    private: bool = False
    empty: bool = False
    archived: bool = False
    parent: Project | None = None
    updated_at: int = 0

    @property
    def full_name(self) -> str:
        return f"{self.owner}/{self.name}"


class GiteaServer(GitServer):
    """An instance with accounts and repositories.

    ``page_size`` caps what a page holds, whatever is asked for. ``links`` and ``totals`` say whether the
    instance sends ``Link`` and ``X-Total-Count``. ``token``, where set, is what private projects need.
    """

    def __init__(self, root: Path, *, page_size: int = 50, links: bool = True, totals: bool = True) -> None:
        super().__init__(root)
        self.page_size, self.links, self.totals = page_size, links, totals
        self.token = ""
        self.organisations: set[str] = set()
        self.users: set[str] = set()
        self.projects: list[Project] = []
        self.former_names: dict[str, str] = {}

    def add(
        self,
        full_name: str,
        files: dict[str, str | bytes] | None = None,
        *,
        user: bool = False,
        git: bool = True,
        **facts: Any,
    ) -> Project:
        """Add a repository with one commit of ``files``; without files it is empty.

        Without ``git`` there is nothing behind the listing, which spares many repositories the time.
        """
        owner, _, name = full_name.partition("/")
        (self.users if user else self.organisations).add(owner)
        project = Project(len(self.projects) + 101, owner, name, empty=not files, **facts)
        self.projects.append(project)
        if not git:
            return project
        self.path(project).parent.mkdir(parents=True, exist_ok=True)
        make_repository(self.path(project), files, branch=project.branch)
        self._touch(project)
        return project

    def push(self, project: Project, commit: Commit) -> None:
        """Add a commit to the default branch."""
        add_commit(self.path(project), commit, branch=project.branch)
        self._touch(project)

    def rename(self, project: Project, full_name: str) -> None:
        """Rename or transfer a repository; its former name redirects."""
        self.former_names[project.full_name] = full_name
        old = self.path(project)
        project.owner, _, project.name = full_name.partition("/")
        self.organisations.add(project.owner)
        self.path(project).parent.mkdir(exist_ok=True)
        old.rename(self.path(project))

    def path(self, project: Project) -> Path:
        return self.root / project.owner / f"{project.name}.git"

    def _touch(self, project: Project) -> None:
        if not project.empty:
            project.updated_at = int(git(self.path(project), "log", "-1", "--format=%ct", project.branch))

    def answer(self, asked: Asked) -> Answer:
        if asked.path == f"{API}/version":
            return Answer(200, b'{"version": "1.24.2"}', {"Content-Type": "application/json"})
        return self._api(asked) if asked.path.startswith(f"{API}/") else super().answer(asked)

    def _api(self, asked: Asked) -> Answer:
        parts = asked.path.removeprefix(f"{API}/").split("/")
        match parts:
            case ["orgs", name, "repos"]:
                return self._account(asked, name, self.organisations)
            case ["users", name, "repos"]:
                return self._account(asked, name, self.users | self.organisations)
            case ["repos", "search"]:
                return self._page(asked, self._visible(asked), search=True)
            case ["repos", owner, name, *rest]:
                return self._repository(asked, f"{owner}/{name}", rest)
        return _not_found()

    def _visible(self, asked: Asked) -> list[Project]:
        may_see_all = bool(self.token) and asked.headers.get("authorization") == f"token {self.token}"
        if "private=false" in asked.query:
            may_see_all = False
        return [project for project in self.projects if may_see_all or not project.private]

    def _account(self, asked: Asked, name: str, names: set[str]) -> Answer:
        if name not in names:
            return _not_found()
        return self._page(asked, [project for project in self._visible(asked) if project.owner == name])

    def _page(self, asked: Asked, projects: list[Project], *, search: bool = False) -> Answer:
        query = parse_qs(asked.query)
        page = int(query.get("page", ["1"])[0])
        size = min(int(query.get("limit", ["30"])[0]), self.page_size)
        items = [self._shape(project) for project in projects[(page - 1) * size : page * size]]
        headers = {"Content-Type": "application/json;charset=utf-8"}
        if self.totals:
            headers["X-Total-Count"] = str(len(projects))
        last = max(1, -(-len(projects) // size))
        if self.links and page < last:
            where = f"{self.url}{asked.path}?limit={size}&page="
            headers["Link"] = f'<{where}{page + 1}>; rel="next",<{where}{last}>; rel="last"'
        elif self.links and page > 1:
            headers["Link"] = f'<{self.url}{asked.path}?limit={size}&page=1>; rel="first"'
        body: object = {"ok": True, "data": items} if search else items
        return Answer(200, json.dumps(body).encode(), headers)

    def _repository(self, asked: Asked, full_name: str, rest: list[str]) -> Answer:
        if full_name in self.former_names:
            new = "/".join([self.former_names[full_name], *rest])
            query = f"?{asked.query}" if asked.query else ""
            return Answer(307, headers={"Location": f"{API}/repos/{new}{query}"})
        project = next((one for one in self._visible(asked) if one.full_name == full_name), None)
        if project is None:
            return _not_found()
        if not rest:
            body = json.dumps(self._shape(project)).encode()
            return Answer(200, body, {"Content-Type": "application/json;charset=utf-8"})
        if rest == ["contents"]:
            ref = parse_qs(asked.query).get("ref", [project.branch])[0]
            names = git(self.path(project), "ls-tree", "--name-only", ref).decode().splitlines()
            found = [{"name": one, "path": one, "type": "file"} for one in names]
            return Answer(200, json.dumps(found).encode(), {"Content-Type": "application/json;charset=utf-8"})
        if rest[0] == "raw":
            return self._raw(asked, project, "/".join(rest[1:]))
        return _not_found()

    def _raw(self, asked: Asked, project: Project, path: str) -> Answer:
        ref = parse_qs(asked.query).get("ref", [project.branch])[0]
        found = subprocess.run(
            ["git", "cat-file", "--batch"],
            cwd=self.path(project),
            input=f"{ref}:{path}\n".encode(),
            capture_output=True,
            check=True,
        ).stdout
        facts, _, content = found.partition(b"\n")
        identifier, _, kind = facts.decode().partition(" ")
        if not kind.startswith("blob"):
            return _not_found()
        etag = f'"{identifier}"'
        if asked.headers.get("if-none-match") == etag:
            return Answer(304, headers={"ETag": etag})
        headers = {"Content-Type": "text/plain; charset=utf-8", "ETag": etag}
        return Answer(200, content[: int(kind.split()[1])], headers)

    def _shape(self, project: Project) -> dict[str, Any]:
        time = datetime.fromtimestamp(project.updated_at, UTC).isoformat().replace("+00:00", "Z")
        return {
            "id": project.id,
            "owner": {"id": 1, "login": project.owner, "username": project.owner},
            "name": project.name,
            "full_name": project.full_name,
            "description": "",
            "empty": project.empty,
            "private": project.private,
            "fork": project.parent is not None,
            "template": False,
            "parent": self._shape(project.parent) if project.parent else None,
            "mirror": False,
            "size": 24,
            "html_url": f"{self.url}/{project.full_name}",
            "clone_url": f"{self.url}/{project.full_name}.git",
            "stars_count": 0,
            "default_branch": project.branch,
            "archived": project.archived,
            "created_at": time,
            "updated_at": time,
            "internal": False,
            "object_format_name": "sha1",
        }


def _not_found() -> Answer:
    body = json.dumps({"message": "The target couldn't be found.", "errors": []}).encode()
    return Answer(404, body, {"Content-Type": "application/json;charset=utf-8"})
