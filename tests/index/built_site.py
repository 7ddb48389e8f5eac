"""A site of some entries, built with the real search index and read back with a real parser."""

from __future__ import annotations

import posixpath
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import lxml.html  # type: ignore[import-untyped]  # no stubs

from index.build import build
from index.engine import open_index
from index.pages.build import SiteOptions, SiteSummary, build_site
from index.personal_data import PersonalData, shared_entry
from tests.index.entries import ENTRIES
from tests.index.reports import REPORTS

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Sequence

    from index.adoption.adoption import Adoption
    from index.entry import Entry
    from index.pages.options import Mirrored, Progress

GONE = {"vanished", "delisted"}
LISTED = [entry for entry in ENTRIES if entry.state not in GONE and not entry.hidden]


@dataclass(frozen=True)
class Built:
    folder: Path
    summary: SiteSummary

    def html(self, path: str) -> lxml.html.HtmlElement:
        return lxml.html.fromstring(
            (self.folder / path.removesuffix("index.html") / "index.html").read_text(encoding="utf-8")
        )

    def text(self, path: str) -> str:
        return " ".join(" ".join(self.html(path).itertext()).split())

    def pages(self) -> Iterator[tuple[Path, lxml.html.HtmlElement]]:
        for file in sorted(self.folder.rglob("*.html")):
            yield file, lxml.html.fromstring(file.read_text(encoding="utf-8"))


def dead_links(archive: zipfile.ZipFile) -> set[tuple[str, str]]:
    """Return page and address of each relative link in the pages of a ZIP behind which there is no file."""
    names = set(archive.namelist())
    found = set()
    for name in sorted(name for name in names if name.endswith(".html")):
        page = lxml.html.fromstring(archive.read(name).decode())
        for link in map(str, page.xpath("//@href | //@src | //form/@action")):
            parts = urlsplit(link)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            if not parts.scheme and not parts.netloc and parts.path and target not in names:
                found.add((name, link))
    return found


def make(
    entries: Sequence[Entry],
    where: Path,
    options: SiteOptions | None = None,
    *,
    adoption: Adoption | None = None,
    mirrored: Mirrored | None = None,
    progress: Progress | None = None,
) -> Built:
    # As the catalogue gives them.
    entries = [shared_entry(entry, PersonalData.NAMES) for entry in entries]
    search = where / "search"
    shown = [entry for entry in entries if entry.state not in GONE]
    build(shown, search, fingerprint="test")
    with closing(open_index(search)) as index:
        summary = build_site(
            entries,
            index,
            REPORTS,
            where / "site",
            options=options,
            adoption=adoption,
            mirrored=mirrored,
            progress=progress,
        )
    return Built(where / "site", summary)
