"""GitLab's API (v4 and GraphQL) on a free local port, as documented, for what a crawl asks.

Shapes and headers: https://docs.gitlab.com/api/projects/, /api/rest/#pagination, /api/repository_files/ and
/api/graphql/reference/. The queries run on graphql-core over the part of the schema that is copied in facts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode

from graphql import build_schema, graphql_sync

from crawler.content import blob_id
from tests.hosts.git_http import GitServer
from tests.hosts.repositories import NOON, Commit, add_commit, head, make_repository
from tests.hosts.server import Answer, Asked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

API = "/api/v4"
GRAPHQL = "/api/graphql"

_SCHEMA = build_schema("""
type Query { projects(ids: [ID!], first: Int): ProjectConnection }
type ProjectConnection { nodes: [Project] }
type Project { id: ID!, repository: Repository }
type Repository { rootRef: String, blobs(paths: [String!]!, ref: String): RepositoryBlobConnection
                  tree(path: String = "", recursive: Boolean = false): Tree }
type RepositoryBlobConnection { nodes: [RepositoryBlob] }
type RepositoryBlob { path: String!, mode: String, oid: String!, rawTextBlob: String }
type Tree { lastCommit: Commit, blobs: BlobConnection!, trees: TreeEntryConnection! }
type BlobConnection { nodes: [Blob] }
type TreeEntryConnection { nodes: [TreeEntry] }
type Blob { name: String! }
type TreeEntry { name: String! }
type Commit { sha: String! }
""")


@dataclass(slots=True)
class Project:
    """One project; ``active`` is its last activity in seconds since 1970, ``files`` what its head holds."""

    id: int
    path: str
    files: dict[str, str | bytes]
    branch: str = "main"
    visibility: str = "public"
    archived: bool = False
    access: str = "enabled"
    parent: Project | None = None
    active: int = NOON
    commit: str = "0" * 40
    links: set[str] = field(default_factory=set)

    def content(self, path: str) -> bytes | None:
        found = self.files.get(path)
        return found.encode() if isinstance(found, str) else found


class GitLabServer(GitServer):
    """An instance with groups, users and projects.

    ``page_size`` caps a page. ``token`` is what shows private projects and the full shape of a project.
    ``complexity`` is how many projects a GraphQL query may ask for, 0 where there is no GraphQL.
    """

    def __init__(self, root: Path, *, page_size: int = 100, complexity: int = 100) -> None:
        super().__init__(root)
        root.mkdir(parents=True, exist_ok=True)
        self.page_size, self.links, self.complexity = page_size, True, complexity
        self.token = ""
        self.users: set[str] = set()
        self.projects: list[Project] = []
        self.former_paths: dict[str, str] = {}
        self.graphql_errors: list[str] = []

    def add(
        self, path: str, files: Mapping[str, str | bytes] | None = None, *, git: bool = True, **facts: Any
    ) -> Project:
        """Add a project with one commit of ``files``; without files it is empty.

        Without ``git`` its history can't be read, which spares many projects the time.
        """
        project = Project(len(self.projects) + 201, path, dict(files or {}), **facts)
        self.projects.append(project)
        if git:
            self.folder(project).parent.mkdir(parents=True, exist_ok=True)
            make_repository(self.folder(project), project.files or None, branch=project.branch)
            project.commit = head(self.folder(project)) if project.files else ""
        else:
            project.commit = f"{project.id:040d}"
        return project

    def push(self, project: Project, commit: Commit, *, moves_activity: bool = True) -> None:
        """Add a commit; GitLab does not move the last activity where it moved within the hour."""
        project.commit = add_commit(self.folder(project), commit, branch=project.branch)
        project.files |= {path: content for path, content in commit.files.items() if content is not None}
        if moves_activity:
            project.active = commit.time

    def rename(self, project: Project, path: str) -> None:
        """Rename or transfer a project; its former path redirects."""
        self.former_paths[project.path] = path
        old, project.path = self.folder(project), path
        self.folder(project).parent.mkdir(parents=True, exist_ok=True)
        old.rename(self.folder(project))

    def folder(self, project: Project) -> Path:
        return self.root / f"{project.path}.git"

    def answer(self, asked: Asked) -> Answer:
        if asked.path == GRAPHQL:
            return self._graphql(asked)
        if not asked.path.startswith(f"{API}/"):
            return super().answer(asked)
        found = self._rest(asked, asked.path.removeprefix(f"{API}/"))
        limits = {"RateLimit-Limit": "500", "RateLimit-Remaining": "400", "RateLimit-Reset": "1900000000"}
        return Answer(found.status, found.body, {**limits, **found.headers})

    def _rest(self, asked: Asked, path: str) -> Answer:
        if path == "version":
            return _json({"version": "18.5.0"}) if self._has_token(asked) else _json(_UNAUTHORIZED, 401)
        if path == "projects":
            return self._listing(asked, self._visible(asked), is_full=self._has_token(asked))
        kind, _, rest = path.partition("/")
        if kind in {"groups", "users"} and rest.endswith("/projects"):
            name = rest.removesuffix("/projects")
            return self._group(asked, name) if kind == "groups" else self._user(asked, name)
        if kind == "projects":
            if rest.endswith("/repository/tree"):
                return self._tree(asked, rest.removesuffix("/repository/tree"))
            name, _, tail = rest.partition("/repository/files/")
            return self._file(asked, name, tail) if tail else self._project(asked, name)
        return _not_found()

    def _has_token(self, asked: Asked) -> bool:
        return bool(self.token) and asked.headers.get("authorization") == f"Bearer {self.token}"

    def _visible(self, asked: Asked) -> list[Project]:
        query, sees_all = parse_qs(asked.query), self._has_token(asked)
        wanted = query.get("visibility", [""])[0]
        state = query.get("archived", [""])[0]
        return [
            one
            for one in self.projects
            if (one.visibility == "public" or sees_all)
            and (not wanted or one.visibility == wanted)
            and (not state or one.archived == (state == "true"))
        ]

    def _group(self, asked: Asked, name: str) -> Answer:
        if name in self.users or not any(one.path.startswith(f"{name}/") for one in self.projects):
            return _not_found()
        assert "include_subgroups=true" in asked.query
        return self._listing(asked, [one for one in self._visible(asked) if one.path.startswith(f"{name}/")])

    def _user(self, asked: Asked, name: str) -> Answer:
        if name not in self.users:
            return _not_found()
        own = [one for one in self._visible(asked) if one.path.startswith(f"{name}/")]
        return self._listing(asked, own, is_full=self._has_token(asked))

    def _listing(self, asked: Asked, projects: list[Project], *, is_full: bool = True) -> Answer:
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        assert (query["order_by"], query["sort"]) == ("id", "asc")
        size = min(int(query["per_page"]), self.page_size)
        headers = {}
        if query.get("pagination") == "keyset":
            left = [one for one in projects if one.id > int(query.get("id_after", 0))]
            shown, following = left[:size], {"id_after": left[min(size, len(left)) - 1].id if left else 0}
            is_last = len(left) <= size
        else:
            page = int(query.get("page", 1))
            shown, following = projects[(page - 1) * size : page * size], {"page": page + 1}
            is_last = page * size >= len(projects)
            headers["X-Next-Page"] = "" if is_last else str(page + 1)
        if self.links:
            # A proxy's name: an instance does not always know its own address.
            where = f"https://gitlab.internal{asked.path}?{urlencode(query | following)}"
            headers["Link"] = f'<{where}&x=first>; rel="first"' + (
                "" if is_last else f', <{where}>; rel="next"'
            )
        return _json([self._shape(one, is_full=is_full) for one in shown], headers=headers)

    def _find(self, asked: Asked, name: str) -> Project | None:
        return next((one for one in self._visible(asked) if name in {one.path, str(one.id)}), None)

    def _project(self, asked: Asked, name: str) -> Answer:
        if name in self.former_paths:
            project = self._find(asked, self.former_paths[name])
            assert project is not None
            return Answer(301, headers={"Location": f"{self.url}{API}/projects/{project.id}?{asked.query}"})
        project = self._find(asked, name)
        if project is None:
            return _not_found()
        return _json(self._shape(project) | {"license": {"key": "eupl-1.2", "name": "EUPL"}})

    def _file(self, asked: Asked, name: str, tail: str) -> Answer:
        project = self._find(asked, name)
        path = tail.removesuffix("/raw")
        ref = parse_qs(asked.query)["ref"][0]
        content = project.content(path) if project is not None and ref in {project.branch, "HEAD"} else None
        if project is None or content is None:
            return _not_found()
        etag = f'W/"{blob_id(content)}"'
        headers = {"ETag": etag, "X-Gitlab-Commit-Id": project.commit, "X-Gitlab-Blob-Id": blob_id(content)}
        if asked.headers.get("if-none-match") == etag:
            return Answer(304, headers=headers)
        return Answer(200, content, {"Content-Type": "text/plain; charset=utf-8", **headers})

    def _tree(self, asked: Asked, name: str) -> Answer:
        project, query = self._find(asked, name), parse_qs(asked.query)
        if project is None or query["ref"][0] not in {project.branch, "HEAD"}:
            return _not_found()
        names = sorted({path.partition("/")[0] for path in project.files})[: int(query["per_page"][0])]
        return _json([{"id": "x", "name": one, "type": "blob", "path": one} for one in names])

    def _graphql(self, asked: Asked) -> Answer:
        if not self.complexity:
            return Answer(404, b"<html>not here</html>", {"Content-Type": "text/html"})
        told = json.loads(asked.body)
        if told["variables"]["count"] > self.complexity:
            text = "Query has complexity of 312, which exceeds max complexity of 250"
            return _json({"errors": [{"message": text}]})
        visible = {f"gid://gitlab/Project/{one.id}": one for one in self._visible(asked)}

        def projects(_: Any, ids: list[str], first: int) -> dict[str, Any]:
            nodes = [self._node(name, visible[name]) for name in ids if name in visible]
            return {"nodes": nodes[: min(first, 100)]}

        done = graphql_sync(
            _SCHEMA, told["query"], root_value={"projects": projects}, variable_values=told["variables"]
        )
        self.graphql_errors += [error.message for error in done.errors or ()]
        return _json({"data": done.data} if not done.errors else {"errors": [{"message": str(done.errors)}]})

    def _node(self, name: str, project: Project) -> dict[str, Any]:
        def blobs(_: Any, paths: list[str]) -> dict[str, Any]:
            found = [(path, project.content(path)) for path in paths]
            return {
                "nodes": [_blob(path, content, project) for path, content in found if content is not None]
            }

        def tree(_: Any, **__: Any) -> dict[str, Any]:
            folders = {path.partition("/")[0] for path in project.files if "/" in path}
            files = [path for path in project.files if "/" not in path]
            return {
                "lastCommit": {"sha": project.commit} if project.files else None,
                "blobs": {"nodes": [{"name": one} for one in files]},
                "trees": {"nodes": [{"name": one} for one in sorted(folders)]},
            }

        return {"id": name, "repository": {"rootRef": project.branch, "blobs": blobs, "tree": tree}}

    def _shape(self, project: Project, *, is_full: bool = True) -> dict[str, Any]:
        time = datetime.fromtimestamp(project.active, UTC).isoformat(timespec="milliseconds")
        basic: dict[str, Any] = {
            "id": project.id,
            "description": None,
            "name": project.path.rpartition("/")[2],
            "path": project.path.rpartition("/")[2],
            "path_with_namespace": project.path,
            "default_branch": project.branch if project.files else None,
            "web_url": f"{self.url}/{project.path}",
            "http_url_to_repo": f"{self.url}/{project.path}.git",
            "last_activity_at": time.replace("+00:00", "Z"),
            "topics": [],
        }
        if not is_full:
            return basic
        full = basic | {
            "archived": project.archived,
            "visibility": project.visibility,
            "empty_repo": not project.files,
            "repository_access_level": project.access,
        }
        if project.parent:
            full["forked_from_project"] = {
                "id": project.parent.id,
                "path_with_namespace": project.parent.path,
            }
        return full


def _blob(path: str, content: bytes, project: Project) -> dict[str, Any]:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    mode = "120000" if path in project.links else "100644"
    return {
        "path": path,
        "mode": mode,
        "oid": blob_id(content),
        "rawTextBlob": None if "\0" in text else text,
    }


_UNAUTHORIZED = {"message": "401 Unauthorized"}


def _json(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status, json.dumps(body).encode(), {"Content-Type": "application/json", **(headers or {})})


def _not_found() -> Answer:
    return _json({"message": "404 Not Found"}, 404)
