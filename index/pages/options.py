"""What a caller chooses, is told during the build and gets back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

LANGUAGES = ("en",)
"""The languages the interface is written in."""

Progress = Callable[[int, int], None]
"""Takes how many pages are written and how many there will be."""


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """``base_url`` is where the folder will be served (``https://catalogue.example/software/``).

    It is only needed for canonical links and for the links of ``404.html``; without it that page
    assumes the root of the host. ``language`` is that of the interface, one of :data:`LANGUAGES`.
    """

    title: str = "Public software catalogue"
    base_url: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """``pages`` counts HTML files, ``seconds`` all of the build, ``search_seconds`` Pagefind's part.

    ``has_search`` says whether the search in the browser was built; where not, ``warnings`` say why.
    """

    pages: int
    seconds: float
    software: int
    publishers: int
    tombstones: int
    search_seconds: float
    has_search: bool
    warnings: tuple[str, ...] = ()
