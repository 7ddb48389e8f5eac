"""Text from a stranger's file, made fit to be shown: cleaned, bounded, cut into paragraphs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import regex  # type: ignore[import-untyped]  # no stubs

# Control characters but tab and line feed; embeddings, overrides and isolates of the bidirectional
# algorithm (UAX 9), which can make a text read as another; invisible characters; lone surrogates.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Letters by name that no font draws: Hangul fillers, the empty Braille pattern.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Scripts stack two or three marks on a letter; more is a text that climbs over its neighbours.
_STACKED_MARKS = regex.compile(r"(\p{M}{4})\p{M}+")
_BULLET = re.compile(r"^\s*(?:[-*+•·–]|\d{1,2}[.)])\s+")
_HEADING = re.compile(r"^\s*#{1,6}\s+(.+?)\s*#*\s*$")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*|\p{N}+")
HUES = 12
OTHER = "Other"
"""Heading of the names that begin with no letter or digit."""
LONGEST = 20_000
"""Characters of a long description that are shown; the standard allows half of it."""


def clean(text: str) -> str:
    """Return ``text`` without characters that are not there to be read; line feeds stay."""
    if text.isascii() and text.isprintable():
        return text
    text = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text))
    return str(_STACKED_MARKS.sub(r"\1", text))


def is_seen(text: str) -> bool:
    """Return whether any of ``text`` can be seen: joiners, fillers and blanks can't."""
    return any(one not in _BLANK and unicodedata.category(one)[0] not in "CZM" for one in text)


def shorten(text: str, limit: int) -> str:
    """Return ``text`` on one line, cut at a word where it is longer than ``limit`` characters."""
    line = " ".join(clean(text[: limit * 8]).split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    head, _, tail = cut.rpartition(" ")
    return (head if head and len(tail) < limit // 4 else cut).rstrip(" ,;:.-") + "…"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a long text: ``kind`` is ``paragraph``, ``list`` or ``heading``."""

    kind: str
    lines: tuple[str, ...]


def blocks(text: str) -> tuple[Block, ...]:
    """Cut a long description into paragraphs, lists and headings; other markup stays text.

    Files are written in plain text or with a little Markdown; line breaks inside a paragraph are
    the file's own folding and mean nothing.
    """
    found: list[Block] = []
    whole = clean(text)
    if len(whole) > LONGEST:
        whole = whole[:LONGEST].rstrip() + " …"
    for chunk in re.split(r"\n\s*\n", whole):
        found.extend(_chunk(chunk))
    return tuple(found)


def _chunk(chunk: str) -> list[Block]:
    found: list[Block] = []
    for line in filter(None, (raw.rstrip() for raw in chunk.split("\n"))):
        heading = _HEADING.match(line)
        if heading:
            found.append(Block("heading", (heading[1],)))
        elif _BULLET.match(line):
            item = _BULLET.sub("", line)
            items = found.pop().lines if found and found[-1].kind == "list" else ()
            found.append(Block("list", (*items, item)))
        elif found and found[-1].kind != "heading":
            last = found.pop()
            found.append(Block(last.kind, (*last.lines[:-1], f"{last.lines[-1]} {line.strip()}")))
        else:
            found.append(Block("paragraph", (line.strip(),)))
    return found


def initials(name: str) -> str:
    """Return one or two letters that stand for a name, of capitalised words first; ``?`` for none.

    The search in the browser makes the same from a title (``static/search/card.js``).
    """
    words = _WORD.findall(clean(name[:200]))
    capital = [word for word in words if word[0] != word[0].lower()]
    words = capital if len(capital) > 1 else words
    return "".join(word[0] for word in words[:2]).upper()[:2] or "?"


def hue(key: str) -> int:
    """Return a number below :data:`HUES` that is always the same for ``key``."""
    return sum(ord(character) * (place % 7 + 1) for place, character in enumerate(key)) % HUES


def folded(text: str) -> str:
    """Return ``text`` as it sorts: without case, accents and leading signs."""
    plain = unicodedata.normalize("NFKD", clean(text)).casefold()
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return re.sub(r"^\W+", "", kept)


def letter(text: str) -> str:
    """Return the heading a name stands under in an alphabetical list: ``A``, ``0–9`` or ``Other``."""
    first = folded(text)[:1].upper()
    if not first:
        return OTHER
    if first.isdecimal():
        return "0–9"
    return first if unicodedata.name(first, "").startswith(("LATIN", "GREEK", "CYRILLIC")) else OTHER
