"""What riuso asks of a git server: its head, one file, the commits. Never more of a repository."""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies

from crawler.content import MAX_FILE_BYTES
from crawler.git.answers import File, Files, Head, History
from crawler.git.environment import CONFIGURATION, configured, credentials, environment, pinned, protocol
from crawler.git.executable import Bounds, Git, GitBoundError, GitError, Said
from crawler.git.history import FORMAT, read_history
from crawler.repository import FILE, OTHER_SPELLING
from crawler.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from crawler.guard import Guard

MAX_NAMES = 1000
"""Names of a root folder that are kept."""
ROOT_BYTES = 64 * 1024 * 1024
"""A root folder's tree has some kB; a server without filters sends a whole tree instead, up to here."""
HISTORY_BYTES = 128 * 1024 * 1024
HISTORY_DEPTH = 100_000
"""Of a longer history the newest part is counted, and the activity says so."""
LOG_BYTES = 32 * 1024 * 1024

_IDENTIFIER = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_SHA256_LENGTH = 64
_REGULAR = frozenset({"100644", "100755", "100664"})
_OBSTACLES = {"120000": "a symbolic link", "040000": "a folder", "160000": "a submodule"}
_NO_FILTERS = "filtering not recognized by server"
_NO_DEPTH = "filter"


class Exchanges:
    """Conversations with git servers, each in a folder of its own that is removed after it.

    ``count`` is called for every exchange but the first of a request, which Scrapy itself counts. All raise
    :class:`crawler.guard.ForbiddenAddressError` for a server to which ``guard`` does not let them go.
    """

    def __init__(self, work: Path, user_agent: str, guard: Guard, tokens: Tokens | None = None) -> None:
        self._work, self._guard = work, guard
        self._tokens = tokens or Tokens({})
        home = work / "home"
        home.mkdir(parents=True, exist_ok=True)
        (home / "gitconfig").write_text(CONFIGURATION)
        self.git = Git(environment(home, user_agent))

    async def head(self, url: str, seconds: float) -> Head:
        """Return the commit and branch that HEAD names, in one ``ls-remote``."""
        network = await self._network(url)
        async with self._folder() as folder:
            packets = folder / "packets"
            said = await self.git.run(
                *("ls-remote", "--symref", "--", _safe(url), "HEAD"),
                folder=folder,
                bounds=Bounds(seconds=seconds, disk=ROOT_BYTES),
                extra={**network, "GIT_TRACE_PACKET": str(packets)},
            )
            head = _head(said.stdout.decode("utf-8", "replace"))
            # Git takes some web pages for a repository without commits; a git server exchanges packets.
            if head.commit is None and not packets.exists():
                raise GitError("protocol error: what answers there is no git server")
        return head

    async def files(
        self, url: str, commit: str, seconds: float, count: Callable[[], None], paths: Sequence[str] = ()
    ) -> Files:
        """Return the root's names, its file, and those at ``paths``, from a partial clone of one commit."""
        network = await self._network(url)
        async with self._folder() as folder:
            clone = _Clone(self.git, folder, url, network, seconds, sha256=is_sha256(commit))
            filters = await self._fetch_trees(clone, commit, count, root_only=not paths)
            root = await clone.entries(commit)
            files = [await _file(clone, root, (FILE, OTHER_SPELLING), filters, count)]
            for path in paths:
                entries = await clone.entries(commit, path)
                files.append(await _file(clone, entries, (path,), filters, count))
            return Files(commit, tuple(list(root)[:MAX_NAMES]), tuple(files), filters)

    async def _fetch_trees(
        self, clone: _Clone, commit: str, count: Callable[[], None], *, root_only: bool
    ) -> bool:
        """Fetch a commit and its folders, without files; return whether the server can filter."""
        wanted = "tree:1" if root_only else "blob:none"
        try:
            said = await clone.fetch("--depth=1", "--no-tags", f"--filter={wanted}", "origin", commit)
        except GitError as error:
            # Some servers refuse filters by tree depth: then the trees of all folders come, without files.
            if _NO_DEPTH not in error.stderr:
                raise
            count()
            said = await clone.fetch("--depth=1", "--no-tags", "--filter=blob:none", "origin", commit)
        return _NO_FILTERS not in said.stderr

    async def history(
        self, url: str, seconds: float, latest: int, count: Callable[[], None], *, sha256: bool = False
    ) -> History:
        """Return the activity of HEAD from a clone of commits and tags alone.

        ``latest`` is now, in seconds since 1970; ``sha256`` says that the repository is not in SHA-1.
        """
        network = await self._network(url)
        async with self._folder() as folder:
            clone = _Clone(self.git, folder, url, network, seconds, disk=HISTORY_BYTES, sha256=sha256)
            commits = (f"--depth={HISTORY_DEPTH}", "--filter=tree:0", "--no-tags", "origin", "HEAD")
            try:
                await clone.fetch(*commits, "+refs/tags/*:refs/tags/*")
                tags = await clone.read("for-each-ref", "--format=%(creatordate:unix)", "refs/tags")
            except GitError:
                # A tag on a file or folder can't be had without it: then tags are counted and not dated.
                count()
                tags = await clone.count_tags()
                count()
                await clone.fetch(*commits)
            commit = clone.fetched()
            log = await clone.read(
                "log", f"--format={FORMAT}", "--no-mailmap", commit, "--", output=LOG_BYTES
            )
            truncated = (folder / "shallow").exists()
        return History(read_history(commit, log, tags, latest=latest, truncated=truncated))

    async def _network(self, url: str) -> dict[str, str]:
        """Return the environment in which git may speak to one server, and to no other address."""
        try:
            addresses = await self._guard.addresses(_safe(url))
        except OSError as error:
            if getproxies():
                # A name that only the proxy knows.
                return {
                    **protocol(urlsplit(url).scheme),
                    **configured(credentials(url, self._tokens.for_url(url))),
                }
            raise GitError(f"Could not resolve the host: {error}") from error
        settings = {**pinned(url, addresses), **credentials(url, self._tokens.for_url(url))}
        return {**protocol(urlsplit(url).scheme), **configured(settings)}

    @asynccontextmanager
    async def _folder(self) -> AsyncIterator[Path]:
        folder = Path(tempfile.mkdtemp(dir=self._work))
        try:
            yield folder
        finally:
            # In a thread: a busy disk must not keep the other downloads waiting.
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    def close(self) -> None:
        """Remove what is left on disk."""
        shutil.rmtree(self._work, ignore_errors=True)


class _Clone:
    """A bare partial clone in the making; written by hand, as ``git init`` would."""

    def __init__(
        self,
        git: Git,
        folder: Path,
        url: str,
        network: dict[str, str],
        seconds: float,
        *,
        disk: int = ROOT_BYTES,
        sha256: bool = False,
    ) -> None:
        self.git, self.folder = git, folder
        self.network = network
        self.bounds = Bounds(seconds=seconds, disk=disk, output=disk)
        (folder / "objects").mkdir()
        (folder / "refs").mkdir()
        (folder / "HEAD").write_text("ref: refs/heads/none\n")
        (folder / "config").write_text(
            _CONFIG.format(url=_quoted(_safe(url)), form="sha256" if sha256 else "sha1")
        )

    async def fetch(self, *arguments: str) -> Said:
        """Run one exchange with the server."""
        return await self._git("fetch", "--quiet", "--no-auto-gc", *arguments, extra=self.network)

    async def read(self, *arguments: str, output: int | None = None) -> bytes:
        """Run a command that may not speak to the server; return what it prints."""
        said = await self._git(*arguments, extra=protocol("none"), output=output)
        return said.stdout

    async def _git(self, *arguments: str, extra: dict[str, str], output: int | None = None) -> Said:
        bounds = self.bounds
        if output is not None:
            bounds = Bounds(seconds=bounds.seconds, disk=bounds.disk, output=output)
        return await self.git.run(
            *arguments, folder=self.folder, bounds=bounds, extra={**extra, "GIT_DIR": str(self.folder)}
        )

    def fetched(self) -> str:
        """Return the commit that the last fetch brought first."""
        return (self.folder / "FETCH_HEAD").read_text(errors="replace").split(maxsplit=1)[0]

    async def entries(self, commit: str, *paths: str) -> dict[str, tuple[str, str]]:
        """Return mode and id of the root folder's entries by name, or of those at ``paths`` by path."""
        listing = await self.read("ls-tree", "-z", "--full-tree", commit, "--", *paths)
        entries = {}
        for line in listing.decode("utf-8", "replace").split("\0"):
            facts, _, name = line.partition("\t")
            if name:
                mode, _, identifier = facts.split(" ")
                entries[name] = (mode, identifier)
        return entries

    async def count_tags(self) -> bytes:
        """Ask the server for its tags; return a line with 0, no time, for each."""
        said = await self._git("ls-remote", "--tags", "--refs", "origin", extra=self.network)
        return b"0\n" * said.stdout.count(b"\n")

    async def blob(self, identifier: str, *, fetch: bool) -> bytes | None:
        """Return the bytes of a blob; None where they are more than a file may have."""
        if fetch:
            # Without --no-filter git would use the filter of the fetch before, which may have been refused.
            await self.fetch("--depth=1", "--no-tags", "--no-filter", "origin", identifier)
        try:
            return await self.read("cat-file", "blob", identifier, output=MAX_FILE_BYTES)
        except GitBoundError:
            return None


async def _file(
    clone: _Clone,
    entries: Mapping[str, tuple[str, str]],
    spellings: Sequence[str],
    filters: bool,
    count: Callable[[], None],
) -> File:
    """Return the first file of ``spellings`` that there is; one more exchange where the server filters."""
    path = next((path for path in spellings if path in entries), None)
    if path is None:
        return File()
    mode, blob = entries[path]
    if mode not in _REGULAR:
        return File(path, blob, obstacle=_OBSTACLES.get(mode, f"an entry of mode {mode}"))
    if filters:
        count()
    return File(path, blob, await clone.blob(blob, fetch=filters))


_CONFIG = """\
[core]
\trepositoryformatversion = 1
\tbare = true
[extensions]
\tpartialClone = origin
\tobjectFormat = {form}
[remote "origin"]
\turl = {url}
\tpromisor = true
"""


def is_sha256(identifier: str) -> bool:
    """Whether an object's id is not a SHA-1."""
    return len(identifier) == _SHA256_LENGTH


def _safe(url: str) -> str:
    """Return a URL that git can't take for an option, a command or a second line of configuration."""
    if url.startswith("-") or not url.isprintable() or urlsplit(url).scheme not in {"http", "https", "file"}:
        raise GitError(f"riuso refuses the address {url!r}")
    return url


def _quoted(value: str) -> str:
    """Return a value as git's configuration writes it."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _head(listing: str) -> Head:
    commit = branch = None
    for line in listing.splitlines():
        value, _, name = line.partition("\t")
        if name == "HEAD" and value.startswith("ref: "):
            branch = value.removeprefix("ref: ").removeprefix("refs/heads/")
        elif name == "HEAD" and _IDENTIFIER.fullmatch(value):
            commit = value
    return Head(commit, branch)
