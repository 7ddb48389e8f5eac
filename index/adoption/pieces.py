"""What somebody wrote, cut into what may be the organisation's name and what else it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_CHARACTERS = 300
"""A longer entry is cut: no organisation's name."""

_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_URL = re.compile(r"\s*[-–:]?\s*\b(?:https?://|www\.)\S*", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_BETWEEN = re.compile(r"\s+[-–—|]\s+|\s*\n\s*|\s{2,}")
_ACRONYM = re.compile(r"[A-Z][A-Za-z.]{1,9}")
_REGIONAL_A = 0x1F1E6


@dataclass(frozen=True, slots=True)
class Pieces:
    """``names`` are what may be the name, the likeliest first; ``hints`` what stood in brackets.

    ``country`` is that of a flag, ISO 3166-1 alpha-2.
    """

    names: tuple[str, ...]
    hints: tuple[str, ...] = ()
    country: str | None = None


def pieces(text: str) -> Pieces:
    """Cut a free text: ``🇫🇷 City of Strasbourg (prototype)``, ``MIC - Ministero della Cultura``."""
    text = text[:MOST_CHARACTERS]
    flag = _FLAG.search(text)
    country = "".join(chr(ord(c) - _REGIONAL_A + ord("A")) for c in flag.group()) if flag else None
    bare = _URL.sub("", _FLAG.sub("", text)).strip()
    hints = tuple(hint.strip() for hint in _BRACKETS.findall(bare) if hint.strip())
    plain = _BRACKETS.sub(" ", bare).strip() or bare
    return Pieces(tuple(dict.fromkeys(_names(bare, plain))), hints, country)


def _names(bare: str, plain: str) -> list[str]:
    parts = [part.strip() for part in _BETWEEN.split(plain) if part.strip()]
    found = [" ".join(plain.split()), " ".join(bare.split())]
    if len(parts) > 1:
        found.append(parts[0])
        # A short name in front, or a heading set apart: what follows is the name itself.
        if _ACRONYM.fullmatch(parts[0]) or re.search(r"\S\s{2,}\S", plain):
            found.append(parts[1])
    return found
