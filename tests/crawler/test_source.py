from __future__ import annotations

import pytest

from crawler.source import HostKind, SourceKind, tell_host
from tests.hosts.repositories import git, make_repository


@pytest.mark.parametrize(
    ("url", "kind", "host"),
    [
        ("https://github.com/comune-esempio", SourceKind.ORG, HostKind.GITHUB),
        ("https://www.github.com/comune/x.git", SourceKind.REPO, HostKind.GITHUB),
        ("https://gitlab.com/a/b/c", SourceKind.ORG, HostKind.GITLAB),
        ("https://bitbucket.org/a", SourceKind.ORG, HostKind.BITBUCKET),
        ("https://codeberg.org/a/b", SourceKind.REPO, HostKind.GITEA),
        ("https://code.forgejo.org", SourceKind.INSTANCE, HostKind.GITEA),
        ("https://git.example/a/b.git", SourceKind.REPO, HostKind.GIT),
        ("https://git.example/a/b.git/", SourceKind.REPO, HostKind.GIT),
        ("https://git.example/a.git", SourceKind.ORG, HostKind.UNKNOWN),
        ("https://git.example/a/b", SourceKind.REPO, HostKind.UNKNOWN),
        ("https://github.com.example/a", SourceKind.ORG, HostKind.UNKNOWN),
        ("file:///nowhere/at/all", SourceKind.REPO, HostKind.DIRECTORY),
    ],
)
def test_the_host_is_told_from_the_url(url, kind, host):
    assert tell_host(url, kind) is host


def test_a_local_folder_is_looked_at(tmp_path):
    bare = make_repository(tmp_path / "a b.git", {"x": "y"})
    git(tmp_path, "clone", "--quiet", str(bare), "clone")
    git(tmp_path / "clone", "worktree", "add", "--quiet", str(tmp_path / "tree"))
    (tmp_path / "plain").mkdir()
    hosts = {
        name: tell_host((tmp_path / name).as_uri(), SourceKind.REPO)
        for name in ("a b.git", "clone", "tree", "plain")
    }
    assert hosts == {"a b.git": "git", "clone": "git", "tree": "git", "plain": "directory"}
    assert tell_host(bare.as_uri(), SourceKind.ORG) is HostKind.DIRECTORY
