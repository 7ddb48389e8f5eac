"""Text to words: tokens, folding, stems by language, stop words.

A *term* is what the index holds: a folded word or a folded stem. Stems of different languages share
one space on purpose: ``documento`` and ``document`` meet there without a dictionary.
Stemming: the Snowball algorithms (https://snowballstem.org), through PyStemmer.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

WORD_CHARACTERS = 60
"""A longer run of letters is cut here: no language's word, and a hostile file's favourite."""

COMPOUNDING = frozenset({"da", "de", "fi", "nb", "nl", "no", "sv"})
"""The languages that write compounds in one word."""

_STOP_WORDS = Path(__file__).parent / "data" / "stopwords.txt"

# A run of letters and digits; an apostrophe ends one, which is all that elision needs.
_WORD = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")

# What has no decomposition in Unicode but one in every reader's mind.
_LOWER = {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_LETTERS = str.maketrans(_LOWER)
_UPPER = {letter.upper(): plain.title() for letter, plain in _LOWER.items() if letter not in "ßı"}
_ANY_CASE = str.maketrans(_UPPER | _LOWER)

# BCP 47 primary subtag (and the three-letter codes met in files) to the Snowball algorithm's name.
_ALGORITHMS = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish",
    "hu": "hungarian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "nl": "dutch",
    "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "tr": "turkish",
    # Without an algorithm of their own; these languages inflect alike.
    "hr": "serbian", "sk": "czech",
}  # fmt: skip
_THREE_LETTERS = {
    "cat": "ca", "ces": "cs", "dan": "da", "deu": "de", "ger": "de", "eng": "en", "spa": "es", "est": "et",
    "fin": "fi", "fra": "fr", "fre": "fr", "hun": "hu", "ita": "it", "lit": "lt", "nob": "nb", "nld": "nl",
    "dut": "nl", "bul": "bg", "ell": "el", "gre": "el", "gle": "ga", "hrv": "hr", "lav": "lv", "mlt": "mt",
    "slk": "sk", "slo": "sk", "nor": "nb", "pol": "pl", "por": "pt", "ron": "ro", "slv": "sl", "swe": "sv",
}  # fmt: skip


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 -- PyStemmer's own name


def primary_language(tag: str) -> str:
    """Return the two-letter language of a BCP 47 tag as met in files: ``it`` of ``ita`` and ``it_IT``."""
    primary = tag.replace("_", "-").split("-", 1)[0].strip().lower()
    return _THREE_LETTERS.get(primary, primary)


def words(text: str) -> list[str]:
    """Return the words of ``text`` in order, as written; :func:`fold` each to compare it."""
    return [raw for raw in _WORD.findall(unicodedata.normalize("NFC", text)) if fold(raw)]


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Return ``word`` without case, accents and ligatures, cut to :data:`WORD_CHARACTERS`."""
    lowered = word[:WORD_CHARACTERS].casefold().translate(_LETTERS)
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    # Decomposing can bring capitals back (℠ is SM), and letters to be folded.
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return letters.casefold().translate(_LETTERS).strip()


def parts(raw: str) -> list[str]:
    """Return the folded pieces of a written-together name: ``DocSuitePA`` gives doc, suite, pa.

    Single letters and digits are no pieces: ``IoT`` and ``OS2`` are one word.
    """
    found = [fold(piece) for piece in _PARTS.findall(_plain(raw)) if len(piece) > 1]
    return found if len(found) > 1 else []


def _plain(raw: str) -> str:
    """Return ``raw`` with its capitals and without its accents: a ł in a word is no end of it."""
    if raw.isascii():
        return raw
    decomposed = unicodedata.normalize("NFKD", raw.translate(_ANY_CASE))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=200_000)
def stems(raw: str, language: str) -> tuple[str, ...]:
    """Return the folded stems of a word in ``language``; without an algorithm for it, none.

    Two where the word stems differently without its accents, since many leave them out.
    """
    algorithm = _ALGORITHMS.get(language)
    if algorithm is None:
        return ()
    stemmer = _stemmer(algorithm)
    lowered = raw[:WORD_CHARACTERS].lower()
    found = fold(stemmer.stemWord(lowered))
    bare = fold(raw)
    if bare == lowered:
        return (found,) if found else ()
    return tuple(dict.fromkeys(stem for stem in (found, fold(stemmer.stemWord(bare))) if stem))


@lru_cache(maxsize=200_000)
def layers(raw: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return what stands for a word in the index: itself folded, then its stems in each language."""
    word = fold(raw)
    found = dict.fromkeys(stem for language in languages for stem in stems(raw, language))
    found.pop(word, None)
    return (word, *found)


def has_stems(language: str) -> bool:
    """Tell whether words of ``language`` can be stemmed."""
    return language in _ALGORITHMS


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the folded function words of ``language``; empty where none are listed."""
    return _all_stop_words().get("nb" if language in {"no", "nn"} else language, frozenset())


def stop_word_languages() -> tuple[str, ...]:
    """Return the languages whose function words are listed."""
    return tuple(sorted(_all_stop_words()))


@cache
def _all_stop_words() -> dict[str, frozenset[str]]:
    lines = _STOP_WORDS.read_text(encoding="utf-8").splitlines()
    rows = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {language: frozenset(map(fold, listed.split())) for language, _, listed in rows}


@cache
def _stemmer(algorithm: str) -> _Stemmer:
    import Stemmer  # noqa: PLC0415 - only a query that has words pays for it

    stemmer: _Stemmer = Stemmer.Stemmer(algorithm, 0)  # what is stemmed is remembered above
    return stemmer
