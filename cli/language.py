"""The languages that whoever runs the command reads."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LOCALE = re.compile(r"^([a-z]{2,3})(?:_([A-Z]{2}))?(?:[.@].*)?$")
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def reader_languages(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Return the BCP 47 tags that the environment's locale variables name, then English.

    In the order in which gettext looks at them; only LANGUAGE holds several, divided by colons.
    """
    for variable in _VARIABLES:
        tags = [tag for name in environment.get(variable, "").split(":") if (tag := _tag(name))]
        if tags:
            return tuple(dict.fromkeys([*tags, "en"]))
    return ("en",)


def reader_language(served: Iterable[str]) -> str:
    """Return the first of the reader's languages that is among ``served``, English where none is."""
    known = tuple(served)
    wanted = (tag.partition("-")[0] for tag in reader_languages())
    return next((tag for tag in wanted if tag in known), "en")


def _tag(locale: str) -> str | None:
    match = _LOCALE.match(locale)
    if match is None:
        return None
    return f"{match[1]}-{match[2]}" if match[2] else match[1]
