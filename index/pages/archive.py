"""The pages of a language as a ZIP to unpack and open without a server: no link in it leads nowhere."""

from __future__ import annotations

import posixpath
import re
import zipfile
from html import escape, unescape
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from index.pages.links import INDEX
from index.pages.mirrored import LOGO, SMALL

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

    from index.pages.output import Output
    from index.pages.site import Site

TOP = "catalogue"
"""The folder that a ZIP unpacks into."""
MOST_PICTURE_BYTES = 32 * 1024 * 1024
"""Of all pictures in a ZIP; where there are more, the others show their text."""
_PICTURE = ".webp"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SHARED = ("static", "files")
_LEFT_OUT = ("pagefind", "api", "downloads", ".well-known", "badge")
_FOR_SERVERS = re.compile(r"404\.html|robots\.txt|opensearch\.xml|sitemap.*\.xml")
_ANCHOR = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_LINK = re.compile(r"<link\b([^>]*)>\n?")
_LANGUAGES = re.compile(r'<nav class="languages".*?</nav>', re.DOTALL)
_HREF = re.compile(r'\bhref="([^"]*)"')
_HIDDEN = " data-offline hidden"
"""On what a page says only where it can't lead to the site."""


def write_archives(output: Output, site: Site) -> None:
    """Write the ZIP of each language: its pages with the files they need, its home page at the top."""
    pictures = _taken_along(output.new)
    for language in site.options.languages:
        path = f"downloads/catalogue-{language}.zip"
        output.write(path, _archive(output.new, site, language, pictures))


def _taken_along(folder: Path) -> frozenset[Path]:
    """Return the pictures that go into a ZIP: logos, small ones, large ones, while there is room."""
    found = sorted(folder.glob(f"files/*/*{_PICTURE}"), key=_rank)
    taken, left = set(), MOST_PICTURE_BYTES
    for path in found:
        left -= path.stat().st_size
        if left < 0:
            break
        taken.add(path)
    return frozenset(taken)


def _rank(path: Path) -> tuple[int, Path]:
    return (0 if path.name == LOGO else 1 if path.name.endswith(SMALL) else 2), path


def _archive(folder: Path, site: Site, language: str, pictures: frozenset[Path]) -> bytes:
    """Return the pages of a language as a ZIP, the same bytes for the same pages.

    A page of a language in a folder of its own finds the shared files one folder up: the ZIP keeps that.
    """
    own = site.folder(language).rstrip("/")
    paths = _paths(folder, site, own, pictures)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, path in paths.items():
            content = path.read_bytes()
            if name.endswith(".html"):
                page = without_dead_links(content.decode(), name, paths, site.options.base_url)
                content = page.encode()
            archive.writestr(_info(name), content)
        if own:
            archive.writestr(_info(INDEX), _doorstep(own))
    return packed.getvalue()


def _paths(folder: Path, site: Site, own: str, pictures: frozenset[Path]) -> dict[str, Path]:
    """Return the files of a language's ZIP by their path from the root of the site."""
    others = {tag for tag in site.options.languages if site.folder(tag) and tag != own}
    found = {}
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        is_ours = parts[0] in {own, *_SHARED} if own else parts[0] not in others
        is_left_out = parts[0] in _LEFT_OUT or parts[-1].startswith(".")
        is_left_out = is_left_out or _FOR_SERVERS.fullmatch(parts[-1]) is not None
        is_left_out = is_left_out or (path.suffix == _PICTURE and path not in pictures)
        if is_ours and not is_left_out and path.is_file():
            found["/".join(parts)] = path
    return found


def without_dead_links(page: str, path: str, there: Container[str], base_url: str | None) -> str:
    """Return a page whose links all lead somewhere: to what is ``there``, or to the site at ``base_url``.

    Where the site's address is not known a link that would lead nowhere becomes its text, and the page says
    what only the site has.
    """

    def public(attributes: str) -> str | None:
        """Return the address on the site of what is not there, empty where it is not known."""
        found = _HREF.search(attributes)
        parts = urlsplit(unescape(found[1])) if found else None
        if parts is None or parts.scheme or parts.netloc or not parts.path:
            return None
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
        if target in there:
            return None
        rest = parts._replace(path=quote(target.removesuffix(INDEX))).geturl()
        return f"{base_url.rstrip('/')}/{rest}" if base_url else ""

    def mended(attributes: str, address: str) -> str:
        return _HREF.sub(lambda _: f'href="{escape(address)}"', attributes, count=1)

    def anchor(found: re.Match[str]) -> str:
        address = public(found[1])
        if address is None:
            return found[0]
        return f"<a{mended(found[1], address)}>{found[2]}</a>" if address else f"<span>{found[2]}</span>"

    def link(found: re.Match[str]) -> str:
        address = public(found[1])
        if address is None:
            return found[0]
        return f"<link{mended(found[1], address)}>\n" if address else ""

    if not base_url:
        page = _LANGUAGES.sub("", page).replace(_HIDDEN, "")
    return _LINK.sub(link, _ANCHOR.sub(anchor, page))


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(f"{TOP}/{name}", _EPOCH)
    info.compress_type = zipfile.ZIP_STORED if name.endswith(_PICTURE) else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _doorstep(folder: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{folder}"><head><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="0; url={folder}/index.html"><title>{folder}</title></head>'
        f'<body><p><a href="{folder}/index.html">{folder}</a></p></body></html>\n'
    )
