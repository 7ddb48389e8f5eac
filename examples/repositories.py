"""Makes real git repositories with a past, from a folder of files and a few words on who did what when."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

AUTHORS = (
    ("Ottavia Brembilla", "ottavia@code.example"),
    ("Hedwig Sommerfeldt", "hedwig@code.example"),
    ("Maël Tanguy", "mael@code.example"),
    ("Femke Roelofsma", "femke@code.example"),
)
BRANCH = "refs/heads/main"


@dataclass(frozen=True, slots=True)
class Past:
    """``commits`` made at even distances from ``first`` to ``last`` by ``authors`` people in turn.

    Every ``release_every``-th of them is tagged as a release; 0 means that there is none.
    """

    first: datetime
    last: datetime
    commits: int
    authors: int
    release_every: int = 0


def make_repository(path: Path, files: Mapping[str, bytes], past: Past) -> None:
    """Make the bare repository ``path`` whose last commit brings ``files``."""
    path.mkdir(parents=True)
    _git(path, "init", "--quiet", "--bare", "--initial-branch=main", str(path))
    step = (past.last - past.first) / max(past.commits - 1, 1)
    stream = bytearray()
    for number in range(past.commits):
        when = past.first + step * number
        is_last = number == past.commits - 1
        content = dict(files) if is_last else {"NOTES": f"Step {number + 1}\n".encode()}
        stream += _commit(when, AUTHORS[number % past.authors], f"Step {number + 1}", content)
        if past.release_every and (number + 1) % past.release_every == 0:
            stream += _tag(f"v1.{(number + 1) // past.release_every}", when, AUTHORS[0])
    _git(path, "fast-import", "--quiet", stdin=bytes(stream))


def commit(path: Path, files: Mapping[str, bytes], message: str, *, days_later: int = 1) -> None:
    """Add a commit to the bare repository ``path``, some days after its last one."""
    last = int(_git(path, "log", "-1", "--format=%ct", "main"))
    when = datetime.fromtimestamp(last, UTC) + timedelta(days=days_later)
    _git(path, "fast-import", "--quiet", stdin=_commit(when, AUTHORS[1], message, files, after=f"{BRANCH}^0"))


def _commit(
    when: datetime, author: tuple[str, str], message: str, files: Mapping[str, bytes], *, after: str | None = None
) -> bytes:
    name, email = author
    parts = [f"commit {BRANCH}\ncommitter {name} <{email}> {int(when.timestamp())} +0000\n".encode()]
    parts.append(_data(message.encode()))
    if after:
        parts.append(f"from {after}\n".encode())
    for file, content in sorted(files.items()):
        parts += [f"M 100644 inline {file}\n".encode(), _data(content)]
    return b"".join([*parts, b"\n"])


def _tag(name: str, when: datetime, tagger: tuple[str, str]) -> bytes:
    who = f"{tagger[0]} <{tagger[1]}> {int(when.timestamp())} +0000"
    return f"tag {name}\nfrom {BRANCH}\ntagger {who}\n".encode() + _data(f"Release {name}".encode())


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _git(path: Path, *arguments: str, stdin: bytes = b"") -> str:
    done = subprocess.run(
        ["git", "--git-dir", str(path), *arguments], input=stdin, capture_output=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"git {arguments[0]} failed: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode()
