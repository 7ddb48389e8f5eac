"""Bitbucket Cloud's API 2.0 on a free local port, as documented, for what a crawl asks.

Shapes: https://developer.atlassian.com/cloud/bitbucket/rest/ (repositories, source, pagination, fields).
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode

from crawler.content import blob_id
from tests.hosts.git_http import GitServer
from tests.hosts.repositories import NOON, Commit, add_commit, make_repository
from tests.hosts.server import Answer, Asked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

API = "/2.0/repositories/"


@dataclass(slots=True)
class Project:
    """One repository; ``updated`` is in seconds since 1970."""

    full_name: str
    files: dict[str, str | bytes]
    uuid: str
    branch: str = "main"
    private: bool = False
    parent: Project | None = None
    updated: int = NOON


class BitbucketServer(GitServer):
    """Workspaces and their repositories; ``token`` is what shows private ones."""

    def __init__(self, root: Path, *, page_size: int = 100) -> None:
        super().__init__(root)
        root.mkdir(parents=True, exist_ok=True)
        self.page_size = page_size
        self.token = ""
        self.projects: list[Project] = []
        self.former_names: dict[str, str] = {}

    def add(
        self,
        full_name: str,
        files: Mapping[str, str | bytes] | None = None,
        *,
        git: bool = True,
        **facts: Any,
    ) -> Project:
        """Add a repository with one commit of ``files``; without any it is empty."""
        identifier = str(uuid.UUID(int=len(self.projects) + 1))
        project = Project(full_name, dict(files or {}), identifier, **facts)
        self.projects.append(project)
        if git:
            self.folder(project).parent.mkdir(parents=True, exist_ok=True)
            make_repository(self.folder(project), project.files or None, branch=project.branch)
        return project

    def push(self, project: Project, commit: Commit) -> None:
        add_commit(self.folder(project), commit, branch=project.branch)
        project.files |= {path: content for path, content in commit.files.items() if content is not None}
        project.updated = commit.time

    def rename(self, project: Project, full_name: str) -> None:
        self.former_names[project.full_name] = full_name
        old, project.full_name = self.folder(project), full_name
        self.folder(project).parent.mkdir(parents=True, exist_ok=True)
        old.rename(self.folder(project))

    def folder(self, project: Project) -> Path:
        return self.root / f"{project.full_name}.git"

    def answer(self, asked: Asked) -> Answer:
        if not asked.path.startswith(API):
            return super().answer(asked)
        names = asked.path.removeprefix(API).split("/")
        if len(names) == 1:
            return self._workspace(asked, names[0])
        full_name, rest = "/".join(names[:2]), names[2:]
        if full_name in self.former_names:
            where = "/".join([self.former_names[full_name], *rest])
            return Answer(301, headers={"Location": f"{API}{where}?{asked.query}"})
        project = next((one for one in self._visible(asked) if one.full_name == full_name), None)
        if project is None:
            return _error(404, f"Repository {full_name} not found")
        return self._file(asked, project, rest) if rest else _json(self._shape(project, _fields(asked)))

    def _visible(self, asked: Asked) -> list[Project]:
        sees_all = bool(self.token) and asked.headers.get("authorization") == f"Bearer {self.token}"
        return [one for one in self.projects if sees_all or not one.private]

    def _workspace(self, asked: Asked, name: str) -> Answer:
        own = [one for one in self._visible(asked) if one.full_name.startswith(f"{name}/")]
        if not any(one.full_name.startswith(f"{name}/") for one in self.projects):
            return _error(404, f"No workspace with identifier '{name}'.")
        query = {key: values[0] for key, values in parse_qs(asked.query).items()}
        assert query["sort"] == "created_on"
        size, page = min(int(query["pagelen"]), self.page_size), int(query.get("page", 1))
        fields = {field.removeprefix("values.") for field in _fields(asked)}
        body: dict[str, Any] = {
            "values": [self._shape(one, fields) for one in own[(page - 1) * size : page * size]]
        }
        if page * size < len(own):
            body["next"] = f"https://api.bitbucket.org{asked.path}?{urlencode(query | {'page': page + 1})}"
        return _json(body)

    def _file(self, asked: Asked, project: Project, rest: list[str]) -> Answer:
        if rest[0] == "src" and rest[1] in {project.branch, "HEAD"} and rest[2:] == [""]:
            assert _fields(asked) == {"values.path"}
            names = sorted({path.partition("/")[0] for path in project.files})
            return _json({"values": [{"path": one} for one in names]})
        content = project.files.get("/".join(rest[2:]))
        if rest[0] != "src" or rest[1] not in {project.branch, "HEAD"} or content is None:
            return _error(404, "No such file or directory")
        data = content.encode() if isinstance(content, str) else content
        etag = f'"{blob_id(data)}"'
        if asked.headers.get("if-none-match") == etag:
            return Answer(304, headers={"ETag": etag})
        return Answer(200, data, {"Content-Type": "text/plain", "ETag": etag})

    def _shape(self, project: Project, fields: set[str]) -> dict[str, Any]:
        """Return a repository with the fields that are asked for, and no other."""
        time = datetime.fromtimestamp(project.updated, UTC).isoformat(timespec="microseconds")
        every = {
            "uuid": f"{{{project.uuid}}}",
            "full_name": project.full_name,
            "is_private": project.private,
            "updated_on": time,
            "description": "x",
        }
        found: dict[str, Any] = {name: value for name, value in every.items() if name in fields}
        if "mainbranch.name" in fields:
            found["mainbranch"] = {"name": project.branch} if project.files else None
        if "parent.full_name" in fields and project.parent:
            found["parent"] = {"full_name": project.parent.full_name}
        return found


def _fields(asked: Asked) -> set[str]:
    return set(parse_qs(asked.query)["fields"][0].split(","))


def _json(body: object, status: int = 200) -> Answer:
    return Answer(status, json.dumps(body).encode(), {"Content-Type": "application/json"})


def _error(status: int, message: str) -> Answer:
    return _json({"type": "error", "error": {"message": message}}, status)
