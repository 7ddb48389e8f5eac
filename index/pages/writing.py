"""Writes the pages of one language: template in, file out."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from index.pages.assets import version_of_assets
from index.pages.browse import PER_PAGE
from index.pages.cards import card_of
from index.pages.environment import POLICY, environment
from index.pages.jsonld import page_data
from index.pages.links import up
from index.pages.options import EVERYWHERE
from index.pages.text import clean, shorten
from index.pages.views import Link
from index.pages.wording import wording_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from index.entry import Entry
    from index.pages.output import Output
    from index.pages.site import Site


class Writer:
    """Writes pages into ``output`` and counts them; ``on_page`` is called after each."""

    def __init__(self, output: Output, site: Site, on_page: Callable[[], None]) -> None:
        self.output = output
        self.paths: list[str] = []
        """The pages that search engines may list, from the root of the language."""
        self.pages = 0
        self._site = site
        self._on_page = on_page
        self._environment = environment(site.wording)
        self._cards: dict[tuple[str, str, str], str] = {}
        self._folder = site.folder(site.language)
        brand = site.options.brand
        self._environment.globals.update(
            policy=POLICY,
            site_title=site.title,
            own_name=own_name(site.language),
            version=version_of_assets(brand),
            card=self._card,
            brand=brand,
            logo=f"static/{brand.logo_name}" if brand.logo else "",
            footer=text_in(brand.footers, site.language),
            footer_links=[(text_in(words, site.language), url) for words, url in brand.links],
            feed_base=bool(site.options.base_url),
        )

    def page(
        self,
        path: str,
        template: str,
        *,
        title: str,
        section: str = "",
        description: str = "",
        listed: bool = True,
        data: object = None,
        **context: object,
    ) -> None:
        """Write the page at ``path`` (``software/x/index.html``, from the root of the language).

        ``listed`` says whether the sitemap names it; ``data`` is its JSON-LD.
        """
        site = self._site
        self._write(
            path,
            template,
            root=up(path),
            top=up(self._folder + path),
            title=title,
            section=section,
            description=shorten(description, 200),
            canonical=site.url(path) if listed else "",
            languages=self._languages(path),
            data=as_data(data or page_data(site, title, path)),
            **context,
        )
        if listed:
            self.paths.append(path)

    def not_found(self, template: str, *, title: str) -> None:
        """Write ``404.html``, which servers show at any address: its links start at the host's root."""
        path = urlsplit(self._site.options.base_url or "/").path
        root = f"/{path.strip('/')}/" if path.strip("/") else "/"
        self._write(
            "404.html",
            template,
            root=root + self._folder,
            top=root,
            title=title,
            section="",
            description="",
            canonical="",
            languages=(),
            data="",
        )

    def json(self, path: str, content: object) -> str:
        """Write a JSON file of the language and return a version that changes with its content."""
        data = msgspec.json.encode(content, order="deterministic")
        self.output.write(self._folder + path, data)
        return version_of(data)

    def script(self, path: str, name: str, content: object) -> str:
        """Write a value as a script, which pages read from disk may load too; return its version."""
        data = f"globalThis.{name} = {as_data(content)};\n".encode()
        self.output.write(self._folder + path, data)
        return version_of(data)

    def file(self, path: str, content: bytes) -> None:
        """Write any file of the language."""
        self.output.write(self._folder + path, content)

    def _languages(self, path: str) -> tuple[tuple[str, str, Link, str], ...]:
        """Return the languages of a page: tag, own name, way from here, public address."""
        site = self._site
        top = up(self._folder + path)
        return tuple(
            (tag, own_name(tag), Link(own_name(tag), top + site.folder(tag) + path), site.url(path, tag))
            for tag in site.options.languages
        )

    def _card(self, entry: Entry, root: str, form: str = "compare") -> str:
        """Return the card of a software, which stands in a dozen lists, rendered once for each depth.

        ``form`` is the id of the form that its tick box belongs to, empty where a script takes care of it.
        """
        key = (entry.id, root, form)
        if key not in self._cards:
            macros = self._environment.get_template("macros.html").module
            top = up(self._folder) if self._folder else ""
            item = card_of(entry, self._site)
            self._cards[key] = macros.card(item, root, root + top, form)  # type: ignore[attr-defined]  # a macro
        return self._cards[key]

    def _write(self, path: str, template: str, **context: object) -> None:
        page = self._environment.get_template(template).render(context)
        self.output.write(self._folder + path, page.encode("utf-8"))
        self.pages += 1
        self._on_page()


def text_in(texts: Mapping[str, str], language: str) -> str:
    """Return a configured text in a language, else the one for every language."""
    return texts.get(language) or texts.get(EVERYWHERE, "")


@cache
def own_name(language: str) -> str:
    """Return how a language calls itself."""
    locale = wording_of(language).locale
    name = str(locale.languages.get(language.partition("-")[0]) or language)
    return name[:1].upper() + name[1:]


def as_data(content: object) -> str:
    """Return JSON that can stand in a script element: nothing in it can end the element."""
    text = msgspec.json.encode(content, order="deterministic").decode()
    for sign, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028")):
        text = text.replace(sign, code)
    return clean(text)


def version_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


def expected(site: Site) -> int:
    """Return about how many pages a language will have; lists of names and of files are taken as one."""
    lists = sum(-(-len(listing.ids) // PER_PAGE) for listing in site.listings.values())
    compared = sum(bool(site.similar.get(one)) for one in site.listed) if site.as_of else 0
    return len(site.pages) + len(site.tombstones) + compared + lists + len(site.values) + 8
