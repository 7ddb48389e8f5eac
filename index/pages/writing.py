"""Writes pages: template in, file out."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from index.pages.browse import PER_PAGE
from index.pages.cards import card_of
from index.pages.environment import POLICY, environment
from index.pages.links import INDEX, up
from index.pages.text import shorten

if TYPE_CHECKING:
    from pathlib import Path

    from index.entry import Entry
    from index.pages.options import Progress
    from index.pages.site import Site

_STATIC = ("card.js", "early.js", "icon.svg", "search.js", "site.css")
_PROGRESS_EVERY = 25


class Writer:
    """Writes the pages of one build into ``folder`` and counts them."""

    def __init__(self, folder: Path, site: Site, progress: Progress) -> None:
        self._folder = folder
        self._site = site
        self._progress = progress
        self._environment = environment()
        self._total = _expected(site)
        self.pages = 0
        self._cards: dict[tuple[str, str], str] = {}
        statics = {name: (files("index.pages") / "static" / name).read_bytes() for name in _STATIC}
        (folder / "static").mkdir()
        for name, content in statics.items():
            (folder / "static" / name).write_bytes(content)
        self._environment.globals.update(
            lang=site.options.language,
            policy=POLICY,
            site_title=site.options.title,
            version=version_of(b"".join(statics.values())),
            number=site.wording.number,
            card=self._card,
        )

    def page(
        self,
        path: str,
        template: str,
        *,
        title: str,
        section: str = "",
        description: str = "",
        **context: object,
    ) -> None:
        """Write the page at ``path`` (``software/x/index.html``)."""
        base = self._site.options.base_url
        canonical = f"{base.rstrip('/')}/{path.removesuffix(INDEX)}" if base else ""
        self._write(
            path,
            template,
            root=up(path),
            title=title,
            section=section,
            description=shorten(description, 200),
            canonical=canonical,
            **context,
        )

    def not_found(self, template: str, *, title: str) -> None:
        """Write ``404.html``, which servers show at any address: its links start at the host's root."""
        path = urlsplit(self._site.options.base_url or "/").path
        root = f"/{path.strip('/')}/" if path.strip("/") else "/"
        self._write("404.html", template, root=root, title=title, section="", description="", canonical="")

    def json(self, path: str, content: object) -> str:
        """Write a JSON file and return a version that changes with its content."""
        data = msgspec.json.encode(content, order="deterministic")
        (self._folder / path).write_bytes(data)
        return version_of(data)

    def folder(self, path: str) -> None:
        (self._folder / path).mkdir(parents=True, exist_ok=True)

    def _card(self, entry: Entry, root: str) -> str:
        """Return the card of a software, which stands in a dozen lists, rendered once for each depth."""
        known = self._cards.get((entry.id, root))
        if known is None:
            macros = self._environment.get_template("macros.html").module
            known = self._cards[entry.id, root] = macros.card(card_of(entry, self._site), root)  # type: ignore[attr-defined]  # a macro
        return known

    def _write(self, path: str, template: str, **context: object) -> None:
        html = self._environment.get_template(template).render(context)
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(html.encode("utf-8"))
        self.pages += 1
        if self.pages % _PROGRESS_EVERY == 0 or self.pages >= self._total:
            self._progress(min(self.pages, self._total), self._total)


def version_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


def _expected(site: Site) -> int:
    """Return about how many pages there will be; the lists of names and of files are estimated as one."""
    lists = sum(-(-value.count // PER_PAGE) for values in site.values.values() for value in values)
    return len(site.pages) + len(site.tombstones) + lists + len(site.values) + 8
