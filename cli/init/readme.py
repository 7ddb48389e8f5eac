"""What a README tells: title, opening paragraphs, list of features, and in which language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cli.init.facts import Facts, Seen, first_file, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SHORT = 150
_LONG = (150, 10_000)
_MOST_FEATURES = 20
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*$")
_BULLET = re.compile(r"^[ \t]{0,3}[-*+•][ \t]+(.+)$")
_FEATURES = re.compile(
    r"(?i)\b(features?|funzionalit|caratteristiche|funktionen|merkmale|fonctionnalit|caracter[ií]sticas"
    r"|functionaliteiten|mogelijkheden|kenmerken|ominaisuudet|funktioner)"
)
_NO_TEXT = re.compile(r"^\s*(?:\[?!\[|<|\||```|~~~|={3,}|-{3,}|>|\[[^\]]+\]:|:::|\.\. )")
_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_MARKS = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)|<[^>]{0,200}>|:[a-z_]+:")
# The commonest little words that the languages don't share.
_WORDS = {
    "en": "the and of to is for with this that are by from be can",
    "it": "il di che per è con della una sono gli alla dei nel",
    "de": "der die und ist für mit das von eine werden auf dem nicht",
    "fr": "le les des est pour avec une dans du sur qui aux cette",
    "es": "el los las para con una del por es se como más",
    "nl": "het een van voor met en zijn op deze worden wordt niet",
    "pt": "os um uma para com do da em não são pelo como",
    "sv": "och är att för med som av på ett den inte",
    "da": "og er at til med som af på det ikke den",
    "fi": "ja on että tai sekä joka voidaan ovat sen",
}


def readme_facts(folder: Path) -> Facts:
    facts = Facts()
    file = first_file(folder, "readme.md", "readme", "readme.*")
    if file is None:
        return facts
    lines = read_text(file).split("\n")
    paragraphs = list(_paragraphs(lines))
    title = _title(lines)
    if title:
        facts.name = Seen(title, file.name)
    if paragraphs and len(paragraphs[0]) <= _SHORT:
        facts.short_description = Seen(paragraphs[0], file.name)
    long = _opening(paragraphs)
    if long:
        facts.long_description = Seen(long, file.name)
    facts.features = _features(lines)
    facts.description_language = language_of(" ".join(paragraphs))
    return facts


def language_of(text: str) -> str:
    """Return the language that a text's little words are of, "" where they don't tell."""
    words = re.findall(r"[^\W\d_]+", text.lower())[:2000]
    counts = {tag: sum(words.count(word) for word in known.split()) for tag, known in _WORDS.items()}
    (best, most), (_, second) = sorted(counts.items(), key=lambda item: -item[1])[:2]
    return best if most >= 3 and most >= 1.5 * second else ""


def plain(text: str) -> str:
    """Return a line of Markdown as text: no marks, of a link its words."""
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", text)).split())


def _title(lines: list[str]) -> str:
    for index, line in enumerate(lines[:50]):
        heading = _HEADING.match(line)
        if heading:
            return plain(heading[2])
        below = lines[index + 1] if index + 1 < len(lines) else ""
        if line.strip() and re.fullmatch(r"\s*(={3,}|-{3,})\s*", below):
            return plain(line)
    return ""


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Yield the paragraphs before the second heading, lists, images, tables and code left out."""
    headings = 0
    fenced = False
    words: list[str] = []
    for line in [*lines, ""]:
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        is_heading = bool(_HEADING.match(line)) and not fenced
        headings += is_heading
        if headings > 2:
            break
        if line.strip() and not (fenced or is_heading or _NO_TEXT.match(line) or _BULLET.match(line)):
            words.append(line)
            continue
        text = plain(" ".join(words))
        words = []
        if len(text.split()) > 2:
            yield text


def _opening(paragraphs: list[str]) -> str:
    """Return the paragraphs that a long description needs, a line each; "" where they are too short."""
    text = ""
    for paragraph in paragraphs:
        text = f"{text}\n{paragraph}" if text else paragraph
        if len(text) >= 2 * _LONG[0]:
            break
    return text if _LONG[0] <= len(text) <= _LONG[1] else ""


def _features(lines: list[str]) -> list[str]:
    """Return the items of the list below a heading that announces features."""
    inside = False
    found: list[str] = []
    for line in lines:
        heading = _HEADING.match(line)
        if heading:
            if found:
                break
            inside = bool(_FEATURES.search(heading[2]))
        bullet = _BULLET.match(line)
        if inside and bullet and (text := plain(bullet[1])):
            found.append(text)
    return found[:_MOST_FEATURES]
