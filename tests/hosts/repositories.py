"""Real git repositories with a past that is the same on every machine, made in two processes each."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

NOON = 1_700_000_000
"""2023-11-14T22:13:20Z: the time of the first commit unless told otherwise."""
DAY = 86_400

Files: TypeAlias = "Mapping[str, str | bytes | None]"
"""Contents by path; None removes a file."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit at ``time`` (seconds since 1970) that writes ``files``; ``merges`` are earlier ones' indexes.

    ``links`` are symbolic links and what they point at.
    """

    files: Files = field(default_factory=dict)
    time: int = NOON
    author: str = "ada@code.example"
    merges: Sequence[int] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    message: str = "Change"


def make_repository(
    path: Path,
    files: Files | None = None,
    *,
    commits: Sequence[Commit] | None = None,
    branch: str = "main",
    tags: Mapping[str, int] | None = None,
) -> Path:
    """Make the bare repository ``path``: of one commit with ``files``, or of ``commits``.

    ``tags`` names commits by index. Without files and commits the repository is empty.
    """
    path.mkdir(parents=True)
    git(path, "init", "--quiet", "--bare", f"--initial-branch={branch}")
    if commits is None:
        commits = [Commit(files)] if files else []
    stream = b"".join(_commit(commit, number, branch) for number, commit in enumerate(commits, start=1))
    for name, index in (tags or {}).items():
        who = f"Ada <ada@code.example> {commits[index].time} +0000"
        stream += f"tag {name}\nfrom :{index + 1}\ntagger {who}\n".encode() + _data(b"Release")
    if stream:
        git(path, "fast-import", "--quiet", stdin=stream)
    return path


def add_commit(path: Path, commit: Commit, *, branch: str = "main") -> str:
    """Add a commit to a branch and return the branch's new head."""
    git(path, "fast-import", "--quiet", stdin=_commit(commit, 1, branch, after=f"refs/heads/{branch}^0"))
    return head(path)


def head(path: Path) -> str:
    return git(path, "rev-parse", "HEAD").decode().strip()


def git(path: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Run git in a folder, away from the user's own configuration; return what it prints."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(path),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_DATE": f"{NOON} +0000",
        "GIT_COMMITTER_DATE": f"{NOON} +0000",
    }
    return subprocess.run(
        ["git", *arguments], cwd=path, input=stdin, env=environment, check=True, capture_output=True
    ).stdout


def _commit(commit: Commit, number: int, branch: str, *, after: str | None = None) -> bytes:
    who = f"Somebody <{commit.author}> {commit.time} +0000"
    parts = [f"commit refs/heads/{branch}\nmark :{number}\nauthor {who}\ncommitter {who}\n".encode()]
    parts.append(_data(commit.message.encode()))
    if after:
        parts.append(f"from {after}\n".encode())
    parts += [f"merge :{index + 1}\n".encode() for index in commit.merges]
    for name, content in sorted(commit.files.items()):
        if content is None:
            parts.append(f"D {name}\n".encode())
        else:
            raw = content.encode() if isinstance(content, str) else content
            parts += [f"M 100644 inline {name}\n".encode(), _data(raw)]
    for name, target in sorted(commit.links.items()):
        parts += [f"M 120000 inline {name}\n".encode(), _data(target.encode())]
    return b"".join([*parts, b"\n"])


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)
