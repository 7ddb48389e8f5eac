"""What a caller chooses, is told during the build and gets back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index.pages.locale import languages
from publiccode.pictures import PictureUse, Rendition

if TYPE_CHECKING:
    from index.catalogue.readings import VersionRead
    from index.catalogue.versions import Version

LANGUAGES = languages()
"""The languages the interface is written in."""
EVERYWHERE = ""
"""The key of a text that stands for every language that has none of its own."""

Progress = Callable[[int, int], None]
"""Takes how many pages are written and how many there will be."""


class Memory(Protocol):
    """What is remembered of a software beside its entry; a catalogue is one."""

    def history(self, name: str) -> tuple[Version, ...]: ...

    def text(self, name: str, version: int | None = None) -> str | None: ...

    def readings(self, name: str | None = None) -> Iterator[VersionRead]: ...

    def shared_text(self, name: str, version: int | None = None) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Mirrored:
    """The pictures that are kept: the folder of their files, and the sizes of each by use and address."""

    folder: Path
    shown: Mapping[tuple[PictureUse, str], tuple[Rendition, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """How a site shows whose it is. Texts are by language, or under :data:`EVERYWHERE`.

    ``logo`` holds an SVG or PNG picture and ``logo_name`` its file name; ``light`` and ``dark`` set
    variables of the style sheet (``brand``, ``link``, …) to colours, lengths or names of fonts.
    """

    titles: Mapping[str, str] = field(default_factory=dict)
    footers: Mapping[str, str] = field(default_factory=dict)
    links: tuple[tuple[Mapping[str, str], str], ...] = ()
    """Of the footer: the words by language, and the address."""
    logo: bytes | None = None
    logo_name: str = ""
    light: Mapping[str, str] = field(default_factory=dict)
    dark: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """``base_url`` is where the folder will be served (``https://catalogue.example/software/``).

    Feeds and the sitemap need it, and it gives canonical links and the links of ``404.html``; without it
    that page assumes the root of the host. ``languages`` are those of the interface: the first lies at
    the root of the site, each other in a folder of its name.
    """

    title: str | None = None
    base_url: str | None = None
    languages: tuple[str, ...] = ("en",)
    brand: Brand = field(default_factory=Brand)
    contact: str | None = None
    """Who answers for the site: an e-mail address or a URL, for ``security.txt``."""
    originals: bool = True
    """Whether each software's publiccode.yml is there to download."""
    workers: int | None = None
    """Processes that write pages; None for as many as help."""

    @property
    def language(self) -> str:
        return self.languages[0]


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """``pages`` counts HTML files, ``seconds`` all of the build, ``search_seconds`` Pagefind's part.

    ``has_search`` says whether the search in the browser was built; where not, ``warnings`` say why.
    ``written`` counts the files that are not as they were in the site before.
    """

    pages: int
    seconds: float
    software: int
    publishers: int
    tombstones: int
    search_seconds: float
    has_search: bool
    warnings: tuple[str, ...] = ()
    written: int = 0
