"""What git knows: where the repository is, its last version, who works here."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

from cli.init.facts import Facts, Seen
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from pathlib import Path

_TIME_LIMIT = 20.0
_VERSION = re.compile(r"(?:[\w.-]*?[/_-])?v?(\d+(?:\.\d+)+[\w.+-]*)")


def git_facts(folder: Path) -> Facts:
    """Return address, version and its date; empty where the folder is in no git repository."""
    facts = Facts()
    url = _remote(folder)
    if url:
        facts.url = Seen(url, "git remote")
        facts.name = Seen(url.rpartition("/")[2], "git remote")
    for line in _git(
        folder,
        "tag",
        "--merged=HEAD",
        "--sort=-creatordate",
        "--format=%(creatordate:short) %(refname:short)",
    ):
        day, _, tag = line.partition(" ")
        version = _VERSION.fullmatch(tag)
        if version:
            facts.version = Seen(version[1], f"git tag {tag}")
            facts.release_date = Seen(day, f"git tag {tag}")
            break
    return facts


def author(folder: Path) -> tuple[str, str]:
    """Return name and e-mail address that whoever works here has given to git."""
    name, email = (next(iter(_git(folder, "config", key)), "") for key in ("user.name", "user.email"))
    return name, email


def _remote(folder: Path) -> str:
    """Return the address of ``origin``, else of the first remote, as https; "" for a local folder."""
    remotes = _git(folder, "remote")
    names = sorted(remotes, key=lambda name: name != "origin")
    if not names:
        return ""
    given = next(iter(_git(folder, "remote", "get-url", names[0])), "")
    url = canonical_url(given)
    scheme, _, rest = url.partition("://")
    if scheme in {"ssh", "git", "git+ssh", "http"}:
        host, slash, path = rest.partition("/")
        url = f"https://{host.partition(':')[0] if scheme != 'http' else host}{slash}{path}"
    return url if url.startswith("https://") else ""


def _git(folder: Path, *arguments: str) -> list[str]:
    """Return the lines that git prints, none where it fails; it asks nobody and talks to no host."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            check=False,
            timeout=_TIME_LIMIT,
            env={**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return done.stdout.decode(errors="replace").splitlines() if done.returncode == 0 else []
