"""The URL of a source: from what a publishers file says to a URL that can be crawled, or why it can't."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from crawler.source import FILES, HostKind, SourceKind, file_path
from publiccode.finding import excerpt

_LOCAL = frozenset({HostKind.DIRECTORY, HostKind.GIT})


class UnusableURLError(ValueError):
    """Raised by :func:`source_url`; ``hint`` says what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def source_url(text: str, kind: SourceKind, host: HostKind | None, folder: Path) -> str:
    """Return the URL of a source; a path is taken from ``folder``, the publishers file's own.

    Raises :class:`UnusableURLError`.
    """
    text = text.strip()
    if any(not letter.isprintable() or letter.isspace() for letter in text):
        raise UnusableURLError(
            f"{excerpt(text)} holds blanks or control characters", "Remove or escape them."
        )
    url = text if "://" in text else _from_path(text, host, folder)
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise UnusableURLError(f"{excerpt(text)} is no URL: {error}", "Copy it from the browser.") from error
    if parts.scheme not in {"http", "https", "file"}:
        raise UnusableURLError(
            f"{excerpt(text)} can't be read: riuso speaks https, http and file", "Use the https:// URL."
        )
    if parts.scheme == "file":
        return _local(url, kind, host)
    return _remote(url, kind, host)


def sub_path(text: str) -> str:
    """Return the path of a further ``publiccode.yml`` below a repository's root, with plain slashes.

    Raises :class:`UnusableURLError`.
    """
    path = text.strip().removeprefix("./")
    if not path.isprintable() or path.startswith("/") or "\\" in path:
        raise UnusableURLError(f"{excerpt(text)} is no path in a repository", "Write folder/publiccode.yml.")
    parts = path.rstrip("/").split("/")
    if any(part in {"", ".", "..", ".git"} for part in parts):
        raise UnusableURLError(f"{excerpt(text)} leads out of its folder", "Write folder/publiccode.yml.")
    if parts[-1] not in FILES:
        parts.append(FILES[0])
    if len(parts) == 1:
        raise UnusableURLError(
            f"{excerpt(text)} is the root's file, which is read anyway", "Name those in sub-folders only."
        )
    return "/".join(parts)


def _from_path(text: str, host: HostKind | None, folder: Path) -> str:
    if host in _LOCAL or text.startswith((".", "/")):
        # Not resolved: the folder keeps the name the operator gave it, symbolic link or not.
        return Path(os.path.abspath(folder / text)).as_uri()  # noqa: PTH100 - resolve() follows links
    raise UnusableURLError(f"{excerpt(text)} is no URL", "Begin it with https://, or a path with ./ or /.")


def _local(url: str, kind: SourceKind, host: HostKind | None) -> str:
    if urlsplit(url).netloc not in {"", "localhost"}:
        raise UnusableURLError(f"{excerpt(url)} names another machine", "Write file:/// and the path.")
    if host is not None and host not in _LOCAL:
        raise UnusableURLError(
            f"a local folder can't be {host}", "Leave out 'host:', or use directory or git."
        )
    _refuse_git_listing(kind, host)
    return file_path(url).as_uri()


def _remote(url: str, kind: SourceKind, host: HostKind | None) -> str:
    parts = urlsplit(url)
    if not parts.hostname:
        raise UnusableURLError(f"{excerpt(url)} names no host", "Write https://HOST/…")
    if parts.username or parts.password:
        hint = "Remove it; a token comes from the environment (RIUSO_TOKEN_ and the host)."
        raise UnusableURLError("the URL holds a user name or password", hint)
    if host is HostKind.DIRECTORY:
        raise UnusableURLError("a directory is a local folder", "Write its path, or another 'host:'.")
    if kind not in {SourceKind.INSTANCE, SourceKind.LIST} and not parts.path.strip("/"):
        raise UnusableURLError(
            f"{excerpt(url)} names a whole instance", "Put it under 'instances:', or add the account."
        )
    _refuse_git_listing(kind, host)
    url = url.partition("#")[0]
    is_document = kind is SourceKind.LIST or parts.path.rpartition("/")[2] in FILES
    return url if is_document else url.partition("?")[0]


def _refuse_git_listing(kind: SourceKind, host: HostKind | None) -> None:
    if host is HostKind.GIT and kind is not SourceKind.REPO:
        raise UnusableURLError(
            f"plain git can't list the repositories of an {kind}", "Name each repository under 'repos:'."
        )
