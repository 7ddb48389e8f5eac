"""What GitLab's API (v4) tells of a project, as far as it is read.

Shapes: https://docs.gitlab.com/api/projects/; without a token most of these keys are missing.
"""

from __future__ import annotations

import re
from datetime import datetime  # noqa: TC003 - msgspec reads the annotations below

import msgspec

_PATH = re.compile(r"[\w.+-]+(?:/[\w.+-]+)+")
_FOR_ALL = frozenset({None, "enabled", "public"})


class Parent(msgspec.Struct, frozen=True):
    """The project that a fork was made from."""

    path_with_namespace: str


class License(msgspec.Struct, frozen=True):
    """The licence that GitLab found; ``key`` is its SPDX id in lower case, or ``other``."""

    key: str


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """One project."""

    id: int
    path_with_namespace: str
    default_branch: str | None = None
    archived: bool | None = None
    visibility: str | None = None
    empty_repo: bool | None = None
    repository_access_level: str | None = None
    forked_from_project: Parent | None = None
    last_activity_at: datetime | None = None
    license: License | None = None

    def __post_init__(self) -> None:
        if not _PATH.fullmatch(self.path_with_namespace) or ".." in self.path_with_namespace.split("/"):
            raise ValueError(f"{self.path_with_namespace!r} is no path of a project")


def not_public(project: Project) -> str | None:
    """Return why a project's files are not for everybody, None where they are.

    A token may show the crawl more than the public sees.
    """
    if project.visibility not in {None, "public"}:
        return f"the host says it is {project.visibility}"
    if project.repository_access_level not in _FOR_ALL:
        return f"the project is public and its repository is not ({project.repository_access_level})"
    return None
