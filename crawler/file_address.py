"""From the address that a person copies out of a browser to those where a publiccode.yml may be read."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from crawler.repository import FILE, OTHER_SPELLING
from crawler.source import HostKind, kind_by_name
from publiccode.repository import canonical_url

_FILE = re.compile(r"\.ya?ml$", re.IGNORECASE)
# Pages of code hosts that show a file or folder: everything before, what, which branch, the path.
_GITLAB = re.compile(r"^(?P<root>.+)/-/(?:blob|tree|raw)/(?P<ref>[^/]+)(?P<path>/.*)?$")
_GITEA = re.compile(
    r"^(?P<root>/[^/]+/[^/]+)/(?:src|raw)/(?P<ref>(?:branch|tag|commit)/[^/]+)(?P<path>/.*)?$"
)
_BITBUCKET = re.compile(r"^(?P<root>/[^/]+/[^/]+)/(?:src|raw)/(?P<ref>[^/]+)(?P<path>/.*)?$")
_GITHUB = re.compile(r"^(?P<root>/[^/]+/[^/]+)/(?:blob|tree|raw)/(?P<ref>[^/]+)(?P<path>/.*)?$")
_GITHUB_RAW = "raw.githubusercontent.com"
_PAGES = (_GITLAB, _GITEA, _GITHUB, _BITBUCKET)
_PAGE_OF = {
    HostKind.GITHUB: _GITHUB,
    HostKind.GITLAB: _GITLAB,
    HostKind.GITEA: _GITEA,
    HostKind.BITBUCKET: _BITBUCKET,
}


def file_addresses(url: str) -> tuple[str, ...]:
    """Return the addresses to try for ``url``, the likeliest first.

    ``url`` may be a raw file, the page of a file, of a folder or of a repository. On a host whose software
    its name does not tell, what each software would answer is tried after the address itself.
    """
    parts = urlsplit(url)
    host = kind_by_name(url)
    for page in _PAGES:
        match = page.match(parts.path.rstrip("/"))
        if match and not (page is _BITBUCKET and host is not HostKind.BITBUCKET):
            path = (match["path"] or "").strip("/")
            names = [path] if _FILE.search(path) else _both(f"{path}/" if path else "")
            raw = [_raw(page, url, match["root"], match["ref"], name) for name in names]
            return tuple(dict.fromkeys([*raw, url]))
    if _FILE.search(parts.path):
        return (url,)
    root = parts.path.rstrip("/").removesuffix(".git")
    known = {
        HostKind.GITHUB: [_GITHUB],
        HostKind.GITLAB: [_GITLAB],
        HostKind.BITBUCKET: [_BITBUCKET],
        HostKind.GITEA: [_GITEA],
    }.get(host)
    tried = [_raw(page, url, root, "HEAD", name) for page in known or _PAGES[:3] for name in _both("")]
    return tuple(tried) if known else (url, *tried)


def raw_address(url: str) -> str:
    """Return where the file of a page is as it is, ``url`` itself where it is no page of a known code host.

    People copy the address of the page that shows a picture. On GitHub raw files have a host of their own,
    which is asked at once.
    """
    parts = urlsplit(url)
    host = kind_by_name(url)
    known = _PAGE_OF.get(host)
    match = known.match(parts.path) if known else None
    path = (match["path"] or "").strip("/") if match else ""
    if known is None or match is None or not path or parts.hostname == _GITHUB_RAW:
        return url
    return _raw(known, url, match["root"], match["ref"], path)


def repository_of(url: str) -> str | None:
    """Return the repository that a page or raw file belongs to, None where the address does not tell."""
    parts = urlsplit(url)
    if parts.hostname == _GITHUB_RAW:
        owner, _, rest = parts.path.strip("/").partition("/")
        return f"https://github.com/{owner}/{rest.partition('/')[0]}"
    for page in _PAGES:
        match = page.match(parts.path)
        if match:
            return canonical_url(urlunsplit((parts.scheme, parts.netloc, match["root"], "", "")))
    return None if _FILE.search(parts.path) else canonical_url(url)


def _both(folder: str) -> list[str]:
    return [f"{folder}{name}" for name in (FILE, OTHER_SPELLING)]


def _raw(page: re.Pattern[str], url: str, root: str, ref: str, path: str) -> str:
    """Return where a hosting software serves a file as it is."""
    parts = urlsplit(url)
    host, where = parts.netloc, f"{root}/raw/{ref}/{path}"
    if page is _GITLAB:
        where = f"{root}/-/raw/{ref}/{path}"
    elif page is _GITEA and ref == "HEAD":
        where = f"/api/v1/repos{root}/raw/{path}"  # by its default branch, which the pages don't tell
    elif page is _GITHUB and kind_by_name(url) is HostKind.GITHUB:
        host, where = _GITHUB_RAW, f"{root}/{ref}/{path}"
    return urlunsplit((parts.scheme, host, where, "", ""))
