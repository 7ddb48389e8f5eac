"""The language in which somebody is written to."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from index.pages.locale import SOURCE, languages

if TYPE_CHECKING:
    from collections.abc import Iterable


def language_of(country: str | None, described_in: Iterable[str]) -> str:
    """Return a language of the pages: an official one of the country, else one the file is written in.

    Where a country has several (Switzerland, Belgium, Luxembourg), the one that the file is written in wins,
    else the first by number of speakers. English where nothing tells. ``described_in`` are BCP 47 tags.
    """
    spoken = [tag.replace("_", "-").partition("-")[0].lower() for tag in described_in]
    known = [tag for tag in spoken if tag in languages()]
    if country is None:
        return next(iter(known), SOURCE)
    official = _official(country)
    return next((tag for tag in known if tag in official), next(iter(official), SOURCE))


@lru_cache(maxsize=300)
def _official(country: str) -> tuple[str, ...]:
    from babel.languages import get_official_languages  # noqa: PLC0415 - of use only where somebody is written to

    found = get_official_languages(country.upper(), de_facto=True)
    return tuple(tag for tag in found if tag in languages())
