"""The pages of a language as a ZIP to unpack and open without a server: no link in it leads nowhere."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import sys
import zipfile
import zlib
from functools import lru_cache
from html import escape, unescape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from index.pages.links import INDEX
from index.pages.mirrored import LOGO, SMALL

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

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
_UP = re.compile(r"^(?:\.\./)*")
_HIDDEN = " data-offline hidden"
"""On what a page says only where it can't lead to the site."""


def write_archive(output: Output, site: Site) -> None:
    """Write the ZIP of the site's language: its pages with the files they need, its home page at the top.

    The pages and what all languages share must be there. One that was made in the same way from the same
    files is taken over.
    """
    path = f"downloads/catalogue-{site.language}.zip"
    own = site.folder(site.language).rstrip("/")
    files = _files(output.new, site, own)
    made_from = _made_from(files, site.options.base_url)
    if _comment(output.old / path if output.old else None, len(made_from)) == made_from:
        output.keep(path)
    else:
        output.write(path, _archive(files, site.options.base_url, own, made_from))


def _made_from(files: Mapping[str, Path], base_url: str | None) -> bytes:
    """Return a name of all that a ZIP follows from: the files, the site's address, and how it is made."""
    told = hashlib.sha256(Path(__file__).read_bytes())
    told.update(f"{sys.version} {zlib.ZLIB_RUNTIME_VERSION} {base_url}".encode())
    for name, path in files.items():
        told.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return told.hexdigest().encode()


def _comment(path: Path | None, length: int) -> bytes:
    """Return the end of a ZIP, which is its comment; nothing where there is no such file."""
    try:
        return path.read_bytes()[-length:] if path else b""
    except OSError:
        return b""


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


def _archive(files: Mapping[str, Path], base_url: str | None, own: str, made_from: bytes) -> bytes:
    """Return files as a ZIP with a comment, the same bytes for the same files.

    A page of a language in a folder of its own finds the shared files one folder up: the ZIP keeps that.
    """
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.comment = made_from
        for name, path in files.items():
            content = path.read_bytes()
            if name.endswith(".html"):
                content = without_dead_links(content.decode(), name, files, base_url).encode()
            archive.writestr(_info(name), content)
        if own:
            archive.writestr(_info(INDEX), _doorstep(own))
    return packed.getvalue()


def _files(folder: Path, site: Site, own: str) -> dict[str, Path]:
    """Return the files of a language's ZIP, in order, by their path from the root of the site."""
    others = {tag for tag in site.options.languages if site.folder(tag)}
    tops = (
        (own, *_SHARED) if own else sorted({path.name for path in folder.iterdir()} - others - {*_LEFT_OUT})
    )
    names = [name for top in tops for name in _below(folder, top) if not _is_left_out(name)]
    pictures = _taken_along(folder)
    found = {name: folder / name for name in sorted(names, key=lambda name: name.split("/"))}
    return {name: path for name, path in found.items() if not name.endswith(_PICTURE) or path in pictures}


def _below(folder: Path, top: str) -> Iterator[str]:
    """Yield the files at and below ``top`` by their path from ``folder``."""
    if (folder / top).is_file():
        yield top
    for where, _, names in os.walk(folder / top):
        within = Path(where).relative_to(folder).as_posix()
        yield from (f"{within}/{name}" for name in names)


def _is_left_out(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name.startswith(".") or _FOR_SERVERS.fullmatch(name) is not None


def without_dead_links(page: str, path: str, there: Container[str], base_url: str | None) -> str:
    """Return a page whose links all lead somewhere: to what is ``there``, or to the site at ``base_url``.

    Where the site's address is not known a link that would lead nowhere becomes its text, and the page says
    what only the site has.
    """
    folders = path.split("/")[:-1]
    ways = ["".join(f"{one}/" for one in folders[:depth]) for depth in range(len(folders), -1, -1)]

    def public(attributes: str) -> str | None:
        """Return the address on the site of what is not there, empty where it is not known."""
        found = _HREF.search(attributes)
        parted = _parted(found[1]) if found else None
        if parted is None:
            return None
        up, rest, after = parted
        target = (ways[up] + rest).rstrip("/") if up < len(ways) else f"../{rest}"
        if target in there:
            return None
        return f"{base_url.rstrip('/')}/{quote(target.removesuffix(INDEX))}{after}" if base_url else ""

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


@lru_cache(maxsize=100_000)
def _parted(address: str) -> tuple[int, str, str] | None:
    """Return how many folders up a link leads, the way down from there, and its query and fragment.

    None for a link that leads out of the site or to a place on the same page. Most stand on many pages.
    """
    parts = urlsplit(unescape(address))
    if parts.scheme or parts.netloc or not parts.path:
        return None
    way = posixpath.normpath(unquote(parts.path)) + "/"
    rest = _UP.sub("", way)
    up = (len(way) - len(rest)) // len("../")
    return up, "" if rest == "./" else rest, parts._replace(path="").geturl()


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
