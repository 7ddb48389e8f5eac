"""Reads the profiles that come with riuso."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files

import msgspec

from index.dossier.profiles.profile import Profile
from index.errors import ProfileError

PROFILES: tuple[str, ...] = ("it", "eu", "de", "es", "fi", "fr", "gb", "nl", "ch", "se")
"""The ids of the profiles, which are file names; the one that is whole comes first."""


@cache
def profile(name: str) -> Profile:
    """Return the profile called ``name``; raise :class:`ProfileError` where there is none."""
    if name not in PROFILES:
        raise ProfileError(f"there is no profile {name!r}; there are {', '.join(PROFILES)}")
    content = files("index.dossier.profiles").joinpath(f"{name}.toml").read_bytes()
    return replace(msgspec.toml.decode(content, type=Profile), id=name)


def profile_of_country(country: str) -> Profile | None:
    """Return the profile of a country (ISO 3166-1 alpha-2), None where there is none."""
    name = country.lower()
    return profile(name) if name in PROFILES and profile(name).country else None
