"""Pictures of software as the pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the site: its path from the root of the site, and its size in pixels."""

    path: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Pictures:
    """What a software has on the site; ``shots`` are its screenshots by address, each small and large."""

    logo: Image | None
    shots: Mapping[str, tuple[Image, Image]]


@dataclass(frozen=True, slots=True)
class ShotView:
    """A screenshot: ``small`` stands in the page and leads to ``large``.

    ``text`` says what is known of it; ``url`` is where the publisher has it, under ``name``.
    """

    small: Image
    large: Image
    text: str
    name: str
    url: str
