"""Repositories as GitHub's REST API writes them: ``minimal-repository`` and ``full-repository``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.hosts.github import Project

_BELOW = (
    *("archive", "assignees", "blobs", "branches", "collaborators", "comments", "commits", "compare"),
    *("contents", "deployments", "downloads", "events", "git_commits", "git_refs", "git_tags"),
    *("issue_comment", "issue_events", "issues", "keys", "labels", "languages", "merges", "milestones"),
    *("notifications", "pulls", "releases", "stargazers", "statuses", "tags", "trees"),
    *("contributors", "forks", "hooks", "subscribers", "subscription", "teams"),
)
"""Resources of a repository that have an address of their own."""


def minimal_repository(server: str, project: Project) -> dict[str, Any]:
    """Return a member of a listing, which does not tell a fork's parent."""
    api = f"{server}/api/v3/repos/{project.full_name}"
    license_ = project.license and {
        "key": project.license.lower(),
        "name": project.license,
        "spdx_id": project.license,
        "url": None,
        "node_id": "L_1",
    }
    return {
        "id": project.id,
        "node_id": project.node_id,
        "name": project.name,
        "full_name": project.full_name,
        "owner": _owner(server, project.owner),
        "private": project.private,
        "html_url": f"{server}/{project.full_name}",
        "description": None,
        "fork": project.parent is not None,
        "url": api,
        **{f"{name}_url": f"{api}/{name}" for name in _BELOW},
        "git_url": f"git://{server.partition('//')[2]}/{project.full_name}.git",
        "ssh_url": f"git@host:{project.full_name}.git",
        "clone_url": f"{server}/{project.full_name}.git",
        "svn_url": f"{server}/{project.full_name}",
        "mirror_url": None,
        "homepage": None,
        "language": None,
        **dict.fromkeys(("forks_count", "stargazers_count", "watchers_count", "open_issues_count"), 0),
        **dict.fromkeys(("forks", "watchers", "open_issues"), 0),
        "size": sum(map(len, project.files.values())) // 1024,
        "default_branch": project.branch,
        "archived": project.archived,
        "disabled": project.disabled,
        "visibility": "private" if project.private else "public",
        "pushed_at": project.pushed_at or "2023-11-14T22:13:20Z",
        "created_at": "2023-11-14T22:13:20Z",
        "updated_at": project.pushed_at or "2023-11-14T22:13:20Z",
        "license": license_ or None,
    }


def full_repository(server: str, project: Project) -> dict[str, Any]:
    """Return the answer about one repository."""
    shape = minimal_repository(server, project)
    has = ("issues", "projects", "wiki", "pages", "discussions", "downloads")
    shape |= dict.fromkeys((f"has_{name}" for name in has), False)
    shape |= {"network_count": 0, "subscribers_count": 0}
    if project.parent is not None:
        parent = full_repository(server, project.parent)
        shape |= {"parent": parent, "source": parent}
    return shape


def _owner(server: str, login: str) -> dict[str, Any]:
    api = f"{server}/api/v3/users/{login}"
    below = (
        "followers",
        "following",
        "gists",
        "starred",
        "subscriptions",
        "organizations",
        "repos",
        "events",
    )
    return {
        "login": login,
        "id": 1,
        "node_id": "O_1",
        "avatar_url": f"{server}/avatars/u/1",
        "gravatar_id": "",
        "url": api,
        "html_url": f"{server}/{login}",
        **{f"{name}_url": f"{api}/{name}" for name in below},
        "received_events_url": f"{api}/received_events",
        "type": "Organization",
        "site_admin": False,
    }
